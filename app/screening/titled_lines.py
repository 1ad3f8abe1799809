"""What the words of a line say besides its periods: the title of a post, an employer, the beginning of a deed."""

from __future__ import annotations

import re

from app.screening.dated_lines import MOST_HEAD_WORDS, ends_a_title
from app.screening.fold import Folded
from app.screening.lines import TextLine
from app.screening.periods import QUOTED
from app.screening.terms import Hit, word_list
from app.screening.titles import is_task
from app.screening.told_line import ToldLine

LINKED = ("et ", "de ", "des ", "a ", "and ", "of ", "dont ", "avec ", "par ", "pour ")
MOST_DATED_WORDS = 44  # of a title in two languages whose line ends with its period
LAST_BRACKET = re.compile(r".{0,2}|\s?\([^()\n]{0,80}\)[.;]?")
MOST_WORDS_AHEAD = 3  # of a title on its line
FIRST_PERSON = re.compile(r"(?:j'|je |nous |i |we |\u0643\u0646\u062a |\u0642\u0645\u062a )")
# « Monitoring, Evaluation and Learning Manager »: what stands ahead is part of the title
MEAL_AHEAD = re.compile(
    r"^(?:(?:m&e|meal|mel|monitoring|evaluation|accountability|learning|research|reporting|and|&)[\s,]*)+"
)

# « Training Coordinator, », « Lead Project Officer, »: words that open deeds too, and here only say which coordinator
MODIFIERS_AHEAD = re.compile(
    r"(?:(?:senior|junior|chief|lead|training|development|implementation|planning|support|supervision|projects?|programmes?|programs?|"
    r"production|reporting|monitoring|visits?|liaison|design|data|entry|partnerships?|documentation|outreach|inventory|filing|worker|and|&)[\s,/]*)+"
)
ENDS_A_NAME = re.compile(r"\s?(?:[,|(:;/\n]|- |$|(?:at|with|for|in) )")


def names_an_employer(line: TextLine, folded: Folded) -> bool:
    """« Chef de projet « Mairies ouvertes » » names none: what is quoted is a project."""
    hits = [hit for hit in word_list("sectors").hits(folded, line.folded_start, line.folded_end) if hit.kind != "place"]
    if not hits or folded.text.find('"', line.folded_start, line.folded_end) < 0:
        return bool(hits)
    quoted = [found.span() for found in QUOTED.finditer(folded.text, line.folded_start, line.folded_end)]
    return any(not any(left < hit.folded_start < right for left, right in quoted) for hit in hits)


def opens_deed(item: ToldLine, folded: Folded) -> bool:
    start = item.first
    if FIRST_PERSON.match(folded.text, start):
        return True
    hits = word_list("openings").hits(folded, start, min(item.line.folded_end, start + 40))
    return bool(hits) and hits[0].folded_start <= start + 1


def names_a_post(item: ToldLine) -> bool:
    """Whether its first words are a title: « Coordinatrice … » tells no deed, « Coordination … » does."""
    line = item.line
    person = next((title for title in item.roles if not is_task(title)), None)
    if person is None:
        return False
    if person.folded_start <= item.first + 1:
        return True
    ahead = line.text[item.first - line.folded_start : max(person.folded_start - line.folded_start, 0)]
    return MEAL_AHEAD.fullmatch(ahead) is not None or _is_modified(person, ahead, line)


def _is_modified(person: Hit, ahead: str, line: TextLine) -> bool:
    """« Lead Project Officer, Oxfam » names a post, « Training coordinators, … » or « Support project officer visits » do not."""
    title = line.text[person.folded_start - line.folded_start : person.folded_end - line.folded_start]
    if title.endswith("s") or MODIFIERS_AHEAD.fullmatch(ahead) is None:
        return False
    return ENDS_A_NAME.match(line.text, person.folded_end - line.folded_start) is not None


def is_titled(item: ToldLine, *, bulleted: bool) -> bool:
    """Whether the line names a post at its beginning, as a title does."""
    if not item.roles or (item.line.bullet and not bulleted) or (item.opens_deed and is_task(item.roles[0])):
        return False
    longest = MOST_DATED_WORDS if _ends_with_a_range(item) else MOST_HEAD_WORDS
    short = item.words <= longest or any(ends_a_title(period, item) for period in item.periods)
    return short and _words_ahead(item) <= MOST_WORDS_AHEAD and not _begins_with_a_link(item)


def _words_ahead(item: ToldLine) -> int:
    """How many words stand before its first title, those that are part of the title left out."""
    start = item.line.folded_start
    ahead = item.line.text[item.first - start : max(item.roles[0].folded_start - start, item.first - start)]
    return len(MEAL_AHEAD.sub("", ahead).split()) if ahead else 0


def _ends_with_a_range(item: ToldLine) -> bool:
    """A title told at length, or in two languages, with its period at the end."""
    return any(
        not period.single and LAST_BRACKET.fullmatch(item.line.text[period.end - item.line.folded_start :]) is not None
        for period in item.periods
    )


def _begins_with_a_link(item: ToldLine) -> bool:
    """« et la coordinatrice », « pour le chef de projet » go on with something; « de 2018 à 2020 » does not."""
    dated = any(period.start - item.line.folded_start < 8 for period in item.periods)
    return not dated and item.line.text.startswith(LINKED)
