"""A `.zip` of pieces: the documents inside, one after the other, within limits. Paths in it are ignored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Protocol

from app.reading.message import documents_of_message, is_message
from app.reading.text import Hidden, Page, ReadText
from app.reading.unreadable import Unreadable, Why
from app.reading.zipped import open_zip, part_of

MOST_DOCUMENTS = 20
MOST_PAGES = 200
# What archivers and desktops leave beside the documents.
_LITTER = ("__MACOSX/", "Thumbs.db", ".DS_Store", "desktop.ini")
_ARCHIVES = {".zip", ".rar", ".7z", ".gz", ".tgz", ".bz2", ".xz", ".tar", ".jar"}


class ReadOne(Protocol):
    """Reads one document's bytes; raises Unreadable."""

    def __call__(self, content: bytes, *, file_name: str) -> ReadText: ...


def read_archive(documents: Iterable[tuple[str, bytes]], *, read_one: ReadOne) -> ReadText:
    """All pages of `documents` (name, bytes), numbered through; what could not be read is named in the warnings.

    Raises Unreadable: too_long; unknown_format when there is no document; the reason of the first document when none
    could be read.
    """
    pages: list[Page] = []
    hidden: list[Hidden] = []
    warnings: list[str] = []
    refused: list[Unreadable] = []
    for name, document in documents:
        try:
            _refuse_archive(name)
            read = read_one(document, file_name=name)
        except Unreadable as unreadable:
            refused.append(unreadable)
            warnings.append(f"unread_in_archive: {name} ({unreadable.why})")
            continue
        hidden += (replace(found, page=found.page + len(pages)) for found in read.hidden)
        warnings += (_in_document(warning, name) for warning in read.warnings)
        pages += (replace(page, number=page.number + len(pages)) for page in read.pages)
        if len(pages) > MOST_PAGES:
            raise Unreadable(Why.TOO_LONG, f"archive: more than {MOST_PAGES} pages")
    if not pages:
        raise refused[0] if refused else Unreadable(Why.UNKNOWN_FORMAT, "archive: no document inside")
    return ReadText(tuple(pages), hidden=tuple(hidden), warnings=tuple(warnings))


def _refuse_archive(name: str) -> None:
    """An archive inside an archive is how small files become large ones."""
    if PurePosixPath(name).suffix.lower() in _ARCHIVES:
        raise Unreadable(Why.UNKNOWN_FORMAT, "an archive inside an archive")


def _in_document(warning: str, name: str) -> str:
    """The warning's code stays in front, where it is looked for."""
    code, _, rest = warning.partition(": ")
    return f"{code}: {name}, {rest}" if rest else f"{code}: {name}"


def documents_in(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of each document inside; an archive inside is named, and not unpacked.

    A mail's text and its attachments are documents too. Raises Unreadable: damaged, encrypted, too_large.
    """
    if is_message(content):
        yield from documents_of_message(content)
        return
    container = open_zip(content)
    names = [name for name in container.namelist() if not name.endswith("/") and not _is_litter(name)]
    if len(names) > MOST_DOCUMENTS:
        raise Unreadable(Why.TOO_LARGE, f"archive: {len(names)} files")
    for name in names:
        is_archive = PurePosixPath(name).suffix.lower() in _ARCHIVES
        yield PurePosixPath(name.replace("\\", "/")).name, b"" if is_archive else part_of(container, name)
    if container.cut:
        yield "what_came_after_its_end.zip", b""  # named, and left to a person as archives are


def _is_litter(name: str) -> bool:
    return any(part in name for part in _LITTER) or PurePosixPath(name).name.startswith("._")
