"""Reads a notice from its TOML file and refuses, line by line, what it cannot be held to. Pure: bytes in, a Notice out."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.posting.notice import BlindReading, Criterion, CriterionKind, InBothLanguages, MailChannel, Notice, PieceKind
from app.refusals import Refused

_TOP = {
    "id",
    "version",
    "closes_at",
    "opens_at",
    "zone",
    "blind_reading",
    "organisation",
    "title",
    "summary",
    "place",
    "contract",
    "mail",
    "dossier",
    "criteria",
    "published_runs",
}
_CRITERION = {"id", "kind", "required", "points", "label", "asks", "settings"}
_LANGUAGES = frozenset({"fr", "ar", "en"})
_FIELDS = frozenset({"core", "related", "unrelated"})
_SECTORS = frozenset({"associative", "public"})
# The lists of terms that ship (app/screening/words/rated.toml); a criterion of another name brings its own terms.
TERM_LISTS = frozenset(
    {"human_rights", "prison", "vulnerability", "coordination", "communication", "advocacy", "reporting"}
)
# What each kind of judge needs, and of which type. The first set must be there; the second may be.
_SETTINGS: dict[CriterionKind, tuple[dict[str, type], dict[str, type]]] = {
    CriterionKind.DEGREE: ({"level": int, "fields": list}, {}),
    CriterionKind.EXPERIENCE: (
        {"months": int, "sectors": list},
        {"near_miss_months": int, "points_at_minimum": int, "months_for_all_points": int},
    ),
    CriterionKind.LANGUAGE: ({"language": str}, {"words_that_demonstrate": int}),
    CriterionKind.RATED: ({"terms": str}, {"extra_terms": dict}),
    CriterionKind.COMPLETENESS: ({"references": int}, {}),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a notice: the line it stands on (from 1), where in the file, and what is wrong."""

    line: int
    where: str
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.where}: {self.what}"


