"""Files kept on this machine by SHA-256: written, fsynced, renamed, and the folder fsynced.

A name in the vault is a promise that the bytes survive a power cut. Knows no dossier.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from app.refusals import Refused

CHUNK_BYTES = 256 * 1024
# Kept free, so that a full disk refuses a new upload instead of breaking a receipt half-way.
RESERVE_BYTES = 64 * 1024 * 1024


class DiskFull(Refused):
    """There is no room left to keep another file safely."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that is on disk: its SHA-256 (64 hex digits) and its length in bytes."""

    sha256: str
    size_bytes: int


class Vault:
    """A folder of files named by their SHA-256, in 256 sub-folders."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True)

    def path(self, sha256: str) -> Path:
        """Where the file stands, whether or not it is there."""
        if len(sha256) != 64 or not set(sha256) <= set("0123456789abcdef"):
            raise ValueError("not a SHA-256 in lower-case hexadecimal")
        return self.folder / sha256[:2] / sha256

    def open(self, sha256: str) -> BinaryIO:
        """The file's bytes. Raises FileNotFoundError."""
        return self.path(sha256).open("rb")

    def read(self, sha256: str) -> bytes:
        """All of the file's bytes. Raises FileNotFoundError."""
        return self.path(sha256).read_bytes()

    def require_room(self, more_bytes: int = 0) -> None:
        """Raise DiskFull unless `more_bytes` and the reserve still fit."""
        space = os.statvfs(self.folder)
        if space.f_bavail * space.f_frsize < RESERVE_BYTES + more_bytes or (space.f_files and space.f_favail < 64):
            raise DiskFull

    def keep_bytes(self, content: bytes) -> Kept:
        """Keep `content`; the same bytes twice are one file. Raises DiskFull."""
        incoming = self.begin()
        try:
            incoming.write(content)
            return incoming.seal()
        finally:
            incoming.discard()

    def begin(self) -> Incoming:
        """Start a file whose name is not yet known. Raises DiskFull."""
        self.require_room()
        try:
            return Incoming(self, self._incoming / secrets.token_hex(16))
        except OSError as error:
            raise DiskFull from error

    def sweep(self, *, untouched_since: datetime | None = None) -> int:
        """Remove what interrupted uploads left behind; returns how many files.

        Without `untouched_since` everything goes: only where nobody can be uploading.
        """
        left = [
            each for each in self._incoming.iterdir() if untouched_since is None or _is_older(each, untouched_since)
        ]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def kept_before(self, instant: datetime) -> Iterator[str]:
        """The SHA-256 of every file that was last kept before `instant`."""
        for folder in self.folder.iterdir():
            if len(folder.name) == 2:
                yield from (path.name for path in folder.iterdir() if _is_older(path, instant))

    def forget(self, sha256: str, *, kept_before: datetime) -> bool:
        """Remove a file nobody needs; False when it is not there or was kept again since `kept_before`.

        Keeping the same bytes again renames a fresh file into this very place, perhaps while we look: the file is
        therefore moved aside first, looked at there, and put back if it is fresh.
        """
        path, aside = self.path(sha256), self._incoming / secrets.token_hex(16)
        try:
            path.rename(aside)
        except FileNotFoundError:
            return False
        if not _is_older(aside, kept_before):
            aside.rename(path)
            _fsync_folder(path.parent)
            return False
        aside.unlink()
        _fsync_folder(path.parent)
        return True


class Incoming:
    """A file being written into the vault. `seal` makes it durable; `discard` removes what was not sealed."""

    def __init__(self, vault: Vault, path: Path) -> None:
        self._vault = vault
        self.path = path
        self._hash = hashlib.sha256()
        self._file: BinaryIO | None = path.open("xb", buffering=0)
        self.size_bytes = 0

    def write(self, chunk: bytes) -> None:
        """Append `chunk`. Raises DiskFull."""
        assert self._file is not None, "already sealed or discarded"
        rest = memoryview(chunk)
        try:
            while rest:
                rest = rest[self._file.write(rest) :]
        except OSError as error:
            raise DiskFull from error
        self._hash.update(chunk)
        self.size_bytes += len(chunk)

    def seal(self) -> Kept:
        """Make the bytes durable under their hash: fsync the file, rename, fsync the folder. Raises DiskFull."""
        assert self._file is not None, "already sealed or discarded"
        kept = Kept(self._hash.hexdigest(), self.size_bytes)
        target = self._vault.path(kept.sha256)
        try:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True)
                _fsync_folder(target.parent.parent)
            self.path.rename(target)
            _fsync_folder(target.parent)
        except OSError as error:
            raise DiskFull from error
        return kept

    def discard(self) -> None:
        """Forget the bytes unless they were sealed. Safe to call at any time."""
        if self._file is not None:
            self._file.close()
            self._file = None
        self.path.unlink(missing_ok=True)


def _is_older(path: Path, instant: datetime) -> bool:
    try:
        return path.stat().st_mtime < instant.timestamp()
    except FileNotFoundError:
        return False


def _fsync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
