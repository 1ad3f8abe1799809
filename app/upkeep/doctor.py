"""Looks at the machine: programs, zone table, database, disk, mail. Changes nothing."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import version

from app.clock import StaleZoneTable, use_pinned_zone_table
from app.posting.read_notice import NoticeFaulty, read_notice
from app.settings import Settings
from app.work.child import has_network, sees_files

OCR_LANGUAGES = ("fra", "ara", "eng")
# Fixed in 3.51.3: two connections that write and checkpoint at once could lose a committed transaction.
SQLITE_SAFE_WITH_MANY_WRITERS = (3, 51, 3)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `status` is 0 well, 1 missing but the service runs, 2 the service cannot run."""

    what: str
    status: int
    said: str

    @property
    def mark(self) -> str:
        return ("ok     ", "missing", "BROKEN ")[self.status]


def examine(settings: Settings) -> list[Finding]:
    """Every finding, in the order an operator would mend them."""
    return [
        _python(),
        _zone(),
        _notice(settings),
        _database(settings),
        _disk(settings),
        _file_kinds(),
        _ocr(),
        _old_word(),
        _office(),
        _walls(),
        _mail(settings),
    ]


def _python() -> Finding:
    return Finding("python", 0 if sys.version_info >= (3, 11) else 2, sys.version.split()[0])


def _zone() -> Finding:
    try:
        use_pinned_zone_table()
    except StaleZoneTable as error:
        return Finding("legal time", 2, str(error))
    return Finding("legal time", 0, f"Africa/Casablanca is right (tzdata {version('tzdata')})")


def _notice(settings: Settings) -> Finding:
    try:
        notice = read_notice(settings.notice_path)
    except OSError as error:
        return Finding("notice", 2, f"{settings.notice}: {error.strerror}")
    except NoticeFaulty as refused:
        return Finding("notice", 2, f"{settings.notice}: {refused.faults[0]}")
    return Finding("notice", 0, f"{notice.id}, closes {notice.closes_at.isoformat()}")


def _database(settings: Settings) -> Finding:
    if settings.database_url:
        return Finding("database", 0, "PostgreSQL")
    if sqlite3.sqlite_version_info >= SQLITE_SAFE_WITH_MANY_WRITERS:
        return Finding("database", 0, f"SQLite {sqlite3.sqlite_version}")
    return Finding(
        "database",
        0,
        f"SQLite {sqlite3.sqlite_version}: safe here because one process holds the only "
        "writing connection; do not write to the file with another program",
    )


def _disk(settings: Settings) -> Finding:
    folder = settings.data_dir
    while not folder.exists() and folder != folder.parent:
        folder = folder.resolve().parent
    free_gib = shutil.disk_usage(folder).free / 2**30
    return Finding("disk", 0 if free_gib >= 1 else 1, f"{free_gib:.1f} GiB free for {settings.data_dir}")


def _file_kinds() -> Finding:
    try:
        import magic

        magic.from_buffer(b"%PDF-1.7", mime=True)
    except ImportError:
        return Finding("file kinds", 1, "libmagic is missing: apt-get install libmagic1")
    return Finding("file kinds", 0, "libmagic")


def _ocr() -> Finding:
    if not shutil.which("tesseract"):
        return Finding(
            "scans",
            1,
            "cannot be read here, a person will open them: apt-get install tesseract-ocr "
            "tesseract-ocr-fra tesseract-ocr-ara tesseract-ocr-eng",
        )
    listed = subprocess.run(["tesseract", "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S607
    missing = [language for language in OCR_LANGUAGES if language not in listed.stdout.split()]
    if missing:
        packages = " ".join(f"tesseract-ocr-{language}" for language in missing)
        return Finding("scans", 1, f"Tesseract lacks {', '.join(missing)}: apt-get install {packages}")
    return Finding("scans", 0, "Tesseract with " + ", ".join(OCR_LANGUAGES))


def _old_word() -> Finding:
    if shutil.which("catdoc"):
        return Finding(".doc from before Word 97", 0, "catdoc")
    return Finding(
        ".doc from before Word 97", 1, "cannot be read here, a person will open them: apt-get install catdoc"
    )


def _office() -> Finding:
    if shutil.which("soffice"):
        return Finding("page images of office files", 0, "LibreOffice")
    return Finding(
        "page images of office files",
        0,
        "not installed (optional): the words are read, the page is not drawn; apt-get install libreoffice-writer-nogui",
    )


def _walls() -> Finding:
    if has_network():
        return Finding(
            "reading behind walls",
            1,
            "this kernel cannot take the network from the children that read strangers' files; their limits stand",
        )
    if sees_files():
        return Finding(
            "reading behind walls",
            0,
            "memory, time and size limits; no network; this kernel (no Landlock) cannot take our files from the children",
        )
    return Finding("reading behind walls", 0, "memory, time and size limits; no network; no file of ours")


def _mail(settings: Settings) -> Finding:
    if not settings.smtp_host:
        return Finding("outgoing mail", 1, "no server set (OMP_SMTP_HOST): letters wait")
    return Finding("outgoing mail", 0, f"{settings.smtp_host}:{settings.smtp_port}, {settings.smtp_security}")
