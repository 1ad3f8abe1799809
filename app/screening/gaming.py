"""What a reader should be told and what changes nothing: parts left unread, hidden words, the notice pasted back, disguises.

A warning is neutral: honest files hold left-overs of templates. Nothing here moves a verdict or a point by itself; text
that is hidden or taken from the notice simply is no evidence, and the judges never see the one nor count the other.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate

from app.posting.notice import Notice, PieceKind
from app.screening.fold import fold_words
from app.screening.guard import left_unread
from app.screening.judgement import Notable
from app.screening.lines import TextLine
from app.screening.papers import Papers
from app.screening.terms import Hit
from app.screening.understood import Understood

SHINGLE = 8
LEAST_COVER = 0.5
LEAST_PASTED_LINES = 4
LONGEST_DETAIL = 200
MOST_NOTICES = 16
LINES_REMEMBERED = 512
PLAIN_WORD = re.compile("[a-zA-Z0-9]+")  # the same of plain text, in half the time
WORD = re.compile(r"[^\W_]+")
LETTERS = re.compile(r"[^\W\d_]{3,}")
LATIN, LOOKALIKE = re.compile(r"[A-Za-z]"), re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
INSTRUCTIONS = re.compile(
    r"ignore[rz]? (?:toutes )?(?:les |all |any )?(?:previous |prior )?(?:instructions|consignes)|"
    r"(?:oublie[rz]?|disregard|forget) (?:toutes )?(?:les |all |the )?(?:previous |prior )?(?:instructions|consignes|rules)|"
    r"rank (?:this|me) (?:candidate )?(?:first|highest)|class(?:e|er|ez) (?:ce|cette) (?:candidat|candidate|candidature) (?:en )?premi|"
    r"you are (?:an? )?(?:ai|assistant|recruiter|language model)|system prompt|note maximale a ce candidat|تجاهل (?:كل )?التعليمات"
)
# None of them is written without one of these, which costs a quarter to look for
CUES = (
    "instruction", "consigne", "rules", "rank ", "premi", "you are", "system prompt", "note maximale", "\u062a\u062c\u0627\u0647\u0644",
)  # fmt: skip


_kept: dict[str, frozenset[int]] = {}


def warnings_of(papers: Papers) -> tuple[Notable, ...]:
    """Everything a person should know about these files, in the order of the files."""
    return tuple(
        notable
        for piece in papers.pieces
        for notable in (
            *_unread(piece),
            *_hidden(piece),
            *_instructions(piece),
            *_disguises(piece),
            *_pasted(papers, piece),
        )
    )


def is_of_notice(folded: str, notice: Notice) -> bool:
    """Is more than half of this folded passage covered by runs of eight words of the notice?"""
    if len(folded) < 2 * SHINGLE - 1:  # too short for eight words
        return False
    return _is_covered(folded, _runs_of(notice))


def is_taken(line: TextLine, notice: Notice) -> bool:
    """The same of a line; most hold fewer than eight words, a dotted acronym being several."""
    return len(line.words) + line.text.count(".") >= SHINGLE and is_of_notice(line.text, notice)


def is_beside_what_is_taken(line: TextLine, hit: Hit, notice: Notice) -> bool:
    """Whether a term stands on a taken line outside of the notice's words.

    « Collectif pour la promotion des droits des personnes … : chargée de plaidoyer »: an employer may be called as the notice speaks.
    """
    words = list(WORD.finditer(line.text))
    covered = _covered(_runs([word[0] for word in words]), _runs_of(notice), len(words))
    first, last = hit.folded_start - line.folded_start, hit.folded_end - line.folded_start
    return not any(
        taken and word.start() < last and first < word.end() for word, taken in zip(words, covered, strict=True)
    )


@lru_cache(maxsize=LINES_REMEMBERED)
def _is_covered(folded: str, known: frozenset[int]) -> bool:
    """Every rule asks this of the same few lines of one dossier; `known` keeps its own hash."""
    words = (PLAIN_WORD if folded.isascii() else WORD).findall(folded)
    if len(words) < SHINGLE:
        return False
    runs = _runs(words)
    if known.isdisjoint(runs):
        return False
    return sum(_covered(runs, known, len(words))) > LEAST_COVER * len(words)


def _covered(runs: list[int], known: frozenset[int], words: int) -> list[bool]:
    covered = [False] * words
    for at, run in enumerate(runs):
        if run in known:
            covered[at : at + SHINGLE] = [True] * SHINGLE
    return covered


def runs_of_text(text: str) -> list[str]:
    """Every run of eight words of `text`, hashed, in order: what a notice's file keeps as `published_runs`."""
    return [f"{run:08x}" for run in dict.fromkeys(_runs(WORD.findall(fold_words(text))))]


def _runs(words: list[str]) -> list[int]:
    """The hash of every run of eight words joined by a blank, in order."""
    written = " ".join(words).encode()
    starts = [0, *accumulate([len(word) + 1 for word in written.split(b" ")])]
    ends = [after - 1 for after in starts[SHINGLE:]]
    return list(map(zlib.crc32, map(written.__getitem__, map(slice, starts, ends))))


def _runs_of(notice: Notice) -> frozenset[int]:
    """The notice's own sentences in both languages, and the runs of its text as published."""
    known = _kept.get(notice.sha256)
    if known is None:
        own = [notice.summary, notice.title, *(criterion.asks for criterion in notice.criteria)]
        written = "\n".join(f"{both.fr}\n{both.ar}" for both in own)
        known = frozenset(int(run, 16) for run in (*notice.published_runs, *runs_of_text(written)))
        if len(_kept) < MOST_NOTICES:
            _kept[notice.sha256] = known
    return known


def _unread(piece: Understood) -> Iterator[Notable]:
    """What was not read, and a text of which only the beginning is judged: a person has to look there."""
    for part in left_unread(piece.piece):
        yield Notable("unread_part", f"{piece.piece.file}: {part[:LONGEST_DETAIL]}")
    if piece.cut:
        yield Notable("cut", piece.piece.file)


def _hidden(piece: Understood) -> Iterator[Notable]:
    read = piece.read
    for hidden in read.hidden if read is not None else ():
        if len(hidden.text.split()) >= 2:
            yield Notable("hidden_text", f"{piece.piece.file}: {hidden.text[:LONGEST_DETAIL]}")


def _instructions(piece: Understood) -> Iterator[Notable]:
    folded = piece.folded
    if not any(cue in folded.text for cue in CUES):
        return
    found = INSTRUCTIONS.search(folded.text)
    if found:
        start, end = folded.span(*found.span())
        yield Notable("instructions", f"{piece.piece.file}: {folded.original[start:end]}")


def _disguises(piece: Understood) -> Iterator[Notable]:
    """The first word that mixes Latin letters with Greek or Cyrillic ones that look like them."""
    if not LOOKALIKE.search(piece.folded.original):
        return
    for found in LETTERS.finditer(piece.folded.original):
        if LOOKALIKE.search(found.group()) and LATIN.search(found.group()):
            yield Notable("mixed_letters", f"{piece.piece.file}: {found.group()[:LONGEST_DETAIL]}")
            return


def _pasted(papers: Papers, piece: Understood) -> Iterator[Notable]:
    if piece.piece.kind is PieceKind.LETTER:
        return
    lines = [line for line in piece.lines if is_taken(line, papers.notice)]
    if len(lines) >= LEAST_PASTED_LINES:
        yield Notable("notice_pasted", f"{piece.piece.file}: {lines[0].text[:LONGEST_DETAIL]}")
