"""A dossier that lies in a folder: `dossier.json` beside its files. Nothing else in the folder is ever opened."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.intake.dossier import Referee
from app.posting.notice import PieceKind
from app.refusals import Refused
from app.screening.person import Person

DESCRIPTION = "dossier.json"


class NotADossier(Refused):
    """`path` cannot be screened; `why` says so in words."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


@dataclass(frozen=True, slots=True)
class FolderFile:
    """One file as declared."""

    path: Path
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class FolderDossier:
    """One person's application, not yet read."""

    ident: str
    person: Person
    referees: tuple[Referee, ...]
    files: tuple[FolderFile, ...]


def find_dossiers(path: Path) -> Iterator[FolderDossier]:
    """The dossiers at `path`: a dossier's folder, a folder of such folders (by name), or one bare CV file.

    Raises NotADossier when there is none.
    """
    if path.is_file():
        yield FolderDossier(path.stem, Person(), (), (FolderFile(path, PieceKind.CV),))
    elif (path / DESCRIPTION).is_file():
        yield open_folder(path)
    elif path.is_dir():
        folders = sorted(inner for inner in path.iterdir() if (inner / DESCRIPTION).is_file())
        if not folders:
            raise NotADossier(path, f"no {DESCRIPTION} here, nor in the folders inside")
        for folder in folders:
            yield open_folder(folder)
    else:
        raise NotADossier(path, "no such file or folder")


def open_folder(folder: Path) -> FolderDossier:
    """The dossier described in `folder`. Raises NotADossier when the description cannot be understood."""
    try:
        data = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        person = data.get("person") or {}
        return FolderDossier(
            ident=str(data.get("id") or folder.name),
            person=Person(
                f"{_text(person, 'first_name')} {_text(person, 'last_name')}".strip(),
                _text(person, "email"),
                _text(person, "phone"),
            ),
            referees=tuple(_referee(row) for row in data.get("references") or []),
            files=tuple(_file(folder, row) for row in data.get("documents") or []),
        )
    except RecursionError:
        raise NotADossier(folder, f"{DESCRIPTION} is nested too deeply") from None
    except (ValueError, TypeError, AttributeError, KeyError) as error:
        raise NotADossier(folder, f"{DESCRIPTION} cannot be understood ({error})") from None


def _file(folder: Path, row: dict[str, Any]) -> FolderFile:
    name = str(row["file"])
    path = folder / name
    if path.parent != folder or not path.is_file():
        raise ValueError(f"{name!r} is not in the folder")
    kind = str(row.get("kind") or PieceKind.OTHER)
    return FolderFile(path, PieceKind(kind) if kind in set(PieceKind) else PieceKind.OTHER)


def _referee(row: dict[str, Any]) -> Referee:
    return Referee(*(_text(row, key) for key in ("name", "organisation", "role", "email", "phone")))


def _text(row: dict[str, Any], key: str) -> str:
    return str(row.get(key) or "")
