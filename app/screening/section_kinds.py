"""What a section of a curriculum vitae tells, and the heading that says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SectionKind(StrEnum):
    """What a section tells. ASSOCIATIVE is « expérience associative »: paid or not, its posts say."""

    HEAD = "head"
    UNKNOWN = "unknown"
    PROFILE = "profile"
    PERSONAL = "personal"
    EXPERIENCE = "experience"
    ASSOCIATIVE = "associative"
    VOLUNTEER = "volunteer"
    INTERNSHIPS = "internships"
    EDUCATION = "education"
    TRAINING = "training"
    SKILLS = "skills"
    LANGUAGES = "languages"
    REFERENCES = "references"
    PROJECTS = "projects"
    PUBLICATIONS = "publications"
    OTHER = "other"


POSTS = (SectionKind.EXPERIENCE, SectionKind.ASSOCIATIVE, SectionKind.VOLUNTEER, SectionKind.INTERNSHIPS)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading read on `line`. `kinds` are all it opens (« Formation & Langues »); `sure` is false for an unknown word
    that only looks like the others. `content` is the folded offset where what follows it on its line begins, if any."""

    line: int
    kinds: tuple[SectionKind, ...]
    sure: bool = True
    content: int | None = None


LABELS = ("label", "missions")
