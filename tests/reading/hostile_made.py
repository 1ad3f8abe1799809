"""What the hostile files are made of, and what each may come to."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.reading.unreadable import Why

READ = "read"
BOMB = frozenset({Why.TOO_LARGE, Why.TIMED_OUT, Why.TOO_LONG, Why.DAMAGED, Why.NO_TEXT})
BROKEN = frozenset({Why.DAMAGED, Why.NO_TEXT})
WELL = frozenset({READ})
PERHAPS = BROKEN | WELL

WORDS = "Coordinatrice de projet associatif a Casablanca depuis 2019"
LINES = (
    "Salma Bennani",
    "Coordinatrice de projet associatif",
    "Casablanca, de janvier 2019 au printemps 2024",
    "Suivi du budget et rapports aux bailleurs de fonds",
    "Master en droit public, Rabat",
)


@dataclass(frozen=True)
class Hostile:
    """A file: what it tries, its name, its bytes on demand, the ends it may come to.

    When it is read, its text holds each of `says` and none of `never`, and a warning begins with `warns`.
    """

    what: str
    name: str
    make: Callable[[], bytes]
    ends: frozenset[str]
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    warns: str = ""


def pdf(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A PDF of these objects with an honest cross-reference table; object 1 is the root."""
    file, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(file)
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(objects) + 1
    rows = (b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, size))
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(rows))
    return file + table + b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (size, trailer, len(file))


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
RESOURCES = b"<</Font<</F 5 0 R>>>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s>>" % RESOURCES
FLATE = b"/Filter/FlateDecode"


def one_page(
    content: bytes,
    *,
    entries: bytes = b"",
    resources: bytes = RESOURCES,
    page: bytes = b"",
    catalog: bytes = b"",
    **more: bytes,
) -> bytes:
    """One page; `more` holds further objects as `o6=...`."""
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog,
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources %s%s>>" % (resources, page),
        4: stream(content, entries),
        5: FONT,
    }
    objects.update({int(name[1:]): body for name, body in more.items()})
    return pdf(objects)


def shown(text: str = WORDS) -> bytes:
    return b"BT /F 12 Tf 72 700 Td (%s) Tj ET " % text.encode("latin-1")


def written(lines: Iterable[str] = LINES, *, top: int = 760, font: bytes = b"/F 12 Tf") -> bytes:
    """Page content that shows these lines, one under the other."""
    body = b"".join(b"(%s) Tj T* " % line.encode("cp1252") for line in lines)
    return b"BT %s 72 %d Td 16 TL %sET" % (font, top, body)


def deflated(unit: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(unit) for _ in range(times)), packer.flush()])
