"""Posts told by somebody who speaks: « j'ai coordonné une campagne », « I managed », نسقت."""

from __future__ import annotations

import re

from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.terms import Hit

FIRST_PERSON = re.compile(
    r"\bm'(?:a|ont|avait|avaient) confie(?:e|s|es)? (?:la|le) (?:direction|coordination|gestion|conduite|pilotage|responsabilite)\b|"
    r"\b(?:j'ai|je|nous avons)\s(?:\w+\s){0,2}(?:coordonnee?|coordonne|dirigee?|dirige|pilotee?|pilote|geree?|gere|conduit)\b|"
    r"\bi (?:have )?(?:coordinated|managed|led|directed|ran|coordinate|manage|lead)\b|(?:\u0646\u0633\u0642\u062a|\u0642\u0645\u062a \u0628\u062a\u0646\u0633\u064a\u0642|\u0623?\u0646\u0633\u0642|\u0627\u0646\u0633\u0642|\u0627\u0634\u0631\u0641\u062a \u0639\u0644\u064a|\u0633\u064a\u0631\u062a|\u062f\u0628\u0631\u062a|"
    r"(?<!\w)(?:ادرت|قدت) (?:ال)?(?:مشروع|مشاريع|برنامج|برامج)|"
    r"(?<!\w)(?:ت?كلفت ب|توليت |تحملت مسووليه |مارست مهمه )(?:ال)?(?:تنسيق|اداره|تدبير|تسيير|اشراف|قياده|مهمه تنسيق|مسووليه تنسيق)(?!\w)|"
    r"(?<!\w)تحملت مسووليه (?:ال)?(?:مشروع|برنامج)(?!\w))"
)
# What each of those begins with
SPEAKS = re.compile(
    r"m'|j'ai|je\s|nous avons|i (?:have|coordinat|manage|le|direct|ran)|\u0646\u0633\u0642|\u0642\u0645\u062a|\u0627\u0634\u0631\u0641\u062a|\u0633\u064a\u0631\u062a|\u062f\u0628\u0631\u062a|"
    r"ادرت|قدت|كلفت|توليت|تحملت|مارست"
)


def told_in_first_person(entry: Entry, folded: Folded, title: Hit | None) -> bool:
    """« J'ai coordonné une campagne … avec des bénévoles »: what is named after it are others."""
    start, end = entry.head_span
    if SPEAKS.search(folded.text, start, end) is None:
        return False
    said = FIRST_PERSON.search(folded.text, start, end)
    return said is not None and (title is None or said.end() <= title.folded_start)
