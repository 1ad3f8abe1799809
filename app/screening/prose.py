"""Connected writing in a candidate's own words, counted by language: what shows that a language can be written.

Lists, names, addresses and the notice's own sentences are no prose of the candidate's.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from app.screening.fold import Folded, fold
from app.screening.gaming import is_of_notice
from app.screening.letters import cues
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.section_kinds import SectionKind
from app.screening.terms import WORDS
from app.screening.understood import Understood

LEAST_WORDS_A_LINE = 5
LEAST_WORDS_A_PARAGRAPH_OF_CV = 30
LEAST_SHARE_OF_SMALL_WORDS = 0.22
LONGEST_SENTENCE = 320
SENTENCE_END = re.compile(r"[.!?\u061f\u061b;\u2026](?=\s|$)|\n\n|\f")
ARABIC = re.compile(r"[\u0621-\u064a]+")
PLAIN = re.compile("[a-z]+")  # the same of plain text, in a fifth of the time
LATIN = re.compile(r"[^\W\d_\u0600-\u06ff]+")


@dataclass(frozen=True, slots=True)
class Prose:
    """Words of prose in one language, and the first sentence, as a span of the original text of `piece`."""

    words: int = 0
    piece: Understood | None = None
    start: int = 0
    end: int = 0


@cache
def small_words() -> dict[str, frozenset[str]]:
    """Folded words that hold sentences together, by language code."""
    table = tomllib.loads((WORDS / "languages.toml").read_text(encoding="utf-8"))["stop_words"]
    codes = {"french": "fr", "english": "en", "spanish": "es"}
    return {
        codes[name]: frozenset(word for each in words for word in fold(each).text.split())
        for name, words in table.items()
    }


def prose_by_language(papers: Papers) -> dict[str, Prose]:
    """Language code to its prose, over the letters and the paragraphs of the CVs; looked for once a dossier."""
    if prose_by_language not in papers.remembered:
        papers.remembered[prose_by_language] = _prose_by_language(papers)
    known: dict[str, Prose] = papers.remembered[prose_by_language]
    return known


def _prose_by_language(papers: Papers) -> dict[str, Prose]:
    found: dict[str, Prose] = {}
    for piece, start, end in _paragraphs(papers):
        language, count = _language_and_words(piece.folded.text[start:end])
        if language is None:
            continue
        before = found.get(language)
        if before is None:
            found[language] = Prose(count, piece, *_first_sentence(piece.folded, start, end))
        else:
            found[language] = Prose(before.words + count, before.piece, before.start, before.end)
    return found


def language_of(folded: str) -> str | None:
    """`ar`, `fr`, `en` or `es` by script and small words; None when the words are no connected prose."""
    return _language_and_words(folded)[0]


def _language_and_words(folded: str) -> tuple[str | None, int]:
    """The language, and how many words are of its script."""
    plain = folded.isascii()
    arabic = [] if plain else ARABIC.findall(folded)
    latin = (PLAIN if plain else LATIN).findall(folded)
    if len(arabic) >= LEAST_WORDS_A_LINE and len(arabic) > 2 * len(latin):
        return "ar", len(arabic)
    if len(latin) < LEAST_WORDS_A_LINE:
        return None, 0
    counts = {code: sum(map(small.__contains__, latin)) for code, small in small_words().items()}
    best = max(counts, key=lambda code: (counts[code], code == "fr"))
    return (best if counts[best] >= LEAST_SHARE_OF_SMALL_WORDS * len(latin) else None), len(latin)


def _paragraphs(papers: Papers) -> Iterator[tuple[Understood, int, int]]:
    """Folded spans of prose: the letters' lines between greeting and farewell, then long paragraphs of the CVs."""
    for letter in papers.letters:
        piece = next(each for each in papers.pieces if each.piece is letter.piece)
        lines = [line for line in piece.lines[letter.first : letter.last + 1] if line.end <= letter.end]
        for group in _groups(lines):
            kept = [line for line in group if len(line.text.split()) >= LEAST_WORDS_A_LINE or line is not group[0]]
            if kept and not _is_formal(kept[0].text, len(kept)):
                yield from _own(papers, piece, kept)
    for piece in papers.cvs:
        for run in papers.runs(
            piece, SectionKind.PROFILE, SectionKind.HEAD, SectionKind.UNKNOWN, SectionKind.EXPERIENCE
        ):
            for group in _groups([line for line in run if not line.bullet]):
                words = sum(len(line.text.split()) for line in group)
                if words >= LEAST_WORDS_A_PARAGRAPH_OF_CV and "." in group[-1].text[-2:]:
                    yield from _own(papers, piece, group)


def _own(papers: Papers, piece: Understood, lines: Sequence[TextLine]) -> Iterator[tuple[Understood, int, int]]:
    """The sentences of these lines that were not taken from the notice, joined where they touch."""
    start, end = lines[0].folded_start, lines[-1].folded_end
    at = start
    for stop in [*(found.end() for found in SENTENCE_END.finditer(piece.folded.text, start, end)), end]:
        if stop > at and is_of_notice(piece.folded.text[at:stop], papers.notice):
            if at > start:
                yield piece, start, at
            start = stop
        at = stop
    if end > start:
        yield piece, start, end


def _groups(lines: Sequence[TextLine]) -> Iterator[list[TextLine]]:
    """Lines of one script that follow one another in one block."""
    group: list[TextLine] = []
    for line in lines:
        if group and (line.block, line.page, line.right_to_left) != (
            group[-1].block,
            group[-1].page,
            group[-1].right_to_left,
        ):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_formal(text: str, lines: int) -> bool:
    """A greeting, an object or an address alone."""
    return lines == 1 and len(text.split()) < 14 and bool(cues()["letter"]["openings"].search(text.strip()))


def _first_sentence(folded: Folded, start: int, end: int) -> tuple[int, int]:
    """Where the first sentences stand in the original text: greetings and addresses left out, two at most."""
    openings = cues()["letter"]["openings"]
    at = start
    for line in folded.text[start:end].splitlines(keepends=True):
        words = line.split()
        if len(words) >= LEAST_WORDS_A_LINE and not openings.search(line.strip()):
            break
        at += len(line)
    at = at if at < end else start
    stop = at
    for found in SENTENCE_END.finditer(folded.text, at, end):
        if stop > at and found.end() - at > LONGEST_SENTENCE:
            break
        first_alone = stop == at
        stop = found.end()
        if not first_alone:
            break
    return folded.span(at, min(stop if stop > at else end, at + LONGEST_SENTENCE))
