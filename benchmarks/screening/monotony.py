"""More that counts never counts against anyone: a post, a diploma, a deed or a referee added worsens no verdict.

    monotony.py [--changes N] [--seed N]

Each walk begins with what a life cannot do without (one post, one diploma) in clothes drawn by the seed, and gives back
everything else one thing at a time, in an order drawn by the seed, up to more than the life held. Every step is a
change added, and, read backwards, the same change taken away: what is taken away must not improve anything.

A verdict may only rise (not met, unclear, met). The sure points may not fall; where the verdict stays, neither may the
possible ones (an unclear worth [0, 25] that becomes a met worth 16 has won, and its upper bound was only a doubt).
A dossier that tells no diploma at all is *unclear* and one that tells a licence only is *not met*: that is no added
diploma but a silence ended, so every walk keeps one diploma and one post from its first step.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from app.intake.dossier import Referee
from app.posting.notice import PieceKind
from app.screening.evidence import PieceText
from app.screening.judgement import Overall, Screening, Verdict
from app.screening.person import Person
from benchmarks.screening.clothes import DATES, GENDERS, Clothes, as_text, dress, letter_of
from benchmarks.screening.invariance import REFEREES, Engine, of_text
from benchmarks.screening.lives import LANGUAGES, Degree, Job, Life, Said, lives

RISING = (Verdict.NOT_MET, Verdict.UNCLEAR, Verdict.MET)
OVERALL = (Overall.NOT_ELIGIBLE, Overall.TO_REVIEW, Overall.ELIGIBLE)
Gift = Job | Degree | Referee | tuple[int, Said]
"""A post, a diploma, a referee, or a deed of the post of that number."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """What is told so far."""

    life: Life
    referees: tuple[Referee, ...]
    clothes: Clothes


@dataclass(frozen=True, slots=True)
class Step:
    """One change and what it did; `faults` is empty when nothing got worse."""

    gift: str
    faults: tuple[str, ...]


def walks(engine: Engine, changes: int, seed: int = 20260504) -> Iterator[Step]:
    """At least `changes` steps; the same seed walks the same way for ever."""
    dice = random.Random(seed)
    made = 0
    while made < changes:
        for step in _walk(engine, dice):
            made += 1
            yield step


def faults(before: Screening, after: Screening) -> Iterator[str]:
    """What got worse between two screenings of the same criteria."""
    if OVERALL.index(after.overall) < OVERALL.index(before.overall):
        yield f"overall {before.overall} → {after.overall}"
    for old, new in zip(before.judgements, after.judgements, strict=True):
        fell = RISING.index(new.verdict) < RISING.index(old.verdict)
        poorer = new.points[0] < old.points[0] or (new.verdict is old.verdict and new.points[1] < old.points[1])
        if fell or poorer:
            yield f"{old.criterion} {old.verdict} {old.points} ({old.reason}) → {new.verdict} {new.points} ({new.reason})"


def screened(engine: Engine, dossier: Dossier) -> Screening:
    cv = as_text(dress(dossier.life, dossier.clothes))
    pieces = (
        PieceText("cv.pdf", PieceKind.CV, of_text(cv)),
        PieceText("lettre.pdf", PieceKind.LETTER, of_text(letter_of(dossier.clothes))),
    )
    return engine.judge(pieces, dossier.referees, Person(" ".join(dossier.clothes.name)), engine.notice)


def _walk(engine: Engine, dice: random.Random) -> Iterator[Step]:
    everyone = lives()
    whole = dice.choice(everyone)
    clothes = _clothes(dice)
    first = replace(whole.jobs[0], deeds=())
    now = Dossier(replace(whole, jobs=(first,), degrees=whole.degrees[-1:]), (), clothes)
    seen = screened(engine, now)
    for gift in _gifts(dice, whole, everyone):
        now = given(now, gift)
        after = screened(engine, now)
        yield Step(_said(gift, now), tuple(faults(seen, after)))
        seen = after


def _gifts(dice: random.Random, whole: Life, everyone: tuple[Life, ...]) -> list[Gift]:
    """What the life still holds and what three others lend it, in any order."""
    gifts: list[Gift] = [*whole.jobs[1:], *whole.degrees[:-1], *REFEREES]
    gifts += [(0, deed) for deed in whole.jobs[0].deeds]
    for other in dice.sample(everyone, 3):
        lent = dice.choice(other.jobs)
        gifts += [replace(lent, **_months(dice)), dice.choice(other.degrees)]
        gifts += [(0, deed) for deed in dice.choice(other.jobs).deeds[:1]]
    dice.shuffle(gifts)
    return gifts


def _months(dice: random.Random) -> dict[str, tuple[int, int]]:
    begins = dice.randrange(2010 * 12, 2025 * 12)
    ends = min(begins + dice.randrange(2, 48), 2026 * 12 + 2)
    return {"begins": (begins // 12, begins % 12 + 1), "ends": (ends // 12, ends % 12 + 1)}


def given(dossier: Dossier, gift: Gift) -> Dossier:
    """The dossier with that one thing more."""
    life = dossier.life
    if isinstance(gift, Referee):
        return replace(dossier, referees=(*dossier.referees, gift))
    if isinstance(gift, Job):
        return replace(dossier, life=replace(life, jobs=(*life.jobs, gift)))
    if isinstance(gift, Degree):
        return replace(dossier, life=replace(life, degrees=(*life.degrees, gift)))
    at, deed = gift
    jobs = list(life.jobs)
    jobs[at] = replace(jobs[at], deeds=(*jobs[at].deeds, deed))
    return replace(dossier, life=replace(life, jobs=tuple(jobs)))


def _clothes(dice: random.Random) -> Clothes:
    return Clothes(
        language=dice.choice(LANGUAGES),
        gender=dice.choice(GENDERS),
        dates=dice.choice(list(DATES)),
        eastern_digits=dice.random() < 0.2,
        entries=dice.choice(("period first", "period last", "period on its own line", "period in the middle")),
    )


def _said(gift: Gift, dossier: Dossier) -> str:
    told = {Job: "a post", Degree: "a diploma", Referee: "a referee"}.get(type(gift), "a deed")
    worn = dossier.clothes
    words = gift.name if isinstance(gift, Referee) else gift[1]["fr"] if isinstance(gift, tuple) else ""
    if isinstance(gift, Job):
        words = f"{gift.title['fr']}, {gift.employer['fr']}, {gift.begins}-{gift.ends}"
    if isinstance(gift, Degree):
        words = gift.name["fr"]
    return f"{dossier.life.ident} ({worn.language}, {worn.dates}, {worn.entries}) given {told}: {words}"


def main() -> None:
    """Prints what got worse, and how many changes were made."""
    ask = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    ask.add_argument("--changes", type=int, default=10_000)
    ask.add_argument("--seed", type=int, default=20260504)
    args = ask.parse_args()
    made = list(walks(Engine(), args.changes, args.seed))
    worse = [step for step in made if step.faults]
    for step in worse:
        print(f"{step.gift}: {'; '.join(step.faults)}")
    print(f"{len(made)} changes, {len(worse)} made something worse")
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
