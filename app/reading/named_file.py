"""The bytes of a file that somebody names: a real file of a size we read, whatever else the name may lead to."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from app.reading.looks import LARGEST_BYTES
from app.reading.unreadable import Unreadable, Why


class NoFile(OSError):
    """What is there is no file to read: a folder, a pipe, a socket, a device."""


def content_of(path: Path) -> bytes:
    """The file's bytes. Raises OSError when it cannot be opened, NoFile for what is none, Unreadable: too_large.

    Never waits: a pipe that nobody writes to, or a device without an end, is not read from at all.
    """
    try:
        _refuse_what_is_no_file(path.stat())
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY)
    except ValueError as error:  # a name with a nought in it
        raise NoFile(0, "not a name a file can have") from error
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        _refuse_what_is_no_file(status)
        if status.st_size > LARGEST_BYTES:
            raise Unreadable(Why.TOO_LARGE, f"{status.st_size} bytes")
        content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise Unreadable(Why.TOO_LARGE, f"more than {LARGEST_BYTES} bytes")
    return content


def _refuse_what_is_no_file(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise NoFile(0, "a folder, not a file")
    if not stat.S_ISREG(status.st_mode):
        raise NoFile(0, "not a file")
