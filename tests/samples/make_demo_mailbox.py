"""Makes the documents of the demonstration's people, each with the program that such a person would have used.

    python -m tests.samples.make_demo_mailbox [person …]

Needs Chromium, LibreOffice and the packages of the development group (and uharfbuzz for the Arabic that fpdf2 shapes).
Writes `app/demo/pieces/<person>/…`; the words stand in `tests/samples/demo_people/<person>.txt`, who sends what in
`app/demo/people.toml`. The pieces are committed: the service makes none of them by itself.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from tests.samples.demo_programs import (
    as_photo,
    as_scan,
    by_chromium,
    by_fpdf,
    by_office,
    by_reportlab,
    by_weasyprint,
    by_word,
    locked,
    together,
)
from tests.samples.demo_words import Words, read_words

PIECES = Path(__file__).resolve().parents[2] / "app" / "demo" / "pieces"

Made = dict[str, bytes]
Maker = Callable[[dict[str, Words]], Made]


def _docx_letter(words: dict[str, Words]) -> bytes:
    return by_word(words["letter"])


MAKERS: dict[str, Maker] = {
    "loubna-sebti": lambda w: {
        "cv.pdf": by_chromium(w["cv"], "sidebar"),
        "letter.pdf": by_chromium(w["letter"]),
        "references.docx": by_word(w["references"]),
    },
    "abdelilah-zerhouni": lambda w: {"cv.docx": by_word(w["cv"]), "letter.docx": _docx_letter(w)},
    "ghizlane-moutawakil": lambda w: {
        "cv.pdf": by_weasyprint(w["cv"], "banner"),
        "letter.pdf": by_weasyprint(w["letter"]),
    },
    "brahim-tibari": lambda w: {"cv.odt": by_office(w["cv"]), "letter.odt": by_office(w["letter"])},
    "aminata-diarra": lambda w: {"cv.pdf": by_reportlab(w["cv"]), "letter.docx": _docx_letter(w)},
    "ikram-belkhayat": lambda w: {
        "dossier.pdf": together(*(by_weasyprint(w[kind], "plain") for kind in ("cv", "letter", "references")))
    },
    "mustapha-amzil": lambda w: {
        "cv.pdf": as_scan(by_weasyprint(w["cv"], "plain")),
        "letter.docx": _docx_letter(w),
    },
    "siham-lahrichi": lambda w: {
        "cv.docx": by_word(w["cv"], "tabs"),
        "letter.docx": _docx_letter(w),
        "references.docx": by_word(w["references"]),
    },
    "karim-bennouna": lambda w: {
        "cv.pdf": by_chromium(w["cv"], "plain"),
        "letter.pdf": by_chromium(w["letter"]),
        "references.pdf": by_chromium(w["references"]),
    },
    "hajar-naciri": lambda w: {
        "cv.docx": by_word(w["cv"], "table"),
        "letter.docx": _docx_letter(w),
        "references.docx": by_word(w["references"]),
    },
    "reda-lamrabet": lambda w: {"cv.pdf": by_reportlab(w["cv"]), "letter.pdf": by_reportlab(w["letter"])},
    "najat-oubella": lambda w: {"cv.pdf": by_fpdf(w["cv"]), "letter.pdf": by_fpdf(w["letter"])},
    "yassir-mernissi": lambda w: {"cv.pdf": by_weasyprint(w["cv"], "banner")},
    "jihane-kabbaj": lambda w: {
        "cv.pdf": by_chromium(w["cv"], "sidebar"),
        "letter.pdf": by_chromium(w["letter"]),
        "references.docx": by_word(w["references"]),
    },
    "omar-cherradi": lambda w: {
        "cv.odt": by_office(w["cv"]),
        "letter.odt": by_office(w["letter"]),
        "references.odt": by_office(w["references"]),
    },
    "malika-ouhssaine": lambda w: {
        "cv.docx": by_office(w["cv"], ending="docx"),
        "letter.docx": by_office(w["letter"], ending="docx"),
        "references.docx": by_office(w["references"], ending="docx"),
    },
    "anas-serghini": lambda w: {"cv.pdf": by_weasyprint(w["cv"], "plain"), "letter.pdf": by_weasyprint(w["letter"])},
    "fatiha-bouzidi": lambda w: {
        "cv.pdf": by_chromium(w["cv"], "banner"),
        "letter.pdf": by_chromium(w["letter"]),
        "references.pdf": by_chromium(w["references"]),
    },
    "hamid-aitsaid": lambda w: {"cv.docx": by_word(w["cv"]), "letter.docx": _docx_letter(w)},
    "salwa-rhazoui": lambda w: {
        "cv.docx": by_word(w["cv"], "headings"),
        "letter.docx": _docx_letter(w),
        "references.docx": by_word(w["references"]),
    },
    "tarik-benslimane": lambda w: {
        "cv.jpg": as_photo(by_weasyprint(w["cv"], "plain")),
        "letter.docx": _docx_letter(w),
    },
    "widad-elkhatib": lambda w: {
        "cv.pdf": locked(by_weasyprint(w["cv"], "plain")),
        "letter.docx": _docx_letter(w),
        "references.docx": by_word(w["references"]),
    },
    "ytto-ouchen": lambda w: {"cv.pdf": by_reportlab(w["cv"]), "letter.odt": by_office(w["letter"])},
    "hicham-raissouni": lambda w: {"cv.docx": by_word(w["cv"], "tabs"), "letter.pdf": by_weasyprint(w["letter"])},
}


def main() -> None:
    """Make the pieces of the people named, or of all."""
    for person in sys.argv[1:] or sorted(MAKERS):
        folder = PIECES / person
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        for name, content in MAKERS[person](read_words(person)).items():
            (folder / name).write_bytes(content)
            print(f"{person}/{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
