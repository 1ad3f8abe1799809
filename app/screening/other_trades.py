"""Titles of another trade: « chef de projet informatique », « conseiller financier », event manager."""

from __future__ import annotations

import re

from app.screening.employers import is_weak_place
from app.screening.entry import Entry
from app.screening.fold import Folded
from app.screening.sector import Sector
from app.screening.terms import Hit, word_list

# A trade's own projects; of the soft ones an association may have some too
TRADE_AFTER = re.compile(
    r"\s(?:(?:en|de|des|du|dans l[ae]) )?(?:informatiques?|si|it|erp|sap|moa|moe|amoa|logiciels?|software|web|digita\w+|numeriques?|btp|batiment|travaux|construction|chantiers?|"
    r"genie civil|evenementiel\w*|marketing|commercia\w+|industriel\w*|immobili\w+|telecoms?|offshore|technico\w*|seo|"
    r"\u0645\u0639\u0644\u0648\u0645\u0627\u062a\u064a\w*|\u0645\u0639\u0644\u0648\u0645\u064a\w*|\u062a\u062c\u0627\u0631\u064a\w*|\u0639\u0642\u0627\u0631\u064a\w*|\u062a\u0633\u0648\u064a\u0642\w*|\u0631\u0642\u0645\u064a\w*)(?!\w)"
)
TRADE_BEFORE = re.compile(
    r"\b(?:it|ict|software|web|digital|erp|events?|construction|marketing|sales|industrial|real estate|telecom)\s$"
)
# An adviser, an expert or somebody responsible, and the trade: « conseiller financier », « consultant SAP », مستشار مالي
ADVISERS = ("conseill*", "consult*", "expert*", "advis*", "مستشار", "خبير", "responsable*", "directeur*", "directrice*")
ADVISED_AFTER = re.compile(
    r"\s(?:(?:en|de|des|du|de la|de l'|d'|dans l[ae]|aux?|\u0641\u064a|\u0645\u0643\u0644\u0641 \u0628\u0627\u0644)\s?)?(?:(?:systemes? d'|gestion de |technologies? de l')?information\b|(?:gestion de )?patrimoine|financ(?:e|es|ier|iere|iers)\b|fisca\w+|assurances?|"
    r"bancaires?|banque|immobili\w+|automobiles?|sap|erp|it\b|marketing|commercia\w+|comptab\w+|clientele|ventes?|mutualiste|beaute|image|"
    r"qualite|achats?|maintenance|sav\b|exploitation|production|travaux|stocks?|entrepot|export|import|paie|investissements?|bourse|credits?|energetique|"
    r"informatique|logiciels?|web|digital\w*|seo|telecoms?|\u0645\u0627\u0644\u064a\w*|\u0645\u062d\u0627\u0633\u0628\w*|\u0639\u0642\u0627\u0631\u064a\w*|\u0628\u0646\u0643\u064a\w*|\u062a\u0623?\u0645\u064a\u0646\w*|(?:\u0627\u0644)?\u062a\u0633\u0648\u064a\u0642\w*|(?:\u0627\u0644)?\u0627\u0633\u062a\u062b\u0645\u0627\u0631\w*|\u062c\u0628\u0627\u064a\w*|\u0636\u0631\u064a\u0628\w*|(?:\u0627\u0644)?\u0645\u0639\u0644\u0648\u0645\u064a\u0627\u062a)(?![\w-])"
)
ADVISED_BEFORE = re.compile(
    r"\b(?:financial|tax|insurance|mortgage|investment|sales|real estate|beauty|it|sap|erp|wealth|banking|marketing|credit|pension|property|travel|seo|software|digital)\s$"
)
SOFT_TRADE = re.compile(
    r"evenementiel|marketing|digital|numerique|event|\u0631\u0642\u0645\u064a|\u062a\u0633\u0648\u064a\u0642"
)

# Whom the state's employment agency calls its advisers are its clerks
EMPLOYMENT_AGENCY = re.compile(
    r"anapec|\S*\u0648\u0643\u0627\u0644\u0647 \u0627\u0644\u0648\u0637\u0646\u064a\u0647 \u0644\u0627\u0646\u0639\u0627\u0634 \u0627\u0644\u062a\u0634\u063a\u064a\u0644|\S*\u0627\u0646\u0627\u0628\u064a\u0643"
)

# A company that policy §5.2 leaves open for the sake of its foundation and its social programmes alone
A_COMPANY = re.compile(r"(?:groupe )?ocp\b(?! foundation)")


def is_of_a_trade(role: Hit, sector: Sector, entry: Entry, folded: Folded) -> bool:
    """« Chef de projet informatique » for nobody known, « event manager » for an agency, « conseiller financier »."""
    advises = role.kind == "R2" and role.term.startswith(tuple(term.rstrip("*") for term in ADVISERS))
    if advises and EMPLOYMENT_AGENCY.match(folded.text, sector.start, sector.end):
        return True
    if role.kind == "support" and sector.kind == "S2":
        return is_weak_place(sector, folded) or A_COMPANY.match(folded.text, sector.start, sector.end) is not None
    if (
        (role.kind != "R3" and not advises)
        or sector.kind not in (None, "S2")
        or (sector.kind == "S2" and sector.why != "self_employed" and not is_weak_place(sector, folded))
    ):
        return False
    after, before = (ADVISED_AFTER, ADVISED_BEFORE) if advises else (TRADE_AFTER, TRADE_BEFORE)
    line = folded.text.rfind("\n", 0, role.folded_start) + 1
    said = after.match(folded.text, role.folded_end) or before.search(
        folded.text[max(line, role.folded_start - 24) : role.folded_start]
    )
    if said is None or (not advises and sector.kind is None and SOFT_TRADE.search(said.group())):
        return False
    return not any(
        hit.kind in ("S3", "donor")
        for start, end in entry.full_spans
        for hit in word_list("sectors").hits(folded, start, end)
    )
