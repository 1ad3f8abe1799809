"""Names of higher diplomas spelt with one slip: they prove nothing and raise a doubt."""

from __future__ import annotations

import re

from rapidfuzz.distance import OSA

from app.screening.named_studies import STUDIES
from app.screening.papers import Papers

HIGHER_NAMES = (
    "master",
    "mastere",
    "doctorat",
    "doctorate",
    "magistere",
    "ماستر",
    "الماستر",
    "ماجستير",
    "الماجستير",
    "دكتوراه",
)
CLITICS = "بولفك"  # « بماستر » is no slip
NEAR_BUT_OTHER = frozenset(
    {
        "masters",
        "maitre",
        "muster",
        "matter",
        "faster",
        "eastern",
        "doctorate",
        "doctorat",
        "mastere",
        "master",
        "pasteur",
    }
)
A_NAMES_LENGTH = re.compile(r"[^\W_]{5,10}")


def misspelt(papers: Papers) -> bool:
    """Is a word among the studies one slip away from the name of a higher diploma? It proves nothing and raises a doubt."""
    for piece in papers.cvs:
        for run in papers.runs(piece, *STUDIES):
            for line in run:
                words = {token for token in A_NAMES_LENGTH.findall(line.text) if token not in NEAR_BUT_OTHER}
                words = {word[1:] if word[0] in CLITICS and word[1:] in HIGHER_NAMES else word for word in words}
                if any(OSA.distance(word, name, score_cutoff=1) == 1 for word in words for name in HIGHER_NAMES):
                    return True
    return False
