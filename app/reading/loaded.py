"""What every reading child finds loaded and warm, so that it need not begin cold. Imported by the children's server only."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

import app.reading.isolated
from app.reading.read import read_piece

# Read a few times before any child is forked: models are in memory, patterns compiled, and the interpreter has
# specialised the code that reads a page. It saves each child more than half of its time.
_LINES = (
    "Coordinatrice de projet, association de quartier, Casablanca",
    "2019 - 2024 : suivi du budget (120 000 DH), rapports aux bailleurs",
    "Master en sciences sociales, Rabat ; langues : arabe, anglais",
)
_ROUNDS = 6


def _a_page() -> bytes:
    """A small PDF of a few lines, written by hand."""
    shown = " ".join(f"1 0 0 1 72 {780 - 14 * row} Tm ({_LINES[row % 3]}) Tj" for row in range(30))
    content = f"BT /F 11 Tf {shown} ET".replace("(120", "\\(120").replace("DH)", "DH\\)").encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    )
    file, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return file + b"xref\n0 6\n0000000000 65535 f \n%strailer\n<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        table,
        len(file),
    )


def rehearse() -> Iterator[None]:
    """What a child reads while nobody has a document for it: its memory is its own then, and need not be copied."""
    page = _a_page()
    for _ in range(2):
        app.reading.isolated.warm(page, "warm.pdf")
        yield


for _ in range(_ROUNDS):
    app.reading.isolated.warm(_a_page(), "warm.pdf")
read_piece("مشاريع جمعوية في الدار البيضاء\nprojets".encode(), file_name="warm.txt")

# Behind walls a library that is asked for by name is not found any more.
with contextlib.suppress(ImportError):
    import magic

    magic.from_buffer(b"%PDF-1.4", mime=True)

# The children share these pages of memory as long as nobody writes to them; the collector would.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
