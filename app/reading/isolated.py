"""Reads a stranger's file in children that can be killed: one for the text, then one for each page to look at.

One page that kills its child costs that page only. Nothing a child says is unpickled.
"""

from __future__ import annotations

import json
import resource
import struct
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from app.reading.archive import documents_in, read_archive
from app.reading.kinds import Kind, kind_of, may_need_a_program
from app.reading.looks import (
    LARGEST_BYTES,
    MOST_PICTURES,
    FirstLook,
    draw_to_read,
    first_look,
    look_from_bytes,
    look_to_bytes,
    read_drawn,
    settled,
    too_many_pictures,
)
from app.reading.ocr.tesseract import PAGE_SECONDS
from app.reading.office.fonts_asked import has_its_pages
from app.reading.office.printed import Printed, printed_from_json, put_on_paper
from app.reading.office.rendition import SOCKETS, render
from app.reading.pdf.read import read_pdf
from app.reading.raster import draw_page
from app.reading.read import with_languages
from app.reading.stored import from_bytes, to_bytes
from app.reading.text import Box, Page, ReadText
from app.reading.unreadable import Unreadable, Why
from app.work.child import Cause, Died, preload, run_in_child
from app.work.dead_sockets import take_away
from app.work.sandbox import Limits, at_most_cpu

# With starting and ending it, each file is over within ten seconds. Nothing but catdoc is started to find its text.
TEXT_LIMITS = Limits(wall_seconds=8.0, cpu_seconds=7, programs=False)
OFFICE_LIMITS = Limits(
    memory_bytes=4 << 30,
    data_bytes=384 << 20,
    wall_seconds=60.0,
    cpu_seconds=40,
    open_files=1024,
    local_sockets=True,
    writes=True,
)
# OCR is bounded by the processor time of its processes; the wall is far, for a machine that has other work too.
PICTURE_LIMITS = Limits(wall_seconds=120.0, cpu_seconds=20)
_DRAWING_SECONDS = 4  # of processor time; a page takes a twentieth of one
_MOST_DEATHS = 2  # pages that may die of a document before the rest of its pictures is left to a person
_MOST_IN_VAIN = 12  # blank backs of sheets come one at a time
_READ, _UNREADABLE, _ARCHIVE = b"r", b"u", b"a"
_FRAME = struct.Struct("<IQ")
_COST = struct.Struct("<d")
_LEAST_FOR_A_PAGE = 2.0  # seconds of processor time, after pages that gave nothing
_MOST_WASTED = PAGE_SECONDS + 1.5
Decoded = TypeVar("Decoded")
_WHY = {Cause.TIMED_OUT: Why.TIMED_OUT, Cause.MEMORY: Why.TOO_LARGE, Cause.CRASHED: Why.DAMAGED}

preload(["app.reading.loaded"], rehearsal=("app.reading.loaded", "rehearse"))


class ChildDied(Exception):
    """The child that read the file gave no result; `died` says how."""

    def __init__(self, died: Died) -> None:
        super().__init__(f"{died.why}: {died.detail}")
        self.died = died


def read_in_child(content: bytes, *, file_name: str, limits: Limits = TEXT_LIMITS) -> ReadText | Unreadable:
    """What `read_piece` gives, computed behind walls; a child that died is a reason too. Blocks; safe in threads."""
    try:
        return try_in_child(content, file_name=file_name, limits=limits)
    except Unreadable as unreadable:
        return unreadable
    except ChildDied as dead:
        return as_reason(dead.died)


def try_in_child(content: bytes, *, file_name: str, limits: Limits = TEXT_LIMITS) -> ReadText:
    """The same for a caller that may try again. Raises Unreadable, and ChildDied when the text's child died."""
    if len(content) > LARGEST_BYTES:
        raise Unreadable(Why.TOO_LARGE, f"{len(content)} bytes")
    kind, answer = _asked(_allowing(limits, content), _look, content, file_name)
    if kind == _ARCHIVE:

        def read_one(content: bytes, *, file_name: str) -> ReadText:
            kind, answer = _asked(_allowing(limits, content), _look, content, file_name)
            if kind == _ARCHIVE:
                raise Unreadable(Why.UNKNOWN_FORMAT, "an archive inside an archive")
            return _with_second_looks(answer, content, file_name)

        return with_languages(read_archive(_understood(_unframed, answer), read_one=read_one))
    return with_languages(_with_second_looks(answer, content, file_name))


