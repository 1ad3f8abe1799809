"""What a form or a program posted, read once and strictly: nothing unknown, nothing twice, nothing dropped in silence."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from fastapi import Request
from starlette.datastructures import UploadFile

from app.clock import now
from app.refusals import Refused

MAX_FIELDS = 60
MAX_FILES = 12
MAX_TEXT_BYTES = 64 * 1024


class UnknownField(Refused):
    """A field that this address does not take."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


class RepeatedField(Refused):
    """A field that may come once came twice: which one was meant is not ours to guess."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True)
class Posted:
    """The words by field, the files by field, and the instant the last byte had come."""

    words: dict[str, str]
    files: dict[str, list[UploadFile]]
    ended_at: datetime


def posted(
    *, words: Collection[str], files: Collection[str] = (), each_once: bool = False
) -> Callable[[Request], AsyncIterator[Posted]]:
    """A dependency that reads a form with these fields. A field of `words` may come once; one of `files` several times
    unless `each_once`. Raises UnknownField, RepeatedField.
    """

    async def read(request: Request) -> AsyncIterator[Posted]:
        async with request.form(
            max_fields=MAX_FIELDS, max_files=MAX_FILES if files else 0, max_part_size=MAX_TEXT_BYTES
        ) as form:
            said: dict[str, str] = {}
            brought: dict[str, list[UploadFile]] = {field: [] for field in files}
            for field, value in form.multi_items():
                if isinstance(value, UploadFile) and field in files:
                    # Browsers send a nameless, empty part for a file that was not chosen.
                    if value.filename or value.size:
                        brought[field].append(value)
                    if each_once and len(brought[field]) > 1:
                        raise RepeatedField(field)
                elif isinstance(value, UploadFile) or field not in words:
                    raise UnknownField(field[:80])
                elif field in said:
                    raise RepeatedField(field)
                else:
                    said[field] = value
            yield Posted(said, brought, now())

    return read