class NoticeFaulty(Refused):
    """The file is no notice. `faults` says why, in the order of the lines."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def read_notice(path: Path) -> Notice:
    """The notice in the file at `path`. Raises NoticeFaulty, or OSError when the file cannot be opened."""
    return parse_notice(path.read_bytes())


def parse_notice(content: bytes) -> Notice:
    """The notice in these bytes. `sha256` is theirs. Raises NoticeFaulty with every fault found."""
    try:
        text = content.decode("utf-8")
        data = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise NoticeFaulty([Fault(content[: error.start].count(b"\n") + 1, "file", "not UTF-8")]) from None
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+)", str(error))
        line = int(found[1]) if found else max(1, text.count("\n"))
        raise NoticeFaulty([Fault(line, "file", str(error))]) from None
    except RecursionError:
        raise NoticeFaulty([Fault(1, "file", "nested too deeply")]) from None
    return _Reader(text, data).notice(hashlib.sha256(content).hexdigest())


class _Reader:
    """Walks the parsed file once, gathering faults; each is placed on the line of its key."""

    def __init__(self, text: str, data: dict[str, Any]) -> None:
        self._lines = text.split("\n")
        self._data = data
        self._faults: list[Fault] = []
        self._criteria_starts = [n for n, line in enumerate(self._lines) if line.strip() == "[[criteria]]"]

    def notice(self, sha256: str) -> Notice:
        data = self._data
        for key in data.keys() - _TOP:
            self._fault(key, "unknown key")
        zone = self._zone()
        pieces = self._pieces()
        criteria = self._criteria()
        built = {key: self._both(data, key, key) for key in ("organisation", "title", "summary", "place", "contract")}
        closes_at = self._instant("closes_at", zone, required=True)
        opens_at = self._instant("opens_at", zone, required=False)
        mail = self._mail()
        version = self._typed(data, "version", int, "version")
        ident = self._typed(data, "id", str, "id")
        if isinstance(ident, str) and not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", ident):
            self._fault("id", "lower-case letters, digits and single hyphens only")
        blind = data.get("blind_reading", "identity")
        if blind not in set(BlindReading):
            self._fault("blind_reading", f"one of {', '.join(BlindReading)}")
        references = data.get("dossier", {}).get("references", 0)
        if not isinstance(references, int) or references < 0:
            self._fault("references", "a number, 0 or more")
        if opens_at and closes_at and opens_at >= closes_at:
            self._fault("opens_at", "opens after it closes")
        if self._faults:
            raise NoticeFaulty(sorted(self._faults, key=lambda fault: fault.line))
        assert closes_at is not None
        return Notice(
            id=ident,
            version=version,
            **built,
            opens_at=opens_at,
            closes_at=closes_at,
            zone=zone.key if zone else "",
            mail=mail,
            pieces=pieces,
            references_asked=references,
            criteria=criteria,
            blind_reading=BlindReading(blind),
            sha256=sha256,
            published_runs=frozenset(str(data.get("published_runs", "")).split()),
        )

    def _criteria(self) -> tuple[Criterion, ...]:
        rows = self._data.get("criteria")
        if not isinstance(rows, list) or not rows:
            self._fault("criteria", "at least one [[criteria]] is needed")
            return ()
        seen: set[str] = set()
        built = [self._criterion(row, index, seen) for index, row in enumerate(rows)]
        return tuple(criterion for criterion in built if criterion is not None)

    def _criterion(self, row: dict[str, Any], index: int, seen: set[str]) -> Criterion | None:
        before = len(self._faults)
        where = f"criteria[{index + 1}]"
        for key in row.keys() - _CRITERION:
            self._fault(key, "unknown key", where, index)
        ident = self._typed(row, "id", str, where, index)
        if ident in seen:
            self._fault("id", f"« {ident} » stands twice", where, index)
        seen.add(str(ident))
        if row.get("kind") not in set(CriterionKind):
            self._fault("kind", f"one of {', '.join(CriterionKind)}", where, index)
            return None
        kind = CriterionKind(row["kind"])
        points = row.get("points")
        if (
            isinstance(points, bool)
            or not isinstance(points, int | float)
            or points < 0
            or points * 2 != int(points * 2)
        ):
            self._fault("points", "a number in steps of 0.5, 0 or more", where, index)
        required = self._typed(row, "required", bool, where, index)
        label, asks = (self._both(row, key, where, index) for key in ("label", "asks"))
        settings = self._settings(kind, row.get("settings", {}), where, index)
        if len(self._faults) > before:
            return None
        return Criterion(ident, kind, label, asks, required, float(points or 0), settings)

    def _settings(self, kind: CriterionKind, given: Any, where: str, index: int) -> dict[str, Any]:
        needed, allowed = _SETTINGS[kind]
        if not isinstance(given, dict):
            self._fault("settings", "a table", where, index)
            return {}
        for key, value in given.items():
            wanted = needed.get(key) or allowed.get(key)
            if wanted is None:
                self._fault(key, f"unknown setting of a {kind} criterion", where, index)
            elif not isinstance(value, wanted) or isinstance(value, bool):
                self._fault(key, f"must be {_said(wanted)}", where, index)
        for key in needed.keys() - given.keys():
            self._fault("settings", f"« {key} » is missing", where, index)
        if kind is CriterionKind.LANGUAGE and given.get("language") not in _LANGUAGES:
            self._fault("language", "one of fr, ar, en", where, index)
        fields = given.get("fields", [])
        if kind is CriterionKind.DEGREE and isinstance(fields, list) and not set(map(str, fields)) <= _FIELDS:
            self._fault("fields", "among core, related, unrelated", where, index)
        sectors = given.get("sectors", [])
        if kind is CriterionKind.EXPERIENCE and isinstance(sectors, list) and not set(map(str, sectors)) <= _SECTORS:
            self._fault("sectors", "among associative, public", where, index)
        if kind is CriterionKind.RATED and given.get("terms") not in TERM_LISTS and not _terms_by_language(given):
            self._fault("terms", "no list of that name: give « extra_terms » with terms by language", where, index)
        return dict(given)

    def _both(self, table: dict[str, Any], key: str, where: str, index: int | None = None) -> InBothLanguages:
        value = table.get(key)
        if (
            isinstance(value, dict)
            and value.keys() == {"fr", "ar"}
            and all(isinstance(said, str) and said.strip() for said in value.values())
        ):
            return InBothLanguages(fr=value["fr"], ar=value["ar"])
        self._fault(key, "needs a sentence in « fr » and one in « ar », and nothing else", where, index)
        return InBothLanguages("", "")

    def _typed(self, table: dict[str, Any], key: str, wanted: type, where: str, index: int | None = None) -> Any:
        value = table.get(key)
        if value is None or not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)) or value == "":
            self._fault(key, f"must be {_said(wanted)}", where, index)
        return value

    def _zone(self) -> ZoneInfo | None:
        try:
            return ZoneInfo(str(self._data.get("zone", "")))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self._fault("zone", "no such time zone")
            return None

    def _instant(self, key: str, zone: ZoneInfo | None, *, required: bool) -> datetime | None:
        written = self._data.get(key)
        if written is None and not required:
            return None
        try:
            local = written if isinstance(written, datetime) else datetime.fromisoformat(str(written))
        except ValueError:
            self._fault(key, "an ISO 8601 date and time, such as 2026-05-04T16:00:00")
            return None
        return (local if local.tzinfo else local.replace(tzinfo=zone)).astimezone(UTC)

    def _pieces(self) -> tuple[PieceKind, ...]:
        given = self._data.get("dossier", {}).get("pieces", [])
        if (
            not isinstance(given, list)
            or not given
            or not set(map(str, given)) <= set(PieceKind)
            or len(set(given)) != len(given)
        ):
            self._fault("pieces", f"a list among {', '.join(PieceKind)}, each once")
            return ()
        return tuple(PieceKind(kind) for kind in given)

    def _mail(self) -> MailChannel:
        mail = self._data.get("mail", {})
        address, subject = mail.get("address", ""), mail.get("subject", "")
        if not isinstance(address, str) or not re.fullmatch(r"[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]{2,}", address):
            self._fault("address", "a mail address", "mail")
        if not isinstance(subject, str) or not subject.strip() or "\n" in subject:
            self._fault("subject", "one line of text", "mail")
        return MailChannel(str(address), str(subject))

    def _fault(self, key: str, what: str, where: str = "notice", index: int | None = None) -> None:
        self._faults.append(Fault(self._line_of(key, index), f"{where}.{key}" if where != key else key, what))

    def _line_of(self, key: str, index: int | None) -> int:
        first, last = 0, len(self._lines)
        if index is not None and index < len(self._criteria_starts):
            first = self._criteria_starts[index]
            last = self._criteria_starts[index + 1] if index + 1 < len(self._criteria_starts) else last
        mentions = re.compile(rf"\s*(\[+\w*\.?)?{re.escape(key)}(\s*=|\]|\s*$)")
        for number in range(first, last):
            if mentions.match(self._lines[number]):
                return number + 1
        return first + 1


def _terms_by_language(given: dict[str, Any]) -> bool:
    extra = given.get("extra_terms")
    return (
        isinstance(extra, dict)
        and bool(extra)
        and extra.keys() <= _LANGUAGES
        and all(
            isinstance(terms, list) and terms and all(isinstance(term, str) and term.strip() for term in terms)
            for terms in extra.values()
        )
    )


def _said(wanted: type) -> str:
    return {int: "a whole number", str: "a text", list: "a list", bool: "true or false", dict: "a table"}[wanted]