def _allowing(limits: Limits, content: bytes) -> Limits:
    return replace(limits, programs=True) if may_need_a_program(content) else limits


def drawn_in_child(
    content: bytes, *, file_name: str, number: int, masks: tuple[Box, ...], dpi: float, hide_pictures: bool = False
) -> bytes:
    """What `draw_page` gives, drawn behind walls. Raises Unreadable."""
    try:
        places = tuple((mask.x0, mask.top, mask.x1, mask.bottom) for mask in masks)
        return _asked(TEXT_LIMITS, _draw, content, file_name, number, places, dpi, hide_pictures)[1]
    except ChildDied as dead:
        raise as_reason(dead.died) from dead


def rendered_in_child(content: bytes, *, file_name: str, limits: Limits = OFFICE_LIMITS) -> bytes:
    """What `render` gives: an office file as a PDF. Raises Unreadable."""
    try:
        return _asked(limits, _render, content, file_name)[1]
    except ChildDied as dead:
        raise as_reason(dead.died) from dead
    finally:
        take_away(SOCKETS)


def printed_in_child(
    content: bytes, *, file_name: str, rendition: bytes, read: ReadText, limits: Limits = TEXT_LIMITS
) -> Printed | None:
    """What `put_on_paper` gives for the `rendition` (PDF) of an office file that was `read`. Raises Unreadable."""
    try:
        answer = _asked(limits, _print, content, file_name, rendition, to_bytes(read))[1]
        return _understood(_printed_from, answer)
    except ChildDied as dead:
        raise as_reason(dead.died) from dead


def as_reason(died: Died) -> Unreadable:
    """Why a document stays unread when its child died."""
    return Unreadable(_WHY[died.why], died.detail)


def _with_second_looks(first_answer: bytes, content: bytes, file_name: str) -> ReadText:
    first = _understood(FirstLook.from_bytes, first_answer)
    looks: dict[int, Page | Unreadable] = {}
    patience = _Patience()
    for number in first.shares:
        try:
            patience.refuse_more(len(looks))
            looks[number] = _looked_at_again(content, file_name, number, patience)
        except Unreadable as unreadable:
            looks[number] = unreadable
        except ChildDied as dead:
            patience.deaths += dead.died.settled
            looks[number] = as_reason(dead.died)
    return settled(first, looks)


@dataclass
class _Patience:
    """What a document's pictures may still cost. Pages that give words cost nothing of it, the others what they took."""

    wasted: float = 0.0  # seconds of processor time
    deaths: int = 0
    in_vain: int = 0  # pages without a word, one after the other

    def refuse_more(self, looks: int) -> None:
        """Raises Unreadable when enough pages were looked at, or gave nothing."""
        if looks >= MOST_PICTURES:
            raise too_many_pictures()
        if self.deaths >= _MOST_DEATHS or self.wasted >= _MOST_WASTED or self.in_vain >= _MOST_IN_VAIN:
            raise Unreadable(Why.TIMED_OUT, "pages before it gave nothing")

    def for_a_page(self) -> float:
        """Seconds of processor time for the next page."""
        return max(_LEAST_FOR_A_PAGE, PAGE_SECONDS - self.wasted)


def _looked_at_again(content: bytes, file_name: str, number: int, patience: _Patience) -> Page:
    """One page by its picture, tried a second time when the first death may have been the machine's fault."""
    seconds = patience.for_a_page()
    try:
        answer = _asked(PICTURE_LIMITS, _look_again, content, file_name, number, seconds)[1]
    except ChildDied as dead:
        if dead.died.settled:
            raise
        answer = _asked(PICTURE_LIMITS, _look_again, content, file_name, number, seconds)[1]
    except Unreadable as unreadable:
        if unreadable.why is Why.TIMED_OUT:
            patience.wasted += seconds
        raise
    (took,) = _understood(_COST.unpack_from, answer)
    page = _understood(look_from_bytes, answer[_COST.size :])
    patience.in_vain = 0 if page.lines else patience.in_vain + 1
    if not page.lines:
        patience.wasted += took
    return page


