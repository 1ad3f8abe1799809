"""Employers that a CV calls by a short name after it has said what they are.

« Association Thissaghnasse (ASTICUDE) », and two lines below « Coordinateur, ASTICUDE » or « Coordinateur, Thissaghnasse ».
Knows the whole text; a name that says nothing anywhere stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.screening.employer_names import places_and_links
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.named_beside import generic
from app.screening.sector import Sector
from app.screening.terms import Hit, word_list

MOST_NAMES = 60  # in a CV; a hostile text may tell thousands
REACH = 120  # characters from the word that says what an employer is to its short name
# « … (ASTICUDE) », « … (Forum …, FOMEJE) », « … – ASTICUDE, »: of the original text, from that word on
SHORT = re.compile(
    r"[^\n;|:•()]{0,110}?(?:\(([^()\n]{0,60}\W)?|[-–—]\s)([A-Z][A-Z&.\d-]{1,14}[A-Z])(?:\)|\s?[,\n]|\s[-–—])"
)
# « ASTICUDE (Association … »: up to that word
SHORT_AHEAD = re.compile(r"(?<![\w'’-])([A-Z][A-Z&.\d-]{1,14}[A-Z])\s?\((?:l['’]|the |la |une? )?$")
# « Association Initiative Urbaine pour … », « fondation « Tamkine » »: words written as names are
OWN_NAME = re.compile(
    r"\s(?:[«\"“]\s?)?((?:(?:Al|El|Les?|La|Aï?t|Oum|Ibn|Bni|Beni)[ -])?[A-ZÀ-Ý][\w'’-]{2,20}(?:\s[A-ZÀ-Ý][\w'’-]{2,20}){0,3})(?![\w'’])"
)
# « Tafsut Foundation »
OWN_AHEAD = re.compile(
    r"(?:^|[\n,|(:;@•–-]\s?|\b(?:at|the|The|for|with)\s)([A-Z][\w'’-]{2,20}(?:\s[A-Z][\w'’-]{2,20}){0,2})\s$"
)
GOES_ON = re.compile(r"\s(?:&\s)?[A-ZÀ-Ý]")  # « Tafsut Conseil » is somebody else
SAYS_WHAT = ("association", "fondation", "foundation", "ong", "asso", "ngo", "asbl", "collectif")
# What a name may hold beside its own words: « Association Marocaine », « Fondation Nationale »
OF_MANY = re.compile(
    r"(?:maroc|nation|internation|region|local|regional|tunis|alger|senegal|ivoir|camerou|mali|liban|afric|arab|franc|europ|belg|islam|muslim|"
    r"cultur|sport|social|humanit|femin|provinc|communa|general|democrat|europe|rural|urbain|amazigh|solidar|educ|sante|femme|enfan|jeune|famil|droit|develop|amis|"
    r"projet|project|programme|center|centre|maison|ecole|club)\w*"
)
LEADS = re.compile(
    r"(?:^|[,|:(/@\"]|\s-|\b(?:a|au|chez|de|d'|l'|la|le|at|for|with|pour|sein|\u0644\u062f\u064a|\u0641\u064a|\u0628))\s?(?:l'|la |le |the )?\"?\s?$"
)


def called_again(entry: Entry, folded: Folded, role: Hit | None) -> Sector | None:
    """The associative employer whose short name the head of `entry` holds; None where it holds none."""
    names = _short_names(folded)
    if not names:
        return None
    for start, end in entry.head_lines:
        for name, cue in names.items():
            at = folded.text.find(name, start, end)
            if at < 0 or start <= cue < end:
                continue
            around = folded.text[at - 1 : at] + folded.text[at + len(name) : at + len(name) + 1]
            if any(map(str.isalnum, around)) or (role is not None and role.folded_start <= at < role.folded_end):
                continue
            written = folded.original[slice(*folded.span(at, at + len(name)))]
            goes_on = not written.isupper() and GOES_ON.match(folded.original, folded.offsets[at + len(name)])
            if written[:1].isupper() and not goes_on and LEADS.search(folded.text[start:at]):
                return Sector("S3", at, at + len(name), "called_again")
    return None


def _short_names(folded: Folded) -> dict[str, int]:
    """The folded short names of associations, each with the place of the word that says what it is."""
    known: dict[str, int] | None = folded.remembered.get(_short_names)
    if known is None:
        known = folded.remembered[_short_names] = {}
        for hit in word_list("sectors").longest(folded):
            if hit.kind in ("S3", "name") and not generic(hit, folded):
                for name in _names_at(hit, folded):
                    known.setdefault(name, hit.folded_start)
            if len(known) >= MOST_NAMES:
                break
    return known


def _names_at(hit: Hit, folded: Folded) -> Iterator[str]:
    original = folded.original
    found = SHORT.match(original, hit.end, hit.end + REACH)
    if found is not None:
        yield from _as_name(found[2], folded, found.start(2))
    ahead = SHORT_AHEAD.search(original, max(0, hit.start - 24), hit.start)
    if ahead is not None:
        yield from _as_name(ahead[1], folded, ahead.start(1))
    if folded.text[hit.folded_start : hit.folded_end] in SAYS_WHAT:
        own = OWN_NAME.match(original, hit.end, hit.end + REACH)
        if own is not None:
            yield from _as_name(own[1], folded, own.start(1))
        before = OWN_AHEAD.search(original, max(0, hit.start - 72), hit.start)
        if before is not None:
            yield from _as_name(before[1], folded, before.start(1))


def _as_name(written: str, folded: Folded, start: int) -> Iterator[str]:
    """The name, unless the lists know its words, or they are those of places and of many associations."""
    begins, ends = folded.at(start), folded.at(start + len(written))
    first, last = folded.tokens_between(begins, ends)
    words = [folded.words[at] for at in range(first, last)]
    if not any(len(word) > 2 and word not in places_and_links() and OF_MANY.fullmatch(word) is None for word in words):
        return
    for known in ("sectors", "roles", "contracts", "diplomas"):
        if any(
            hit.folded_start < ends and hit.words >= len(words)
            for hit in word_list(known).longest(folded, begins, ends)
        ):
            return
    yield folded.text[begins:ends]
