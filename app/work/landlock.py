"""Which files a child may open: programs and their data, to read; a folder of its own, to write. The kernel holds it to that.

Landlock needs no privilege. Where the kernel has none, nothing here happens, and `child.sees_files` says so to `doctor`.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.work.dead_sockets import PLACE

# The same numbers on every processor.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION, _BENEATH = 1, 1
_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_FILE, _MAKE_SOCKET = 1 << 5, 1 << 9
_OF_FIRST_VERSION = (1 << 13) - 1
_REFER, _TRUNCATE, _IOCTL_DEVICE = 1 << 13, 1 << 14, 1 << 15
_TCP = 0b11  # to bind and to connect
_SCOPES = 0b11  # abstract sockets and signals of processes outside
_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE | _IOCTL_DEVICE

_PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store", "/snap")
_SETTINGS = (
    *("/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/alternatives", "/etc/fonts", "/etc/localtime"),
    *("/etc/libreoffice", "/etc/magic", "/etc/mime.types", "/etc/papersize", "/etc/nsswitch.conf", "/etc/locale.alias"),
    *("/var/cache/fontconfig", "/var/lib/libreoffice", "/var/spool/libreoffice"),
)
_OF_USERS = (
    "/etc/passwd",
    "/etc/group",
)  # an office suite ends when it cannot find its user's name; no secret is in them
_DEVICES = ("/dev/null", "/dev/zero", "/dev/urandom", "/dev/random")


@dataclass(frozen=True, slots=True)
class Ruleset:
    """Rules that bind nobody yet: a file of the calling process's own, and the rights to files that they handle."""

    descriptor: int
    files: int


def draw_up(libc: ctypes.CDLL) -> Ruleset | None:
    """Leave to open what `_readable` names, and no more. None where the kernel cannot do it."""
    version = libc.syscall(_CREATE_RULESET, None, 0, _ASK_VERSION)
    if version < 1:
        return None
    files = _handled(version)
    attributes = struct.pack("=QQQ", files, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0)
    size = 24 if version >= 6 else 16 if version >= 4 else 8
    ruleset = libc.syscall(_CREATE_RULESET, attributes, size, 0)
    if ruleset < 0:
        return None
    for place in READABLE:
        _allow(libc, ruleset, place, (_EXECUTE | _READ_FILE | _READ_DIR) & files)
    for device in _DEVICES:
        _allow(libc, ruleset, device, (_READ_FILE | _WRITE_FILE) & files)
    return Ruleset(ruleset, files)


def confine(libc: ctypes.CDLL, rules: Ruleset, *, scratch: str | None = None) -> bool:
    """From here on, open only what the rules name and, to write, `scratch`. False where the kernel refused.

    Who has a `scratch` may make a local socket in `PLACE` too, and take it away: an office suite has no other place for it.
    """
    ruleset, files = rules.descriptor, rules.files
    try:
        if scratch is not None:
            _allow(libc, ruleset, scratch, files & ~_EXECUTE)
            for names in _OF_USERS:
                _allow(libc, ruleset, names, _READ_FILE)
            _allow(libc, ruleset, str(PLACE), _MAKE_SOCKET | _REMOVE_FILE)
        return bool(libc.syscall(_RESTRICT_SELF, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _handled(version: int) -> int:
    """The rights to files this version knows: what is handled and not allowed is refused."""
    return (
        _OF_FIRST_VERSION
        | (_REFER if version >= 2 else 0)
        | (_TRUNCATE if version >= 3 else 0)
        | (_IOCTL_DEVICE if version >= 5 else 0)
    )


def _allow(libc: ctypes.CDLL, ruleset: int, place: str, rights: int) -> None:
    try:
        descriptor = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return  # what is not there needs no leave
    try:
        if not os.path.isdir(place):  # noqa: PTH112 - many of these at every start
            rights &= _OF_A_FILE
        libc.syscall(_ADD_RULE, ruleset, _BENEATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


def _readable() -> Iterator[Path]:
    yield from map(Path, (*_PROGRAMS, *_SETTINGS, sys.prefix, sys.base_prefix))
    yield from Path("/opt").glob("libreoffice*")
    if tessdata := os.environ.get("TESSDATA_PREFIX"):
        yield Path(tessdata)
    for folder in map(Path, os.environ.get("PATH", "").split(os.pathsep)):
        if folder.is_absolute():
            yield from (folder, folder.parent / "lib", folder.parent / "share")
    for entry in sys.path:
        yield from _code_in(Path(entry or "."))


def _code_in(folder: Path) -> Iterator[Path]:
    """The code in a folder of the module path; not what else lies there, such as the dossiers."""
    if folder.name in ("site-packages", "dist-packages", "lib-dynload") or folder.suffix == ".zip":
        yield folder
    elif folder.is_dir() and not any(
        folder.resolve().is_relative_to(prefix) for prefix in (sys.prefix, sys.base_prefix)
    ):
        yield from (entry for entry in folder.iterdir() if entry.suffix == ".py" or (entry / "__init__.py").is_file())


def _outermost(places: Iterable[Path]) -> tuple[str, ...]:
    """Those that are there, without those that lie in another of them; the root itself is none of ours."""
    there = {place.resolve() for place in places if place.exists()} - {Path("/")}
    return tuple(sorted(str(place) for place in there if not there.intersection(place.parents)))


# Found once, in the children's server: what a child inherits costs it nothing.
READABLE = _outermost(_readable())
