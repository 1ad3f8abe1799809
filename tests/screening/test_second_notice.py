"""Another notice is another file: Bac+3, two years, public employers too, Arabic and English, terms of its own.

The right answers were worked out by hand from what the practice dossiers tell, for a closing on 30 June 2026.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest

from app.commands.dossier_folder import find_dossiers
from app.posting.notice import Notice
from app.posting.read_notice import TERM_LISTS, NoticeFaulty, parse_notice, read_notice
from app.screening.judge import judge
from app.screening.judgement import Screening
from app.screening.terms import WORDS
from benchmarks.screening.accuracy import BATCHES, read_file

FILE = Path(__file__).resolve().parents[2] / "benchmarks" / "screening" / "second_notice.toml"
MET, NOT, ASK = "met", "not_met", "unclear"


class Right(NamedTuple):
    overall: str
    degree: str
    experience: str
    arabic: str
    english: str
    dossier: str
    youth: bool | str


RIGHT = {
    # master; « Anglais : moyen »; « maisons de jeunes » is a place
    "a-01": Right("to_review", MET, MET, MET, ASK, MET, False),
    # a professional licence is enough here; « Anglais : notions »; a project « Jeunes et participation communale »
    "a-02": Right("not_eligible", MET, MET, MET, NOT, MET, True),
    # الإنجليزية: متوسط; young people are named in the profile only
    "a-03": Right("to_review", MET, MET, MET, ASK, MET, "claimed"),
    # seventeen years of projects, all in companies
    "a-05": Right("not_eligible", MET, NOT, MET, ASK, ASK, False),
    # « English: C2 »; three references in a file of their own
    "a-07": Right("eligible", MET, MET, MET, MET, MET, False),
    # « niveau Bac+5 » is a doubt for a master, but the licence is complete; English is never mentioned
    "a-08": Right("to_review", MET, MET, MET, ASK, MET, False),
    # neither letter nor references
    "a-09": Right("not_eligible", MET, MET, MET, ASK, NOT, False),
    # twenty-six sure months were too few for three years and are enough for two; « anglais (courant) »
    "a-11": Right("eligible", MET, MET, MET, MET, MET, False),
    # thirty-five months of thirty-six, of twenty-four now
    "a-12": Right("to_review", MET, MET, MET, ASK, MET, False),
    # fourteen months at least, sixty at most; الإنجليزية: ضعيفة
    "a-14": Right("not_eligible", MET, ASK, MET, NOT, MET, "claimed"),
    # a licence, and a master not yet begun; IELTS 7.5; three youth centres coordinated
    "a-16": Right("eligible", MET, MET, MET, MET, MET, True),
    # a maîtrise of four years is enough; Arabic is at the stage of notions
    "a-19": Right("not_eligible", MET, MET, NOT, ASK, MET, False),
    # eleven months, twenty-one with the student's volunteering: below twenty-four
    "a-22": Right("not_eligible", MET, NOT, MET, ASK, MET, False),
    # « English (Full Professional) »; dialogue sessions with young people
    "b-06": Right("eligible", MET, MET, MET, MET, MET, True),
    # a maîtrise; « insertion des jeunes » among the projects managed
    "b-13": Right("to_review", MET, MET, MET, ASK, MET, True),
    # a human rights commission and a commune: public employers, which this notice accepts
    "b-14": Right("to_review", MET, MET, MET, ASK, MET, False),
    # an engineer of software: the level is enough, the field is for a person to settle
    "b-17": Right("to_review", ASK, MET, MET, MET, MET, False),
    # الإنجليزية: جيدة جدا
    "b-18": Right("eligible", MET, MET, MET, MET, MET, False),
    # « Anglais : C1 (IELTS 7,5) »; nine projects of partners, « jeunesse » among them
    "b-22": Right("eligible", MET, MET, MET, MET, MET, True),
    # thirty sure months; two CVs that disagree; three projects stand for the references
    "b-23": Right("to_review", MET, MET, MET, ASK, ASK, True),
}
MONTHS = {"a-01": (93, 94), "a-12": (35, 35), "a-14": (14, 60), "a-22": (11, 21), "b-14": (105, 106)}


@pytest.fixture(scope="module")
def second() -> Notice:
    return read_notice(FILE)


@pytest.fixture(scope="module")
def screened(second: Notice) -> dict[str, Screening]:
    dossiers = [dossier for batch in BATCHES for dossier in find_dossiers(batch) if dossier.ident in RIGHT]
    return {
        dossier.ident: judge(
            [read_file(file, truth=True) for file in dossier.files], dossier.referees, dossier.person, second
        )
        for dossier in dossiers
    }


@pytest.mark.parametrize("ident", RIGHT)
def test_the_second_notice_is_judged_as_by_hand(screened: dict[str, Screening], ident: str) -> None:
    said = {each.criterion: each for each in screened[ident].judgements}

    assert RIGHT[ident] == (
        screened[ident].overall.value,
        *(said[name].verdict.value for name in ("degree", "experience", "arabic", "english", "dossier")),
        said["youth"].facts["shown"],
    )


def test_months_are_counted_to_the_second_notices_own_closing(screened: dict[str, Screening]) -> None:
    facts = {ident: {each.criterion: each.facts for each in screened[ident].judgements} for ident in MONTHS}

    said = {
        ident: (each["experience"]["months_min"], each["experience"]["months_max"]) for ident, each in facts.items()
    }
    assert said == MONTHS


def test_points_are_the_second_notices_own(second: Notice, screened: dict[str, Screening]) -> None:
    most = {each.criterion: each.max_points for each in screened["b-22"].judgements}

    assert most == {criterion.id: criterion.max_points for criterion in second.criteria}
    assert sum(most.values()) == 100


@pytest.mark.parametrize(
    ("was", "becomes", "where"),
    [
        ('terms = "advocacy"', 'terms = "juggling"', "criteria[6].terms"),
        ('sectors = ["associative", "public"]', 'sectors = ["everywhere"]', "criteria[2].sectors"),
    ],
)
def test_a_list_or_a_sector_that_nobody_knows_is_refused_on_its_line(was: str, becomes: str, where: str) -> None:
    written = FILE.read_text(encoding="utf-8")
    line = written[: written.index(was)].count("\n") + 1

    with pytest.raises(NoticeFaulty) as refused:
        parse_notice(written.replace(was, becomes).encode())

    assert [(fault.line, fault.where) for fault in refused.value.faults] == [(line, where)]


def test_the_lists_a_notice_may_name_are_those_that_ship() -> None:
    table = tomllib.loads((WORDS / "rated.toml").read_text(encoding="utf-8"))
    assert table.keys() - {"traps", "negations", "wishes"} == TERM_LISTS
