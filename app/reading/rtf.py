"""Rich Text Format, through striprtf."""

from __future__ import annotations

import re

from striprtf import striprtf

from app.reading.flow import LONGEST_CHARACTERS
from app.reading.plain import of_text
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable, Why

_MOST_EDGES = 6
_LONGEST_EDGE = 50_000
_LARGEST = 8 * 1024 * 1024
# Pictures and embedded objects are hexadecimal by the megabyte: taken out before the parser meets them.
_PICTURE_DATA = re.compile(r"[0-9a-fA-F\s]{2000,}")
_CODE_PAGE = re.compile(rb"\\ansicpg(\d{3,5})")


def read_rtf(content: bytes) -> ReadText:
    """The text of an RTF file. Raises Unreadable: damaged, too_large, too_long."""
    text = _PICTURE_DATA.sub(" ", content.decode("latin-1"))
    if len(text) > _LARGEST:
        raise Unreadable(Why.TOO_LARGE, "rtf: too much besides pictures")
    page = _CODE_PAGE.search(content)
    encoding = f"cp{page[1].decode()}" if page else "cp1252"
    try:
        plain: str = striprtf.rtf_to_text(text, encoding=_known(encoding), errors="replace")  # type: ignore[no-untyped-call]
    except (ValueError, IndexError, KeyError, RecursionError, UnicodeError, LookupError) as error:
        raise Unreadable(Why.DAMAGED, f"rtf: {type(error).__name__}") from error
    if len(plain) > LONGEST_CHARACTERS:
        raise Unreadable(Why.TOO_LONG, "rtf")
    header, footer = ("\n\n".join(_edges(text, kind, _known(encoding))) for kind in ("header", "footer"))
    whole = "\n\n".join(part for part in (header, plain, footer) if part.strip())
    return of_text(whole.replace("|", "\t"))  # striprtf writes the edge of a cell as a bar


def _edges(text: str, kind: str, encoding: str) -> list[str]:
    """The headers (or footers), each text once; striprtf leaves them out, so each group is given to it alone."""
    found: list[str] = []
    for place in re.finditer(rf"\{{\\{kind}[lrf]?\b", text):
        group = _group(text, place.end())
        try:
            plain: str = striprtf.rtf_to_text("{\\rtf1\\ansi " + group, encoding=encoding, errors="replace")  # type: ignore[no-untyped-call]
        except (ValueError, IndexError, KeyError, RecursionError, UnicodeError, LookupError):
            continue  # a header that makes no sense costs the header
        if plain.strip() and plain.strip() not in found:
            found.append(plain.strip())
        if len(found) >= _MOST_EDGES:
            break
    return found


def _group(text: str, start: int) -> str:
    """From `start`, inside a group, to the brace that closes it."""
    depth, place = 1, start
    while place < min(len(text), start + _LONGEST_EDGE) and depth:
        if text[place] == "\\":
            place += 1
        else:
            depth += (text[place] == "{") - (text[place] == "}")
        place += 1
    return text[start:place]


def _known(encoding: str) -> str:
    try:
        "".encode(encoding)
    except LookupError:
        return "cp1252"
    return encoding