def _asked(limits: Limits, work: Callable[..., bytes], *args: Any) -> tuple[bytes, bytes]:
    """The kind and body of the child's answer. Raises Unreadable when it says so, ChildDied when it says nothing."""
    answer = run_in_child(_answered, work, args, limits=limits)
    if isinstance(answer, Died):
        raise ChildDied(answer)
    kind, body = answer[:1], answer[1:]
    if kind == _UNREADABLE:
        raise _understood(_reason_from, body)
    return kind, body


def _answered(work: Callable[..., bytes], args: tuple[Any, ...]) -> bytes:
    """In the child: the work's answer, or its reason."""
    try:
        return work(*args)
    except Unreadable as unreadable:
        return _UNREADABLE + json.dumps([unreadable.why, unreadable.detail[:500]]).encode()


def _look(content: bytes, file_name: str) -> bytes:
    if kind_of(content, file_name=file_name) is Kind.ARCHIVE:
        return _ARCHIVE + _framed(documents_in(content))
    return _READ + first_look(content, file_name=file_name).to_bytes()


def warm(content: bytes, file_name: str) -> None:
    """Do what a first look does, and forget it: for the children's server."""
    FirstLook.from_bytes(_look(content, file_name)[1:])


def _look_again(content: bytes, file_name: str, number: int, seconds: float) -> bytes:
    with at_most_cpu(_DRAWING_SECONDS):
        shown = draw_to_read(content, file_name=file_name, number=number)
    page = read_drawn(shown, number=number, seconds=seconds)
    return _READ + _COST.pack(time.process_time() + _of_programs()) + look_to_bytes(page)


def _of_programs() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _draw(  # noqa: PLR0917 - the child takes its arguments by place
    content: bytes,
    file_name: str,
    number: int,
    places: tuple[tuple[float, float, float, float], ...],
    dpi: float,
    hide_pictures: bool,
) -> bytes:
    masks = tuple(Box(*place) for place in places)
    return _READ + draw_page(content, file_name, number, masks, dpi, hide_pictures=hide_pictures)


def _render(content: bytes, file_name: str) -> bytes:
    return _READ + render(content, file_name=file_name)


def _print(content: bytes, file_name: str, rendition: bytes, file: bytes) -> bytes:
    paper = ReadText(tuple(looked.page for looked in read_pdf(rendition).pages))
    read = from_bytes(file)
    printed = put_on_paper(read, paper)
    if printed is not None:
        faithful = has_its_pages(content, file_name=file_name, rendition=rendition, file=read, paper=paper)
        printed = replace(printed, faithful=faithful)
    return _READ + json.dumps(printed.to_json() if printed else None).encode()


def _printed_from(body: bytes) -> Printed | None:
    kept = json.loads(body)
    return None if kept is None else printed_from_json(kept)


def _understood(decode: Callable[[bytes], Decoded], body: bytes) -> Decoded:
    """The child's answer as a value; an answer of another shape is a crash, not an error of ours."""
    try:
        return decode(body)
    except (ValueError, RecursionError, struct.error) as error:
        raise ChildDied(Died(Cause.CRASHED, "an answer that makes no sense", settled=True)) from error


def _reason_from(body: bytes) -> Unreadable:
    why, detail = json.loads(body)
    return Unreadable(Why(why), str(detail))


def _framed(documents: Iterable[tuple[str, bytes]]) -> bytes:
    """Name and bytes of each document behind their lengths."""
    parts: list[bytes] = []
    for name, document in documents:
        spelled = name.encode("utf-8", "replace")
        parts += (_FRAME.pack(len(spelled), len(document)), spelled, document)
    return b"".join(parts)


def _unframed(body: bytes) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    at = 0
    while at < len(body):
        name_length, length = _FRAME.unpack_from(body, at)
        at += _FRAME.size
        if at + name_length + length > len(body):
            raise ValueError("a frame longer than the answer")
        name = body[at : at + name_length].decode("utf-8", "replace")
        found.append((name, body[at + name_length : at + name_length + length]))
        at += name_length + length
    return found
