"""Build `app/reading/plausible.json` from the texts of `prose/`: python benchmarks/reading/learn_plausible.py"""

from __future__ import annotations

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

from app.reading.plausible import LANGUAGES, MODEL, count_trigrams  # noqa: E402


def main() -> None:
    counts = {}
    for language in LANGUAGES:
        text = (HERE / "prose" / f"{language}.txt").read_text(encoding="utf-8")
        counts[language] = count_trigrams(text)
        print(f"{language}: {len(text)} characters, {len(counts[language])} trigrams")
    MODEL.write_text(json.dumps(counts, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
