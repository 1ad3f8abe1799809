"""Two charges under one title: « chargé de communication et de plaidoyer », « responsable administrative et des programmes ».

The list knows each charge by itself; who has both is called after the one nearer to a project.
"""

from __future__ import annotations

import re

from app.screening.fold import Folded
from app.screening.found import Hit

LESSER = ("R1", "support", "near")
REACH = 96  # folded characters from the beginning of a title to its second charge
PROJECTS = r"(?:gestion de |suivi de |coordination de )?(?:projets?|programmes?)\b(?! (?:informatiques?|si|it|digita\w+|immobili\w+|evenementiel\w*|commercia\w+))"
NEAR_ONE = r"(?:plaidoyer|partenariats?|suivi(?:[ -](?:et |& ?)?evaluation)?\b(?! (?:client|commercial|comptable|pedagogique|scolaire|psycho))|mobilisation|subventions|campagnes?|levee de fonds|collecte de fonds|fundraising|meal|renforcement des capacites|vie associative)"
FRENCH = re.compile(
    r"(?P<who>chargee?s?|responsable|resp|gestionnaire|coordinat\w+|coordonnat\w+|assistante?(?! sociale?)|adjointe?|attachee?|aide)(?:\(e\)|\.e)?\b"
    r"[^,;|\n(:]{0,48}?(?P<list>, (?:de |du |des |d')?[\w' -]{3,28})?\s?(?:\bet|&|/)\s?(?:a |aux? )?(?:de la |de l'|de |du |des |d'|l'|la |les )?"
    rf"(?:(?P<projects>{PROJECTS})|(?P<coordination>coordination\b)|(?P<near>{NEAR_ONE}))"
)
ARABIC = re.compile(
    r"(?P<who>(?:ال)?(?:مكلفه?|مسووله?|مساعده?|منسقه?)) ?(?:عن |ب|ل)?(?:ال)?[\w ]{2,28}? و(?:ب)?(?:ال)?"
    r"(?:(?P<projects>(?:تدبير |ادارة |اداره )?(?:ال)?(?:مشاريع|برامج))|(?P<coordination>تنسيق)|(?P<near>ترافع|شراكات|شراكه|تتبع|متابعه|تعبيه|حملات))(?!\w)"
)
IN_CHARGE = re.compile(r"charge|resp|gestionn|coord|\S*(?:مكلف|مسوول|منسق)")
NAMES = {
    ("projects", True): ("R3", "chargé* de projet*"),
    ("projects", False): ("R2", "assistant* de projet*"),
    ("coordination", True): ("R3", "chargé* de coordination"),
    ("coordination", False): ("R2", "assistant* de coordination"),
    ("near", True): ("R2", "chargé* de plaidoyer"),
    ("near", False): ("R2", "assistant* plaidoyer"),
}


def with_its_second_charge(title: Hit, folded: Folded, end: int) -> Hit:
    """The title as it stands, or called after its second charge where that is nearer to a project."""
    if title.kind not in LESSER:
        return title
    stop = min(end, title.folded_start + REACH)
    found = FRENCH.match(folded.text, title.folded_start, stop) or ARABIC.match(folded.text, title.folded_start, stop)
    if found is None or found.end() <= title.folded_end:
        return title
    charge = next(name for name in ("projects", "coordination", "near") if found[name])
    kind, term = NAMES[charge, IN_CHARGE.match(found["who"]) is not None]
    _, last = folded.span(title.folded_start, found.end())
    return title._replace(kind=kind, term=term, folded_end=found.end(), end=last)
