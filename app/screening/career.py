"""What a dossier says of a person's work: every post of its CVs, their sum, and the years claimed in words.

`max` is the union of everything that may count, `min` of what surely counts; a month is counted once however many posts
it holds (policy §4.4). Knows posts, periods and claims; settles nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.posting.notice import Notice
from app.screening.accepted import as_accepted
from app.screening.claims import Claim, find_claims, may_tell
from app.screening.cv_posts import is_footer
from app.screening.dates import find_points, month_index
from app.screening.fold import fold_words
from app.screening.gaming import is_beside_what_is_taken, is_taken
from app.screening.lines import MOST_LETTERS, TextLine
from app.screening.orphans import orphaned_titles, stray_stretches, told_in_sentences
from app.screening.papers import Papers
from app.screening.periods import find_periods
from app.screening.post import Counts
from app.screening.section_kinds import POSTS, SectionKind
from app.screening.titles import titles_in
from app.screening.totals import Held, Total, add_up
from app.screening.understood import Understood
from app.screening.untold import UNTOLD

CLAIMING = (
    SectionKind.HEAD,
    SectionKind.PROFILE,
    SectionKind.SKILLS,
    SectionKind.OTHER,
    SectionKind.UNKNOWN,
    SectionKind.PERSONAL,
)
YEARS_OF_EXPERIENCE = re.compile(
    r"a(?<!\wa)(?:ns|nnees) d'experience|depuis \w+ ans\b(?=[^.\n]{0,60}\b(?:associations?|ong)\b)|years? of experience|years' experience|\u0633\u0646\u0648\u0627\u062a \u0645\u0646 \u0627\u0644(?:\u062e\u0628\u0631\u0647|\u062a\u062c\u0631\u0628\u0647|\u0639\u0645\u0644)"
)
OWN_DATE = re.compile(
    r"\b(?:version|mise? a jour|maj|etabli|actualise|derniere mise a jour|last updated|updated|fait a|cv (?:de|du|au))\b|\u062a\u062d\u064a\u064a\u0646"
)


@dataclass(frozen=True, slots=True)
class Career:
    """What a dossier says of a person's work. `wider` is the upper bound if the posts that tell of no project counted too."""

    held: tuple[Held, ...]
    total: Total
    wider: int | None
    claims: tuple[tuple[Understood, Claim], ...]
    unread: str | None
    section_read: bool
    doubted: str | None = None
    orphans: tuple[tuple[Understood, TextLine], ...] = ()


def career_of(papers: Papers, need: int, sectors: Sequence[str]) -> Career:
    """Every post of every CV as the notice accepts it, their sum, and the claims of at least `need` months that no sector contradicts."""
    until = month_index(*papers.deadline)
    held: list[Held] = []
    for piece in papers.cvs:
        lines = [
            line
            for line in papers.own_lines(piece)
            if not is_taken(line, papers.notice) or _is_a_dated_post(line, piece, papers.notice)
        ]
        held += papers.posts(piece, lines, _own_end(piece, until))
    held = as_accepted(held, sectors)
    total = add_up(held)
    unread = papers.untrusted_cv()
    claims = tuple(
        (piece, claim) for piece, claim in _claims(papers, until) if claim.months >= need and _may_be_true(claim, held)
    )
    orphans: tuple[tuple[Understood, TextLine], ...] = ()
    doubted: str | None = None
    if total.most is not None and total.most < need:
        orphans = (
            *orphaned_titles(papers, held),
            *told_in_sentences(papers, held),
            *stray_stretches(papers, held),
        )
        doubted = papers.doubted_cv
    return Career(tuple(held), total, _wider(held), claims, unread, _section_read(papers, held), doubted, orphans)


def _wider(held: Sequence[Held]) -> int | None:
    """The most months with those whose title alone left them open; None where one of them has no period."""
    counted = [
        replace(each, post=replace(each.post, counts=Counts.PERHAPS)) if each.post.why == UNTOLD else each
        for each in held
    ]
    return add_up(counted).most


def _is_a_dated_post(line: TextLine, piece: Understood, notice: Notice) -> bool:
    """A line in the notice's words with a title of its own, its period on it or right below: no notice says when somebody worked."""
    below = piece.lines[line.index + 1 : line.index + 2]
    if not any(not period.single for each in (line, *below) for period in find_periods(each.text)):
        return False
    return any(
        is_beside_what_is_taken(line, hit, notice)
        for hit in titles_in(piece.folded, line.folded_start, line.folded_end)
    )


def _own_end(piece: Understood, until: int) -> int:
    """The month to which « depuis » runs: the closing's, or that of the date an older CV gives itself (ruling 22)."""
    name = fold_words(piece.piece.file.replace("_", " "))
    texts = [name] if OWN_DATE.search(name) else []
    texts += [line.text for line in piece.lines[:6] + piece.lines[-3:] if OWN_DATE.search(line.text)]
    for text in texts:
        for point in find_points(text):
            if point.months is not None and point.months.last < until:
                return point.months.last
    return until


def _claims(papers: Papers, until: int) -> Iterator[tuple[Understood, Claim]]:
    for piece in papers.cvs:
        for run in papers.runs(piece, *CLAIMING):
            for claim in find_claims(_own_words(papers, piece, run, is_footer), piece.folded, until):
                yield piece, claim
        for run in papers.runs(piece, *POSTS):
            if YEARS_OF_EXPERIENCE.search(piece.folded.text, run[0].folded_start, run[-1].folded_end) is None:
                continue
            for line in run:
                if YEARS_OF_EXPERIENCE.search(line.text):
                    for claim in find_claims([line], piece.folded, until):
                        yield piece, claim
    for letter in papers.letters:
        piece = next(each for each in papers.pieces if each.piece is letter.piece)
        rows = _own_words(papers, piece, piece.lines[letter.first : letter.last + 1])
        for claim in find_claims(rows, piece.folded, until):
            yield piece, claim


def _own_words(
    papers: Papers, piece: Understood, lines: Sequence[TextLine], is_nothing: Callable[[TextLine], bool] | None = None
) -> Sequence[TextLine]:
    """The lines from the first to the last that is neither nothing nor the notice's; none where no claim can be."""
    if not lines or not may_tell(piece.folded.text, lines[0].folded_start, lines[-1].folded_end):
        return ()

    def is_own(line: TextLine) -> bool:
        if len(line.text) > MOST_LETTERS or (is_nothing is not None and is_nothing(line)):
            return False
        return not is_taken(line, papers.notice)

    first = next((at for at, line in enumerate(lines) if is_own(line)), len(lines))
    last = next((at for at in range(len(lines) - 1, first, -1) if is_own(lines[at])), first)
    return lines[first : last + 1]


def _may_be_true(claim: Claim, held: Sequence[Held]) -> bool:
    """Whether the claim may speak of associative years: it says so, or no dated post of another trade explains it."""
    if claim.other_sector:
        return False
    if claim.associative:
        return True
    dated = {month for each in held for hull in each.hulls for month in range(hull.first, hull.last + 1)}
    return claim.months > len(dated) + 12


def _section_read(papers: Papers, held: Sequence[Held]) -> bool:
    """Whether the place where posts are told was found and read."""
    headed = any(piece.in_sections(*POSTS) for piece in papers.cvs)
    return headed or any(each.post.entry.periods for each in held)
