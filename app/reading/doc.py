"""Word's old .doc, through the program catdoc; and web pages saved under that name are told apart by `kinds`."""

from __future__ import annotations

import shutil
import struct
import subprocess

from app.reading.plain import of_text
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_PATIENCE_SECONDS = 8
_ENCRYPTED = 0x0100  # flag of the file information block
_WORD_MAGIC = (0xA5EC, 0xA5DC)  # of Word 97, and of Word 6 and 95


def read_doc(content: bytes) -> ReadText:
    """The text of a Word 97-2003 file.

    Raises Unreadable: encrypted; damaged; timed_out; no_text when catdoc is not installed (detail says so).
    """
    if _is_encrypted(content):
        raise Unreadable(Why.ENCRYPTED, "doc: a password is needed")
    program = shutil.which("catdoc")
    if program is None:
        raise Unreadable(Why.NO_TEXT, "needs the program catdoc")
    try:
        # -w: one line a paragraph; the source encoding is in the file, the output is UTF-8.
        ran = subprocess.run(  # noqa: S603 - the program is ours, the file arrives by the pipe
            [program, "-w", "-d", "utf-8", "-"],
            input=content,
            capture_output=True,
            timeout=_PATIENCE_SECONDS,
            check=False,
        )
    except (subprocess.TimeoutExpired, PermissionError) as error:  # behind walls, ending it is refused
        raise Unreadable(Why.TIMED_OUT, "doc: catdoc") from error
    if ran.returncode != 0:
        raise Unreadable(Why.DAMAGED, f"doc: catdoc gave up with {ran.returncode}")
    return of_text(ran.stdout.decode("utf-8", "replace").replace("\x07", "\t"))


def _is_encrypted(content: bytes) -> bool:
    """Whether the document's first block says so; it lies on a 512-byte border and begins with Word's number."""
    for offset in range(512, min(len(content), 1 << 20) - 12, 512):
        magic, _version, _, _language, _, flags = struct.unpack_from("<6H", content, offset)
        if magic in _WORD_MAGIC:
            return bool(flags & _ENCRYPTED)
    return False
