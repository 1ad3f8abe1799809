"""Our PDF reader for `score.py`: `reader.py FILE` prints the text, `reader.py FILES.lst` many, `reader.py --boxes FILE` words as JSON.

The text is the file's own; the words are those of scanned pages too, read in a child as the service does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from app.reading.isolated import read_in_child
from app.reading.pdf.read import read_pdf
from app.reading.text import ReadText
from app.reading.unreadable import Unreadable


def text_of(path: str) -> str:
    try:
        return ReadText(tuple(page.page for page in read_pdf(Path(path).read_bytes()).pages)).text
    except Unreadable as unreadable:
        return f"unreadable: {unreadable}"


def print_boxes(path: str) -> None:
    read = read_in_child(Path(path).read_bytes(), file_name=Path(path).name)
    if isinstance(read, Unreadable):
        raise SystemExit(f"unreadable: {read}")
    for page in read.pages:
        for word in page.words:
            box = [word.box.x0, word.box.top, word.box.x1, word.box.bottom]
            print(json.dumps({"page": page.number, "text": word.text, "box": box}))


def main(arguments: list[str]) -> None:
    if arguments[0] == "--boxes":
        print_boxes(arguments[1])
    elif arguments[0].endswith(".lst"):
        for path in Path(arguments[0]).read_text(encoding="utf-8").split("\n"):
            print(f"\x1e{path}\n{text_of(path)}")
    else:
        print(text_of(arguments[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
