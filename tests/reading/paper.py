"""A PDF drawn glyph by glyph: every pathology of a producer can be made by hand, and no more than it.

The fonts' glyphs are half an em wide. Code numbers are given to texts as they come; the ToUnicode map says which is which.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

WIDTH, HEIGHT = 595.0, 842.0
HALF = 0.5  # em: how wide every glyph is


class Paper:
    """One page, origin at the top left as a reader thinks of it; `pdf()` gives the file."""

    def __init__(self, *, to_unicode: bool = True, bold_name: str = "Sample-Bold") -> None:
        self._operators: list[str] = []
        self._codes: dict[str, int] = {}
        self._widths: dict[int, float] = {}
        self._to_unicode = to_unicode
        self._bold_name = bold_name
        self.extra_objects: list[bytes] = []
        self.page_entries = ""
        self.resources = ""

    def code(self, text: str, width: float = HALF) -> int:
        """The code of a glyph that says `text`, `width` em wide."""
        key = f"{text}@{width}"
        if key not in self._codes:
            self._codes[key] = 33 + len(self._codes)
            self._widths[self._codes[key]] = width
        return self._codes[key]

    def raw(self, operators: str) -> Paper:
        self._operators.append(operators)
        return self

    def glyph(
        self, text: str, x: float, y: float, size: float = 10, *, width: float = HALF, bold: bool = False
    ) -> Paper:
        font = "B" if bold else "R"
        code = self.code(text, width)
        return self.raw(f"BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm <{code:02x}> Tj ET")

    def text(
        self, text: str, x: float, y: float, size: float = 10, *, bold: bool = False, spaces: bool = True
    ) -> Paper:
        """A line left to right, in one show operator; without `spaces` gaps are jumps, as TeX leaves them."""
        font = "B" if bold else "R"
        shown = "".join(
            f"<{self.code(character):02x}>" if character != " " or spaces else f"{-1000 * HALF}" for character in text
        )
        return self.raw(f"BT /{font} {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm [{shown}] TJ ET")

    def arabic(self, clusters: Iterable[str], right: float, y: float, size: float = 10) -> Paper:
        """Clusters in logical order, drawn as producers do: in visual order, from the left, ending at `right`."""
        seen = list(clusters)[::-1]
        x = right - len(seen) * HALF * size
        shown = "".join(f"<{self.code(cluster):02x}>" for cluster in seen)
        return self.raw(f"BT /R {size} Tf 1 0 0 1 {x} {HEIGHT - y} Tm [{shown}] TJ ET")

    def lines(self, lines: Sequence[str], x: float, y: float, pitch: float = 14, size: float = 10) -> Paper:
        for number, line in enumerate(lines):
            self.text(line, x, y + number * pitch, size)
        return self

    def pdf(self) -> bytes:
        return assemble([*self._page_objects(), *self.extra_objects])

    def _page_objects(self) -> list[bytes]:
        content = "\n".join(self._operators).encode("latin-1")
        page = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents 4 0 R /Resources << "
            f"/Font << /R 5 0 R /B 6 0 R >> {self.resources} >> {self.page_entries} >>"
        )
        return [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            page.encode(),
            stream(content),
            self._font("Sample-Regular"),
            self._font(self._bold_name),
            stream(self._map().encode()),
        ]

    def _font(self, name: str) -> bytes:
        widths = " ".join(str(round(1000 * self._widths.get(code, HALF))) for code in range(256))
        mapped = "/ToUnicode 7 0 R" if self._to_unicode else ""
        return (
            f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /FirstChar 0 /LastChar 255 /Widths [{widths}] {mapped} "
            f"/FontDescriptor << /Type /FontDescriptor /FontName /{name} /Flags 4 /Ascent 800 /Descent -200 "
            "/FontBBox [0 -200 1000 800] /ItalicAngle 0 /CapHeight 700 /StemV 80 >> >>"
        ).encode()

    def _map(self) -> str:
        entries = "\n".join(
            f"<{code:02x}> <{key.rpartition('@')[0].encode('utf-16-be').hex()}>" for key, code in self._codes.items()
        )
        return (
            "/CIDInit /ProcSet findresource begin begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n"
            f"{len(self._codes)} beginbfchar\n{entries}\nendbfchar endcmap"
        )


def stream(content: bytes, entries: str = "") -> bytes:
    packed = zlib.compress(content)
    return f"<< /Length {len(packed)} /Filter /FlateDecode {entries} >>\nstream\n".encode() + packed + b"\nendstream"


def assemble(objects: Sequence[bytes]) -> bytes:
    """A file of these objects, numbered from 1; the first is the catalogue."""
    out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    for place in places:
        out += f"{place:010d} 00000 n \n".encode()
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n".encode()
    return bytes(out)
