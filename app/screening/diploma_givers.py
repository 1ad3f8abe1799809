"""Diplomas that are named by nothing but the school that gives them: « ENCG Agadir : diplôme en commerce, 2014 »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.screening.fold import Folded
from app.screening.ladder import STATED_YEARS, is_sum, years_of
from app.screening.terms import Hit

BARE = "D28a"
OF_A_SCHOOL = "D28b"
OF_AN_OLD_CYCLE = "D23"
OF_A_STATE_TRADE = "D07b"
SUMS = {4: "BAC4", 5: "D15"}
# Nurses, midwives and social workers are taught in three years after the baccalauréat; elsewhere three years may follow others
STATE_TRADE = re.compile(
    r"\b(?:assistante?s? (?:de service )?social\w*|travailleu\w+ socia\w+|service social|infirmi\w+|soins infirmiers|sage[- ]femmes?|maieuti\w+"
    r"|educat\w+ (?:specialis\w+|de jeunes enfants|socia\w+)|kinesitherap\w+|orthophonist\w+|psychomotrici\w+|ergotherap\w+|puericult\w+|preparat\w+ en pharmacie"
    r"|manipulat\w+ en (?:electro)?radiologie|technicien\w* de (?:laboratoire|radiologie)|paramedical\w*|animat\w+ socio\S+|conseill\w+ en economie sociale"
    r"|nurs(?:e|ing)|midwi(?:fe|fery)|social worker|social assistant|physiotherap\w+|special educator|youth worker)(?!\w)"
    r"|مساعده? اجتماعي|مرشده? اجتماعي|ممرض|تمريض|قابله|القبالة|القباله|مربيه? متخصص|مربيه? مختص|ترويض طبي|المساعده الاجتماعيه|الخدمه الاجتماعيه|تقويم النطق"
)
THREE_YEARS = re.compile(
    r"\b(?:3|trois|three)[ -](?:ans|annees|years?)\b(?! (?:d'exp|of exp|de prati|de travail|de poste))|(?:3|ثلاث) سنوات(?! (?:من ال)?(?:خبره|تجربه|عمل))"
)
HIGHER_CYCLE = re.compile(
    r"\b(?:second|deuxieme|2e|2eme|troisieme|3e|3eme) cycle|\bcycle superieur|\bcadre de sante|\bbac ?\+|\bpostgraduate|السلك الثاني|السلك العالي|باك ?\+"
)
# Schools whose diploma was of four years and is of five
OLD_CYCLES = re.compile(
    r"\b(?:inas|isic|isadac|institut national de l'action sociale|institut superieur de l'information et de la communication"
    r"|institut superieur d'art dramatique|ecole des sciences de l'information|national institute of social action)\b"
    r"|معهد الوطني للعمل الاجتماعي|معهد العالي للاعلام والاتصال|معهد العالي للفن المسرحي|مدرسه علوم الاعلام"
)
AFTER_OTHERS = re.compile(r"\b(?:apres|post|suite|prepa\w*|after|following|dont|including)\b|بعد|منها")
HIGHER_SCHOOL = re.compile(
    r"\b(?:universit\w+|faculte|ecole (?:normale|superieure|nationale|royale|mohammadia|hassania|de gouvernance|polytechnique)"
    r"|institut (?:superieur|national|royal|agronomique|universitaire)|grande ecole|sciences po|university|faculty"
    r"|(?:higher|national|royal) (?:institute|school)|encg|iscae|insea|isic|inas|inau|inba|isadac|ehtp|ensa|ensam|ensias|iav|hem"
    r"|esca|uir|ege|irfc|ena)\b"
    r"|جامعه|كليه|(?:المعهد|المدرسه|معهد|مدرسه) (?:ال)?(?:عالي|عليا|عال|وطني|وطنيه|ملكي|ملكيه)\b"
)
LOWER_SCHOOL = re.compile(
    r"\b(?:technologie appliquee|formation professionnelle|ista|ofppt|entraide|hoteliere?|magistrature|police|mines|sage-femmes?|infirmier\w*)\b"
    r"|التكنولوجيا التطبيقيه|التكوين المهني|التعاون الوطني|القضاء|الشرطه|مهن التربيه"
)


def beside_a_school(folded: Folded, hits: Sequence[Hit], start: int) -> list[Hit]:
    """`hits` in which a bare « diplôme » is a school's, where one of higher studies stands on its line, or on the first
    line above. It may be Bac+3 or Bac+5, and no lower diploma beside it settles that.
    """
    return [_of_a_school(folded, hit, hits, start) for hit in hits]


def _of_a_school(folded: Folded, hit: Hit, hits: Sequence[Hit], start: int) -> Hit:
    if hit.kind not in (BARE, OF_A_SCHOOL, OF_AN_OLD_CYCLE):
        return hit
    first = folded.text.rfind("\n", 0, hit.folded_start) + 1
    last = folded.text.find("\n", hit.folded_end)
    last = len(folded.text) if last < 0 else last
    if _is_of_a_state_trade(folded.text, first, last):
        return hit._replace(kind=OF_A_STATE_TRADE)
    if hit.kind == OF_AN_OLD_CYCLE:
        return hit
    above = folded.text.rfind("\n", 0, max(first - 1, 0)) + 1
    if above == start and not any(above <= other.folded_start < first for other in hits):
        first = above
    levelled = any(
        years_of(other.kind) and not is_sum(other.kind) and first <= other.folded_start < last for other in hits
    )
    if levelled or LOWER_SCHOOL.search(folded.text, first, last) or not HIGHER_SCHOOL.search(folded.text, first, last):
        return hit
    years = STATED_YEARS.search(folded.text, hit.folded_end, last)
    if years and not AFTER_OTHERS.search(folded.text, hit.folded_end, last):
        return hit._replace(kind=SUMS[4 if years[1] or years[2] else 5])
    return hit._replace(kind=OF_AN_OLD_CYCLE if OLD_CYCLES.search(folded.text, first, last) else OF_A_SCHOOL)


def _is_of_a_state_trade(text: str, start: int, end: int) -> bool:
    """« Diplôme d'assistante sociale, INAS (trois ans) »: a trade of three years whose line says so, above no other diploma."""
    return (
        THREE_YEARS.search(text, start, end) is not None
        and STATE_TRADE.search(text, start, end) is not None
        and AFTER_OTHERS.search(text, start, end) is None
        and HIGHER_CYCLE.search(text, start, end) is None
    )
