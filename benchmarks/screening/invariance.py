"""Same facts, other clothes: verdicts, months, levels and points must not differ by anything.

    invariance.py [--names N] [--no-documents]

Seven lives (`lives.toml`) are told in three languages, both genders and five ways of writing both, by sixty names of
each gender, with other digits, ways of writing a month, orders of parts, layouts, files of other makers, and with lines
that are nobody's business: age, family, health, faith, a sentence served. Prints every difference, then their number.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.intake.dossier import Referee
from app.posting.notice import Notice, PieceKind
from app.posting.read_notice import read_notice
from app.reading.plausible import languages
from app.reading.read import read_piece
from app.reading.text import ReadText, plain_text
from app.screening.as_json import order_key
from app.screening.evidence import PieceText
from app.screening.judge import judge
from app.screening.judgement import Screening
from app.screening.person import Person
from benchmarks.screening.accuracy import NOTICE
from benchmarks.screening.clothes import Clothes, as_text, dress, letter_of, people
from benchmarks.screening.layouts import LAYOUTS, OF_ANY_SCRIPT
from benchmarks.screening.lives import LANGUAGES, Life, lives
from benchmarks.screening.wardrobe import in_text

Judge = Callable[[tuple[PieceText, ...], tuple[Referee, ...], Person, Notice], Screening]
Reader = Callable[[bytes, str], ReadText]
Order = Callable[[Notice, str, Person, int], str]
REFEREES = (
    Referee("Latifa Bennaceur", "Association ATEC", "Présidente", "l.bennaceur@example.org", ""),
    Referee("Kamal Jettou", "Association Insaf", "Responsable", "", "06 70 11 85 32"),
    Referee("Malika Serghini", "Association Anaruz", "Coordinatrice", "", "+212663904118"),
)
TOLD = ("level", "field", "months_min", "months_max", "near_miss", "language_level", "shown", "missing")


def read_bytes(content: bytes, name: str) -> ReadText:
    """A document read in this process. Raises Unreadable."""
    return read_piece(content, file_name=name)


def honest_order(notice: Notice, ident: str, person: Person, arrival: int) -> str:
    """Where equals stand, as the list of the direction has it: by nothing of the person, nor of the hour."""
    return order_key(notice, ident)


@dataclass(frozen=True)
class Engine:
    """What is put to the proof; a biased rule replaces one of its parts."""

    judge: Judge = judge
    read: Reader = read_bytes
    order: Order = honest_order
    notice: Notice = field(default_factory=lambda: read_notice(NOTICE))


@dataclass(frozen=True, slots=True)
class Difference:
    """`told` holds (criterion and fact, in plain clothes, in these)."""

    life: str
    clothes: str
    told: tuple[tuple[str, Any, Any], ...]

    def __str__(self) -> str:
        return f"{self.life} in {self.clothes}: " + "; ".join(
            f"{name} {one} → {other}" for name, one, other in self.told
        )


def facts_of(screening: Screening) -> dict[str, Any]:
    """Everything of a screening that the same facts must give again, flat."""
    told: dict[str, Any] = {"overall": screening.overall.value, "points": screening.points}
    for each in screening.judgements:
        told[f"{each.criterion}.verdict"] = each.verdict.value
        told[f"{each.criterion}.points"] = each.points
        told |= {f"{each.criterion}.{name}": each.facts[name] for name in TOLD if name in each.facts}
    return told


def screened(engine: Engine, life: Life, clothes: Clothes, layout: str = "") -> Screening:
    """The life judged in these clothes: as text, or as a document of that layout."""
    parts = dress(life, clothes)
    cv = engine.read(LAYOUTS[layout](parts), layout) if layout else of_text(as_text(parts))
    person = Person(" ".join(clothes.name), clothes.mail)
    pieces = (
        PieceText(clothes.file_name, PieceKind.CV, cv),
        PieceText("lettre.pdf", PieceKind.LETTER, of_text(letter_of(clothes))),
    )
    return engine.judge(pieces, REFEREES, person, engine.notice)


@cache
def of_text(text: str) -> ReadText:
    return ReadText(plain_text(text).pages, languages(text))


def differences(
    engine: Engine, *, names: int = 60, documents: bool = True, share: int = 1
) -> Iterator[Difference | None]:
    """One value for each comparison made: the difference, or None for none.

    `share` 7 wears each of the clothes once, by one life in seven; 1 has every life wear everything.
    """
    worn = [(name, clothes, "") for name, clothes in in_text(names)]
    worn += list(in_documents()) if documents else []
    for number, life in enumerate(lives()):
        plain = facts_of(screened(engine, life, Clothes()))
        for name, clothes, layout in worn[number % share :: share]:
            yield compared(life, name, plain, facts_of(screened(engine, life, clothes, layout)))
        yield from _of_order(engine, life)


def in_documents() -> Iterator[tuple[str, Clothes, str]]:
    """Every layout in every language that its maker can write."""
    for says in LANGUAGES:
        for layout in LAYOUTS if says != "ar" else OF_ANY_SCRIPT:
            yield f"{layout} {says}", Clothes(language=says), layout


def _of_order(engine: Engine, life: Life) -> Iterator[Difference | None]:
    """Equals stand in the same order whatever their names and whenever they came."""
    idents = [f"2026-{number:04}" for number in range(12)]
    plain = _ranked(engine, idents, [Person("Salma Alaoui")] * 12, list(range(12)))
    everyone = [Person(f"{woman} {family}") for woman, _, family in people()[:12]]
    for name, persons, arrivals in (
        ("other names", everyone, list(range(12))),
        ("other arrivals", [Person("Salma Alaoui")] * 12, list(range(12))[::-1]),
    ):
        yield compared(life, name, {"order": plain}, {"order": _ranked(engine, idents, persons, arrivals)})


def _ranked(engine: Engine, idents: list[str], persons: list[Person], arrivals: list[int]) -> list[str]:
    rows = zip(idents, persons, arrivals, strict=True)
    keyed = [(engine.order(engine.notice, ident, person, arrival), ident) for ident, person, arrival in rows]
    return [ident for _, ident in sorted(keyed)]


def compared(life: Life, name: str, plain: dict[str, Any], seen: dict[str, Any]) -> Difference | None:
    told = tuple((key, plain.get(key), seen.get(key)) for key in plain if plain.get(key) != seen.get(key))
    return Difference(life.ident, name, told) if told else None


def main() -> None:
    """Prints the differences, and how many comparisons were made."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--names", type=int, default=60)
    ask.add_argument("--no-documents", action="store_true")
    args = ask.parse_args()
    made = list(differences(Engine(), names=args.names, documents=not args.no_documents))
    found = [each for each in made if each is not None]
    print("\n".join(map(str, found)))
    print(Counter(each.life for each in found))
    print(f"{len(made)} comparisons, {len(found)} differences")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
