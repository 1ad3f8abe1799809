"""What every reading child finds loaded and warm, so that it need not begin cold. Imported by the children's server only."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

import app.reading.isolated
from app.reading.read import read_piece
from app.reading.warm_page import warm_page

_ROUNDS = 6


def rehearse() -> Iterator[None]:
    """What a child reads while nobody has a document for it: its memory is its own then, and need not be copied."""
    for mains in (1, 2):
        app.reading.isolated.warm(warm_page(mains), "warm.pdf")
        yield


# Read a few times before any child is forked: models are in memory, patterns compiled, and the interpreter has
# specialised the code that reads a page. It saves each child more than half of its time.
for _ in range(_ROUNDS):
    app.reading.isolated.warm(warm_page(6), "warm.pdf")
read_piece("مشاريع جمعوية في الدار البيضاء\nprojets".encode(), file_name="warm.txt")

# Behind walls a library that is asked for by name is not found any more.
with contextlib.suppress(ImportError):
    import magic

    magic.from_buffer(b"%PDF-1.4", mime=True)

# The children share these pages of memory as long as nobody writes to them; the collector would.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 100)
