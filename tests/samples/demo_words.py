"""The words of the demonstration's people, as their text files hold them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

WORDS = Path(__file__).parent / "demo_people"


@dataclass
class Post:
    """One post: what, where, when, and its bullets."""

    title: str
    employer: str
    period: str
    bullets: list[str] = field(default_factory=list)


@dataclass
class Section:
    """A heading with posts, bullets and plain lines under it."""

    heading: str
    posts: list[Post] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


@dataclass
class Words:
    """One document's words. A letter has only `lines`."""

    language: str
    name: str = ""
    contact: str = ""
    sections: list[Section] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    @property
    def direction(self) -> str:
        return "rtl" if self.language == "ar" else "ltr"


def read_words(person: str) -> dict[str, Words]:
    """The documents in a person's text file, by kind."""
    found: dict[str, Words] = {}
    words = Words("fr")
    for raw in (WORDS / f"{person}.txt").read_text(encoding="utf-8").splitlines():
        line = raw.rstrip()
        if line.startswith("= "):
            kind, _, language = line[2:].partition(" ")
            words = found[kind] = Words(language or "fr")
        elif line.startswith("# "):
            words.name = line[2:]
        elif line.startswith("@ "):
            words.contact = line[2:]
        elif line.startswith("## "):
            words.sections.append(Section(line[3:]))
        elif line.startswith("* "):
            title, _, rest = line[2:].partition(" | ")
            employer, _, period = rest.rpartition(" | ")
            words.sections[-1].posts.append(Post(title, employer or "", period))
        elif line.startswith("- ") and words.sections:
            section = words.sections[-1]
            (section.posts[-1].bullets if section.posts else section.lines).append(line[2:])
        elif words.sections and line:
            words.sections[-1].lines.append(line)
        else:
            words.lines.append(line)
    return found
