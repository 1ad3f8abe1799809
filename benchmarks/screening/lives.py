"""Invented working lives as facts, in three languages: what the proofs of invariance and of monotony put into clothes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
LANGUAGES = ("fr", "ar", "en")
Said = Mapping[str, str]
"""The same words by language."""


@dataclass(frozen=True, slots=True)
class Job:
    """A post. `ends` is None for one that goes on."""

    begins: tuple[int, int]
    ends: tuple[int, int] | None
    title: Said
    employer: Said
    place: Said
    deeds: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Degree:
    year: int
    name: Said
    school: Said


@dataclass(frozen=True, slots=True)
class Life:
    """What is true of one person, whatever the document looks like."""

    ident: str
    jobs: tuple[Job, ...]
    degrees: tuple[Degree, ...]
    languages: tuple[Said, ...]


def lives() -> tuple[Life, ...]:
    """The lives of `lives.toml`, in its order."""
    table = tomllib.loads((HERE / "lives.toml").read_text(encoding="utf-8"))
    return tuple(
        Life(
            row["id"],
            tuple(
                Job(
                    _month(job["begins"]),
                    _month(job["ends"]) if "ends" in job else None,
                    job["title"],
                    job["employer"],
                    job["place"],
                    tuple(job["deeds"]),
                )
                for job in row["posts"]
            ),
            tuple(Degree(degree["year"], degree["name"], degree["school"]) for degree in row["diplomas"]),
            tuple(language["says"] for language in row["languages"]),
        )
        for row in table["lives"]
    )


def _month(written: str) -> tuple[int, int]:
    year, month = written.split("-")
    return int(year), int(month)
