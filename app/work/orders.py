"""What a child is told to do, as bytes: a function by its name, and plain values. Nothing is unpickled on either side."""

from __future__ import annotations

import importlib
import json
import struct
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from app.work.sandbox import Limits

_LENGTH = struct.Struct("<I")


@dataclass(frozen=True, slots=True)
class Order:
    """`work(*args)`, within `limits`; `scratch` is the folder the child may write in, None for none."""

    limits: Limits
    scratch: str | None
    work: Callable[..., bytes]
    args: tuple[Any, ...]

    def to_bytes(self) -> bytes:
        """Raises TypeError for an argument that is no plain value, tuple of them, or module-level function."""
        blobs: list[bytes] = []
        told = [asdict(self.limits), self.scratch, _plain(self.work, blobs), _plain(self.args, blobs)]
        head = json.dumps(told).encode()
        return b"".join((_LENGTH.pack(len(head)), head, *blobs))

    @classmethod
    def from_bytes(cls, body: bytes) -> Order:
        begin = _LENGTH.size + _LENGTH.unpack_from(body)[0]
        limits, scratch, work, args = json.loads(body[_LENGTH.size : begin])
        blobs = memoryview(body)[begin:]
        return cls(Limits(**limits), scratch, _value(work, blobs), _value(args, blobs))


def _plain(value: Any, blobs: list[bytes]) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, bytes):
        begin = sum(map(len, blobs))
        blobs.append(value)
        return {"bytes": [begin, len(value)]}
    if isinstance(value, tuple):
        return {"tuple": [_plain(each, blobs) for each in value]}
    if callable(value) and getattr(value, "__qualname__", ".").isidentifier():
        return {"function": [value.__module__, value.__qualname__]}
    raise TypeError(f"a child cannot be told a {type(value).__name__}")


def _value(told: Any, blobs: memoryview) -> Any:
    if not isinstance(told, dict):
        return told
    [(kind, body)] = told.items()
    if kind == "bytes":
        begin, length = body
        return bytes(blobs[begin : begin + length])
    if kind == "tuple":
        return tuple(_value(each, blobs) for each in body)
    module, name = body
    return getattr(importlib.import_module(module), name)
