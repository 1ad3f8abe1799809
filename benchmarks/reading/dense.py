"""A dense Arabic document of our own prose: pages of justified text at 10 points, a table on each. LibreOffice prints it to PDF."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from html import escape
from pathlib import Path

PROSE = Path(__file__).parent / "prose" / "ar.txt"
PAGES = 6
_PARAGRAPHS_A_PAGE = 14
_ROWS_A_PAGE = 8
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_SPACES = " ".join(
    f'xmlns:{prefix}="{_OASIS}:{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
        ("svg", "svg-compatible"),
    )
)
_STYLES = (
    '<office:font-face-decls><style:font-face style:name="Noto Naskh Arabic" svg:font-family="Noto Naskh Arabic"/>'
    "</office:font-face-decls>"
    '<office:automatic-styles><style:style style:name="P" style:family="paragraph"><style:paragraph-properties '
    'fo:text-align="justify" style:writing-mode="rl-tb" fo:margin-bottom="0.1cm"/><style:text-properties '
    'style:font-name-complex="Noto Naskh Arabic" style:font-size-complex="10pt" fo:font-size="10pt" '
    'style:language-complex="ar"/></style:style></office:automatic-styles>'
)


def sentences() -> list[str]:
    return [line.strip() for line in PROSE.read_text(encoding="utf-8").splitlines() if len(line.strip()) > 40]


def flat_document() -> str:
    """The document as flat OpenDocument XML; always the same."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document {_SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"{_STYLES}<office:body><office:text>{''.join(_pages(sentences()))}</office:text></office:body></office:document>"
    )


def _pages(lines: list[str]) -> Iterator[str]:
    for page in range(PAGES):
        for number in range(_PARAGRAPHS_A_PAGE):
            at = page * 31 + number * 3
            yield _paragraph(" ".join(lines[(at + step) % len(lines)] for step in range(3)))
        rows = "".join(_row(lines[(page * 17 + number) % len(lines)], number) for number in range(_ROWS_A_PAGE))
        yield f'<table:table><table:table-column table:number-columns-repeated="3"/>{rows}</table:table>'


def _row(line: str, number: int) -> str:
    words = line.split()
    cells = (" ".join(words[:4]), " ".join(words[4:9]), str(2010 + number))
    return (
        "<table:table-row>"
        + "".join(f"<table:table-cell>{_paragraph(c)}</table:table-cell>" for c in cells)
        + "</table:table-row>"
    )


def _paragraph(text: str) -> str:
    return f'<text:p text:style-name="P">{escape(text)}</text:p>'


def print_dense(folder: Path) -> Path:
    """The PDF, in `folder`. Raises `OSError` or `subprocess.SubprocessError` without a working LibreOffice."""
    source = folder / "dense.fodt"
    source.write_text(flat_document(), encoding="utf-8")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return folder / "dense.pdf"
