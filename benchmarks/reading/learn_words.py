"""Build `app/reading/ocr/arabic_words.json` from Arabic written for this project: python benchmarks/reading/learn_words.py

The texts of `prose/`, a list of frequent words beside them, and what the service says to people in Arabic.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from app.reading.ocr.arabic_words import MODEL, bare_letters  # noqa: E402

PROSE = ROOT / "benchmarks" / "reading" / "prose"
CATALOGS = ROOT / "app" / "i18n" / "catalogs" / "ar"
_WORD = re.compile("[\u0621-\u063a\u0641-\u064a]{2,}")


def main() -> None:
    """Read and write."""
    sources = [PROSE / "ar.txt", PROSE / "ar_words.txt", *sorted(CATALOGS.glob("*.po"))]
    words = {word for source in sources for word in _WORD.findall(bare_letters(source.read_text(encoding="utf-8")))}
    MODEL.write_text(json.dumps(sorted(words), ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(words)} words")


if __name__ == "__main__":
    main()
