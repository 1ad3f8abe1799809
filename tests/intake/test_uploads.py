"""A file at the door: taken or refused by its content, and shown under a harmless name."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.intake import uploads
from app.intake.dossier import SealedFile
from app.intake.signatures import PDF
from app.intake.uploads import (
    MAX_FILE_BYTES,
    EmptyFile,
    UploadTooLarge,
    WrongKindOfFile,
    keep_upload,
    safe_name,
)
from app.posting.notice import PieceKind
from app.vault.local import Vault
from tests.conftest import ROOT
from tests.intake import samples


def keep(vault: Vault, content: bytes, name: str = "cv.pdf") -> SealedFile:
    return keep_upload(vault, io.BytesIO(content), kind=PieceKind.CV, file_name=name)


def files_in(vault: Vault) -> list[str]:
    return sorted(path.name for path in vault.folder.rglob("*") if path.is_file())


def test_a_pdf_is_kept_under_the_hash_of_its_bytes(vault: Vault) -> None:
    content = samples.pdf()

    kept = keep(vault, content)

    assert kept == SealedFile(PieceKind.CV, "cv.pdf", hashlib.sha256(content).hexdigest(), len(content), PDF)
    assert vault.read(kept.sha256) == content


@pytest.fixture(params=["libmagic", "no libmagic"])
def with_and_without_libmagic(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same test on a machine that lacks the system's library."""
    if request.param == "no libmagic":
        monkeypatch.setattr(uploads, "libmagic", None)


@pytest.mark.usefixtures("with_and_without_libmagic")
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (samples.docx(), "cv.docx"),
        (samples.docx(main_part_first=False), "cv.docx"),
        (samples.odt(), "cv.odt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), "cv.doc"),
        (b"{\\rtf1\\ansi Bonjour}", "cv.rtf"),
        ("Expérience : trois ans".encode(), "cv.txt"),
        (samples.PICTURE, "photo.png"),
        (b"RIFF\x24\x00\x00\x00WEBPVP8 " + bytes(24), "photo.webp"),
        (b"II*\x00\x08\x00\x00\x00" + bytes(64), "scan.tiff"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(64), "photo.heic"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(64), "photo.jpg"),
        (b"\x00\x00\n\n" + samples.pdf(), "after junk.pdf"),
        (samples.pdf()[:300], "cut.pdf"),
        (samples.pdf(), "photo.jpg"),  # the content decides, not the ending
    ],
)
def test_every_kind_the_page_names_is_taken(vault: Vault, content: bytes, name: str) -> None:
    assert vault.read(keep(vault, content, name).sha256) == content


@pytest.mark.usefixtures("with_and_without_libmagic")
@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"#!/bin/sh\nrm -r /\n", "cv.txt"),
        (samples.WINDOWS_PROGRAM, "cv.pdf"),
        (samples.WINDOWS_PROGRAM + samples.pdf(), "cv.pdf"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "cv.pdf"),
        (samples.archive(), "cv.docx"),
        (samples.PAGE, "cv.pdf"),
        (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "cv.png"),
        (bytes(range(256)) * 8, "cv.pdf"),
    ],
)
def test_what_is_no_document_is_refused_whatever_its_name(vault: Vault, content: bytes, name: str) -> None:
    with pytest.raises(WrongKindOfFile) as refused:
        keep(vault, content, name)

    assert (refused.value.file_name, files_in(vault)) == (name, [])


def test_an_empty_file_is_refused(vault: Vault) -> None:
    with pytest.raises(EmptyFile):
        keep(vault, b"")

    assert files_in(vault) == []


def test_the_largest_file_enters_and_one_byte_more_does_not(vault: Vault) -> None:
    largest = samples.pdf() + b"%" * (MAX_FILE_BYTES - len(samples.pdf()))
    assert keep(vault, largest).size_bytes == MAX_FILE_BYTES

    with pytest.raises(UploadTooLarge):
        keep(vault, largest + b"%")

    assert len(files_in(vault)) == 1


def test_a_pdf_with_a_password_is_kept_and_said_to_be_locked(vault: Vault) -> None:
    assert keep(vault, samples.pdf(password="secret")).password_protected
    assert not keep(vault, samples.pdf()).password_protected


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\salma\\cv.pdf", "cv.pdf"),
        ("cv\x00.exe\x00.pdf", "cv.exe.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("CON", "_CON"),
        ("nul.pdf", "_nul.pdf"),
        ("-rf.pdf", "rf.pdf"),
        ("cv.pdf. . ", "cv.pdf"),
        ("...", "file"),
        ("", "file"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("x" * 5000 + ".pdf", "x" * 116 + ".pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1).pdf"),
        ("سيرة ذاتية.pdf", "سيرة ذاتية.pdf"),
        ("CV de Mme Inès.pdf", "CV de Mme Inès.pdf"),
    ],
)
def test_a_file_name_is_made_harmless_to_show(given: str, shown: str) -> None:
    assert safe_name(given) == shown


def test_without_libmagic_a_mailbox_is_imported_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "magic.py").write_text("raise ImportError('failed to find libmagic')\n")
    mailbox = ROOT / "benchmarks" / "intake" / "mailbox" / "practice.mbox"

    ended = subprocess.run(
        [sys.executable, "-m", "app", "import-mailbox", mailbox],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(tmp_path), "OMP_DATA_DIR": str(tmp_path / "data")},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.stdout.splitlines()[0] == "imported: 18 (15 dossiers, 1 additions, 2 new versions)"
    assert (ended.returncode, len(ended.stderr.splitlines())) == (1, 1)
