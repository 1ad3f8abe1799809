"""Parts of CVs told by strangers: careers, studies, languages and referees alone, each with what is right.

    histories.py [FILE…]     judge the sections of `told/*.toml`, print what differs and the figures
    histories.py --quiet     the figures alone

A whole dossier hides which of its posts was misjudged; a section of two to four posts shows it, and a person writes
eighty of them in the time of ten dossiers. Each is set in a curriculum that says nothing else about its question.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1]))

from app.intake.dossier import Referee  # noqa: E402
from app.posting.notice import Notice, PieceKind  # noqa: E402
from app.posting.read_notice import read_notice  # noqa: E402
from app.reading.text import plain_text  # noqa: E402
from app.screening.completeness import judge_completeness  # noqa: E402
from app.screening.degree import judge_degree  # noqa: E402
from app.screening.evidence import PieceText  # noqa: E402
from app.screening.experience import judge_experience  # noqa: E402
from app.screening.judgement import Judgement  # noqa: E402
from app.screening.languages import judge_language  # noqa: E402
from app.screening.papers import Papers, gather  # noqa: E402
from app.screening.person import Person  # noqa: E402

TOLD = HERE / "told"
BASELINE = TOLD / "baseline.json"
NOTICE = HERE.parents[1] / "app" / "posting" / "notices" / "omp_charge_de_projet.toml"
ASKED_MONTHS = 36
REFEREE = ("name", "organisation", "role", "email", "phone")

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
_LANGUAGES = {"fr": "LANGUES", "ar": "اللغات", "en": "LANGUAGES"}
_TWO_LANGUAGES = {
    "fr": "Français : courant\nArabe : langue maternelle",
    "ar": "العربية: اللغة الأم\nالفرنسية: جيدة جدا",
    "en": "French: fluent\nArabic: mother tongue",
}
_REFERENCES = {"fr": "RÉFÉRENCES", "ar": "المراجع", "en": "REFERENCES"}
_SKILLS = {
    "fr": (
        "COMPÉTENCES\nOrganisation, écoute, rigueur, conduite de "
        "réunions, classement, accueil, courriers, bureautique, agenda, patience, ponctualité, comptes rendus, prise de notes"
    ),
    "ar": (
        "المهارات\nالتنظيم، الإنصات، تسيير الاجتماعات، الأرشفة، الاستقبال، "
        "المراسلات، المعلوميات، الصبر، تدوين المحاضر، حسن الاستقبال، رخصة السياقة"
    ),
    "en": (
        "SKILLS\nOrganisation, listening, running meetings, filing, "
        "reception, mail, office software, diaries, patience, careful notes, punctuality, taking minutes, driving licence"
    ),
}
# Of fewer words than demonstrate a language
_LETTER = """Madame, Monsieur,
Je souhaite vous proposer ma candidature au poste de chargée de projet. Pendant quatre années, j'ai conduit avec mon équipe
des actions auprès de familles, tenu un budget, rendu compte aux bailleurs et appris à travailler avec des administrations
qui n'ont pas toujours le temps. Je serais heureuse de mettre cette pratique au service de votre projet et de vous en
parler lors d'un entretien, à la date qui vous conviendra.
Je vous prie d'agréer, Madame, Monsieur, l'expression de mes salutations distinguées.
Salma Alaoui"""


@dataclass(frozen=True, slots=True)
class Answered:
    """One section: its right answers and what was said, by name, and whether it would refuse a person wrongly."""

    section: Mapping[str, Any]
    right: Mapping[str, object]
    said: Mapping[str, object]
    refused_wrongly: bool
    reason: str

    @property
    def agrees(self) -> dict[str, bool]:
        """By name; months agree within one, as in `score.py`."""
        return {name: _same(name, right, self.said[name]) for name, right in self.right.items()}


def months_of(career: Mapping[str, Any], notice: Notice) -> Answered:
    """A `career` table: `lower_bound` and `upper_bound`."""
    judged = judge_experience(_papers(career, notice, posts=_told(career)), notice.criterion("experience"))
    right = {"lower_bound": career["min"], "upper_bound": career.get("max")}
    said = {"lower_bound": judged.facts["months_min"], "upper_bound": judged.facts["months_max"]}
    enough = right["upper_bound"] is None or right["upper_bound"] >= ASKED_MONTHS
    return Answered(career, right, said, _refused(judged) and enough, judged.reason)


def studies_of(studies: Mapping[str, Any], notice: Notice) -> Answered:
    """A `studies` table: `level`, `field` and `verdict`."""
    judged = judge_degree(_papers(studies, notice, studies=_told(studies)), notice.criterion("degree"))
    right = {"level": studies.get("level"), "field": studies.get("field"), "verdict": studies["verdict"]}
    said = {
        "level": judged.facts.get("level"),
        "field": judged.facts.get("field"),
        "verdict": judged.verdict.value,
    }
    return Answered(studies, right, said, _refused(judged) and right["verdict"] != "not_met", judged.reason)


def languages_of(stated: Mapping[str, Any], notice: Notice) -> Answered:
    """A `languages` table: `french` and `arabic`, and their `…_level`."""
    papers = _papers(stated, notice, languages=_told(stated))
    right: dict[str, object] = {}
    said: dict[str, object] = {}
    reasons = []
    refused = False
    for name in ("french", "arabic"):
        judged = judge_language(papers, notice.criterion(name))
        right |= {name: stated[name], f"{name}_level": stated.get(f"{name}_level")}
        said |= {name: judged.verdict.value, f"{name}_level": judged.facts["language_level"]}
        reasons.append(judged.reason)
        refused = refused or (_refused(judged) and stated[name] != "not_met")
    return Answered(stated, right, said, refused, ", ".join(reasons))


def references_of(given: Mapping[str, Any], notice: Notice) -> Answered:
    """A `references` table: the `verdict` on a dossier whose CV and letter are there."""
    rows = [Referee(*(row.get(key, "") for key in REFEREE)) for row in given.get("rows", [])]
    judged = judge_completeness(_papers(given, notice, references=_told(given), rows=rows), notice.criterion("dossier"))
    refused = _refused(judged) and given["verdict"] != "not_met"
    return Answered(given, {"dossier": given["verdict"]}, {"dossier": judged.verdict.value}, refused, judged.reason)


JUDGES: Mapping[str, Callable[[Mapping[str, Any], Notice], Answered]] = {
    "career": months_of,
    "studies": studies_of,
    "languages": languages_of,
    "references": references_of,
}


def judge_all(paths: Sequence[Path]) -> dict[str, list[Answered]]:
    """Every section of the files, judged, by the name of its table."""
    notice = read_notice(NOTICE)
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]
    return {
        kind: [judge(section, notice) for table in tables for section in table.get(kind, [])]
        for kind, judge in JUDGES.items()
    }


def figures(answers: Mapping[str, Sequence[Answered]]) -> dict[str, dict[str, float]]:
    """By kind of section: how many, the share that agrees by name and in everything (`whole`), and the wrong refusals."""
    found = {}
    for kind, given in answers.items():
        if not given:
            continue
        names = given[0].right
        found[kind] = {
            "sections": len(given),
            "whole": _share([all(one.agrees.values()) for one in given]),
            **{name: _share([one.agrees[name] for one in given]) for name in names},
            "refused_wrongly": sum(one.refused_wrongly for one in given),
        }
    return found


def _papers(
    section: Mapping[str, Any],
    notice: Notice,
    *,
    posts: str | None = None,
    studies: str | None = None,
    languages: str | None = None,
    references: str = "",
    rows: Sequence[Referee] = (),
) -> Papers:
    """A CV and a letter that say what is given, and nothing else of its question."""
    language = section["language"]
    parts = [
        f"Salma Alaoui\n{_POSTS[language]}\n{posts or _A_POST[language]}",
        f"{_STUDIES[language]}\n{studies or _A_DIPLOMA[language]}",
        f"{_LANGUAGES[language]}\n{languages or _TWO_LANGUAGES[language]}",
        _SKILLS[language],
    ]
    if references:
        parts.append(f"{_REFERENCES[language]}\n{references}")
    cv = PieceText("cv.pdf", PieceKind.CV, plain_text("\n".join(parts)))
    letter = PieceText("lettre.pdf", PieceKind.LETTER, plain_text(_LETTER))
    return gather([cv, letter], rows, Person(), notice)


def _told(section: Mapping[str, Any]) -> str:
    return str(section.get("text", "")).strip("\n")


def _refused(judged: Judgement) -> bool:
    return judged.verdict.value == "not_met"


def _same(name: str, right: object, said: object) -> bool:
    if name.endswith("_bound") and isinstance(right, int) and isinstance(said, int):
        return abs(right - said) <= 1
    return right == said


def _share(agree: Sequence[bool]) -> float:
    return round(sum(agree) / len(agree), 4)


def _print_differences(answers: Sequence[Answered]) -> None:
    for one in answers:
        if all(one.agrees.values()):
            continue
        doubt = " (doubt)" if one.section.get("doubt") else ""
        wrong = ", ".join(
            f"{name} is {one.right[name]}, said {one.said[name]}" for name, same in one.agrees.items() if not same
        )
        print(f"{one.section['id']}{doubt}: {wrong} ({one.reason})")
        print(
            "\n".join(
                f"    {line}" for line in [*map(str, one.section.get("rows", [])), *_told(one.section).splitlines()]
            )
        )
        print(f"  {one.section.get('why', '')}\n")


def main() -> None:
    """See the head of this file."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("files", nargs="*", type=Path)
    ask.add_argument("--quiet", action="store_true", help="the figures alone")
    ask.add_argument("--write-baseline", action="store_true", help="keep the figures as the least that tests accept")
    asked = ask.parse_args()

    answers = judge_all(asked.files or sorted(TOLD.glob("*.toml")))
    if not asked.quiet:
        for given in answers.values():
            _print_differences(given)
    found = figures(answers)
    print(json.dumps(found, indent=2))
    if asked.write_baseline:
        BASELINE.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
