"""Careers and studies told by strangers: experience and formation sections alone, with the months, level and field that are right.

    histories.py [FILE…]     judge the sections of `histories/*.toml`, print what differs and the figures
    histories.py --quiet     the figures alone

A whole dossier hides which of its posts was misjudged; a section of two to four posts shows it, and a person writes
eighty of them in the time of ten dossiers. Each is set in a curriculum that says nothing else about its question.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from app.posting.notice import Notice, PieceKind  # noqa: E402
from app.posting.read_notice import read_notice  # noqa: E402
from app.reading.text import plain_text  # noqa: E402
from app.screening.degree import judge_degree  # noqa: E402
from app.screening.evidence import PieceText  # noqa: E402
from app.screening.experience import judge_experience  # noqa: E402
from app.screening.judgement import Judgement  # noqa: E402
from app.screening.papers import Papers, gather  # noqa: E402
from app.screening.person import Person  # noqa: E402

HISTORIES = HERE / "histories"
BASELINE = HISTORIES / "baseline.json"
NOTICE = HERE.parents[1] / "app" / "posting" / "notices" / "omp_charge_de_projet.toml"
ASKED_MONTHS = 36

_POSTS = {"fr": "EXPÉRIENCE PROFESSIONNELLE", "ar": "التجربة المهنية", "en": "WORK EXPERIENCE"}
_STUDIES = {"fr": "FORMATION", "ar": "التكوين", "en": "EDUCATION"}
_A_POST = {
    "fr": "Chargée de projet, Association Amal\n01/2018 – 12/2021",
    "ar": "منسقة مشروع، جمعية أمل\n01/2018 – 12/2021",
    "en": "Project officer, Association Amal\n01/2018 – 12/2021",
}
_A_DIPLOMA = {
    "fr": "Master en sociologie, Université Mohammed V, Rabat, 2014",
    "ar": "ماستر في علم الاجتماع، جامعة محمد الخامس، الرباط، 2014",
    "en": "Master in Sociology, Mohammed V University, Rabat, 2014",
}
_REST = {
    "fr": (
        "LANGUES\nFrançais : courant\nArabe : langue maternelle\nCOMPÉTENCES\nOrganisation, écoute, rigueur, conduite de "
        "réunions, classement, accueil, courriers, bureautique, agenda, patience, ponctualité, comptes rendus, prise de notes"
    ),
    "ar": (
        "اللغات\nالعربية: اللغة الأم\nالفرنسية: جيدة جدا\nالمهارات\nالتنظيم، الإنصات، تسيير الاجتماعات، الأرشفة، الاستقبال، "
        "المراسلات، المعلوميات، الصبر، تدوين المحاضر، حسن الاستقبال، رخصة السياقة"
    ),
    "en": (
        "LANGUAGES\nFrench: fluent\nArabic: mother tongue\nSKILLS\nOrganisation, listening, running meetings, filing, "
        "reception, mail, office software, diaries, patience, careful notes, punctuality, taking minutes, driving licence"
    ),
}


@dataclass(frozen=True, slots=True)
class Answered:
    """One section: its right answers, what was said, and whether a person would be refused who should not be."""

    section: Mapping[str, Any]
    right: tuple[object, ...]
    said: tuple[object, ...]
    agrees: tuple[bool, ...]
    refused_wrongly: bool
    reason: str


def sections(paths: list[Path], kind: str) -> Iterator[Mapping[str, Any]]:
    """The `career` or `studies` tables of the files, in their order."""
    for path in paths:
        yield from tomllib.loads(path.read_text(encoding="utf-8")).get(kind, [])


def months_of(career: Mapping[str, Any], notice: Notice) -> Answered:
    """`agrees`: the lower bound, the upper bound, each within one month as in `score.py`."""
    language = career["language"]
    text = (
        f"Salma Alaoui\n{_POSTS[language]}\n{_told(career)}\n{_STUDIES[language]}\n{_A_DIPLOMA[language]}\n"
        f"{_REST[language]}"
    )
    judged = judge_experience(_papers(text, notice), notice.criterion("experience"))
    right = (career["min"], career.get("max"))
    said = (judged.facts["months_min"], judged.facts["months_max"])
    enough = right[1] is None or right[1] >= ASKED_MONTHS
    return Answered(
        career,
        right,
        said,
        (_near(right[0], said[0]), _near(right[1], said[1])),
        _refused(judged) and enough,
        judged.reason,
    )


def studies_of(studies: Mapping[str, Any], notice: Notice) -> Answered:
    """`agrees`: the level, the field, the verdict."""
    language = studies["language"]
    text = f"Salma Alaoui\n{_POSTS[language]}\n{_A_POST[language]}\n{_STUDIES[language]}\n{_told(studies)}\n{_REST[language]}"
    judged = judge_degree(_papers(text, notice), notice.criterion("degree"))
    right = (studies.get("level"), studies.get("field"), studies["verdict"])
    said = (judged.facts.get("level"), judged.facts.get("field"), judged.verdict.value)
    agrees = tuple(one == other for one, other in zip(right, said, strict=True))
    return Answered(studies, right, said, agrees, _refused(judged) and right[2] != "not_met", judged.reason)


def figures(careers: list[Answered], studies: list[Answered]) -> dict[str, float]:
    """Shares of the sections that agree, and how many refusals are wrong."""
    return {
        "careers": len(careers),
        "months_within_one": _share(careers, lambda one: all(one.agrees)),
        "lower_bound": _share(careers, lambda one: one.agrees[0]),
        "upper_bound": _share(careers, lambda one: one.agrees[1]),
        "studies": len(studies),
        "level": _share(studies, lambda one: one.agrees[0]),
        "field": _share(studies, lambda one: one.agrees[1]),
        "verdict": _share(studies, lambda one: one.agrees[2]),
        "refused_wrongly": sum(one.refused_wrongly for one in [*careers, *studies]),
    }


def judge_all(paths: list[Path]) -> tuple[list[Answered], list[Answered]]:
    """The careers and the studies of the files, each judged."""
    notice = read_notice(NOTICE)
    careers = [months_of(one, notice) for one in sections(paths, "career")]
    return careers, [studies_of(one, notice) for one in sections(paths, "studies")]


def _told(section: Mapping[str, Any]) -> str:
    return str(section["text"]).strip("\n")


def _papers(text: str, notice: Notice) -> Papers:
    return gather([PieceText("cv.pdf", PieceKind.CV, plain_text(text))], (), Person(), notice)


def _refused(judged: Judgement) -> bool:
    return judged.verdict.value == "not_met"


def _near(right: int | None, said: Any) -> bool:
    if right is None or said is None:
        return right is said
    return bool(abs(right - said) <= 1)


def _share(answers: list[Answered], agrees: Any) -> float:
    return round(sum(map(agrees, answers)) / len(answers), 4) if answers else 1.0


def _print_differences(answers: list[Answered]) -> None:
    for one in answers:
        if all(one.agrees):
            continue
        doubt = " (doubt)" if one.section.get("doubt") else ""
        print(f"{one.section['id']}{doubt}: right {one.right}, said {one.said} by {one.reason}")
        print("\n".join(f"    {line}" for line in _told(one.section).splitlines()))
        print(f"  {one.section.get('why', '')}\n")


def main() -> None:
    """See the head of this file."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("files", nargs="*", type=Path)
    ask.add_argument("--quiet", action="store_true", help="the figures alone")
    ask.add_argument("--write-baseline", action="store_true", help="keep the figures as the least that tests accept")
    asked = ask.parse_args()

    careers, studies = judge_all(asked.files or sorted(HISTORIES.glob("*.toml")))
    if not asked.quiet:
        _print_differences([*careers, *studies])
    found = figures(careers, studies)
    print(json.dumps(found, indent=2))
    if asked.write_baseline:
        BASELINE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
