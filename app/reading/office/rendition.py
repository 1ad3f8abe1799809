"""An office file as a PDF, by LibreOffice where it is installed: what the direction looks at, never what is judged.

LibreOffice is optional and slow (seconds), and its answer differs between versions: the words come from the file itself.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from app.reading.kinds import Kind, kind_of
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_SUFFIX = {Kind.DOCX: ".docx", Kind.ODT: ".odt", Kind.RTF: ".rtf", Kind.DOC: ".doc"}
_PATIENCE_SECONDS = 40
SOCKETS = "OSL_PIPE_*_SingleOfficeIPC_*"  # what LibreOffice may leave behind, by name
_WORD = re.compile(r"\w+")
AGREEMENT = 0.98  # of the words: below it the rendition shows another text than the one that was read


def can_render() -> bool:
    """Whether LibreOffice is here."""
    return _office() is not None


def render(content: bytes, *, file_name: str) -> bytes:
    """The file as a PDF.

    The container is checked before LibreOffice sees it: it would unpack a bomb. Raises Unreadable: unknown_format for
    a file that is no office text, no_text without LibreOffice, timed_out, damaged, and what `kind_of` raises.
    """
    suffix = _SUFFIX.get(kind_of(content, file_name=file_name))
    if suffix is None:
        raise Unreadable(Why.UNKNOWN_FORMAT, "no office text")
    office = _office()
    if office is None:
        raise Unreadable(Why.NO_TEXT, "needs LibreOffice")
    with tempfile.TemporaryDirectory(prefix="rendition-") as folder:
        source = Path(folder, "piece" + suffix)
        source.write_bytes(content)
        _convert(office, source, Path(folder))
        made = source.with_suffix(".pdf")
        if not made.exists():
            raise Unreadable(Why.DAMAGED, "LibreOffice made nothing of it")
        return made.read_bytes()


def agreement(read: ReadText, rendition: ReadText) -> float:
    """The share (0-1) of the words of `read` that `rendition` shows too; 1 for a text without words."""
    words = Counter(_WORD.findall(read.text.casefold()))
    if not words:
        return 1.0
    missing = words - Counter(_WORD.findall(rendition.text.casefold()))
    return 1 - missing.total() / words.total()


def _office() -> str | None:
    return shutil.which("soffice") or shutil.which("libreoffice")


def _convert(office: str, source: Path, folder: Path) -> None:
    options = [
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation=file://{folder}/profile",
    ]
    try:
        subprocess.run(  # noqa: S603 - our program; the file's name is ours
            [office, *options, "--convert-to", "pdf", "--outdir", str(folder), str(source)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, PermissionError) as error:  # behind walls, ending it is refused
        raise Unreadable(Why.TIMED_OUT, "LibreOffice") from error
