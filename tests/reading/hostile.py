"""Every file made to hurt a reader, or old and broken enough to do so by accident; each by a few lines of ours.

`ALL` maps an id to a `Hostile`: how to make it, and how it may end: with words (`READ`), or unread for a reason. P, D and I are the
bombs and traps (PDFs, office files, pictures); X, S, F, E, G are PDFs that are broken or built in an old way; T, A, V those whose
fonts, forms or pictures are odd; N, W, Z, K everything else; L are those
of which some is lost. Nothing is ever written to disk.
"""

from __future__ import annotations

from tests.reading.broken_pdf import BROKEN_PDFS
from tests.reading.hostile_made import WORDS, Hostile, one_page, shown
from tests.reading.hostile_office import HOSTILE_OFFICE_FILES
from tests.reading.hostile_pdf import HOSTILE_PDFS
from tests.reading.hostile_pictures import HOSTILE_PICTURES
from tests.reading.lost_files import LOST_FILES
from tests.reading.odd_files import ODD_FILES
from tests.reading.odd_pdf import ODD_PDFS

__all__ = ["ALL", "SLOW", "WORDS", "Hostile", "one_page", "shown"]

ALL: dict[str, Hostile] = {
    **HOSTILE_PDFS,
    **HOSTILE_OFFICE_FILES,
    **HOSTILE_PICTURES,
    **BROKEN_PDFS,
    **ODD_PDFS,
    **ODD_FILES,
    **LOST_FILES,
}
# These cost seconds each, as they mean to, or are looked at by OCR; the full sweep (benchmarks/reading/hostile.py) runs them.
SLOW = frozenset(
    "P01 P04 P09 P10 P21 P23 P30 P31 P32 P33 P43 P48 D12 I04 I05 I08 V03 V04 V05 V06 L27 L28 L30 L31 L37 L38 L39 N12 N17 N18".split()  # noqa: SIM905 - a list of names
)
