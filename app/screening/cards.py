"""Posts told as cards: « Dates … / Fonction ou poste occupé … / Nom et adresse de l'employeur … », as forms ask for them.

A new card begins where a label comes again. Knows the labels of such forms in three languages; cuts, and judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from app.screening.told_line import ToldLine

# Without a colon only what no sentence would begin with
LABEL = re.compile(
    r"[\s\u2022*>-]{0,4}(?:"
    r"(?P<when>dates?\b(?=\s?[:|]|\s[0-9(d])|(?:periode|duree|duration|period|\u0627\u0644\u0645\u062f\u0647|\u0627\u0644\u0641\u062a\u0631\u0647|\u0627\u0644\u062a\u0627\u0631\u064a\u062e)(?=[\w ]{0,12}[:|]))|"
    r"(?P<what>(?:fonction ou poste occupe|occupation or position held)|(?:fonctions?|postes?|intitule|emploi|position|job title|title|role|\u0627\u0644\u0645\u0646\u0635\u0628|\u0627\u0644\u0635\u0641\u0647|\u0627\u0644\u0648\u0638\u064a\u0641\u0647|\u0627\u0644\u0645\u0647\u0645\u0647|\u0627\u0644\u0645\u0633\u0645\u064a \u0627\u0644\u0648\u0638\u064a\u0641\u064a)(?=[\w ]{0,16}[:|]))|"
    r"(?P<who>(?:nom(?: et adresse)? de l'employeur|name(?: and address)? of (?:the )?employer)|(?:employeur|organisme|structure|organisation|association|entreprise|employer|organization|company|institution|\u0627\u0644\u0645\u0634\u063a\u0644|\u0627\u0644\u0645\u0648\u0633\u0633\u0647|\u0627\u0644\u062c\u0647\u0647|\u062c\u0647\u0647 \u0627\u0644\u0639\u0645\u0644|\u0627\u0644\u0647\u064a\u064a\u0647|\u0627\u0633\u0645 \u0627\u0644\u0645\u0634\u063a\u0644)(?=[\w ]{0,16}[:|]))|"
    r"(?P<deeds>(?:principales (?:activites|taches|missions)|main activities|type ou secteur|type of business)|(?:activites|taches|missions|responsabilites|duties|responsibilities|tasks|\u0627\u0644\u0645\u0647\u0627\u0645|\u0627\u0644\u0627\u0646\u062c\u0627\u0632\u0627\u062a)(?=[\w ]{0,24}[:|]))"
    r")"
)
# What begins the labels that no colon follows
OF_A_FORM = re.compile(r"[\s\u2022*>-]{0,4}(?:dates?\s|fonction ou|occupation or|nom |name |principales |main |type )")
ASKED = ("when", "what", "who")
Cut = tuple[list[int], list[int]]


def card_cuts(known: Sequence[ToldLine]) -> list[Cut]:
    """For each card the places of its head's lines and of the others; empty where the lines are no cards.

    The first cut may be what stands above the first card; it has no head then.
    """
    kinds = [_kind(item) for item in known]
    if not {"what", "who"} <= set(kinds) or "when" not in kinds:
        return []
    cuts: list[Cut] = []
    seen: set[str] = set()
    for at, kind in _with_values(known, kinds):
        if kind in ASKED and (kind in seen or not seen):
            cuts.append(([], []))
            seen = set()
        if not cuts:
            cuts.append(([], []))
        cuts[-1][0 if kind is not None and kind.split()[0] in ASKED else 1].append(at)
        if kind in ASKED:
            seen.add(kind)
    return cuts


def _kind(item: ToldLine) -> str | None:
    text = item.line.text
    found = LABEL.match(text) if ":" in text or "|" in text or OF_A_FORM.match(text) else None
    if found is not None:
        return found.lastgroup
    return "when" if item.alone and any(not period.single for period in item.periods) else None


def _with_values(known: Sequence[ToldLine], kinds: Sequence[str | None]) -> Iterator[tuple[int, str | None]]:
    """Each line with its label; what stands alone under « Employeur : » is the employer's line."""
    asked: str | None = None
    for at, (item, kind) in enumerate(zip(known, kinds, strict=True)):
        if kind is None and asked is not None:
            yield at, "deeds" if asked == "deeds" else f"{asked} told"
        else:
            yield at, kind
        asked = kind if item.line.text.rstrip().endswith(":") else None
