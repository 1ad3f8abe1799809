"""How well the mailbox is understood, held against right answers.

    python benchmarks/intake/mailbox_accuracy.py [FOLDER] [--json]

FOLDER holds `gold.json` and one or more forms of the same mailbox: an `.mbox` file, `maildir/`, `eml/`. Each form is
imported into a database of its own; what the import wrote is compared with the right answers, and the forms with one
another. Exit status 1 when an outcome is wrong or two forms disagree.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from sqlalchemy import select

from app.clock import use_pinned_zone_table
from app.commands.import_mailbox import import_each
from app.db.open import migrate, open_database
from app.db.session import Database
from app.intake.kinds import kind_by_text
from app.intake.message import Mail, MailPiece, parse, understand
from app.intake.tables import Dossier, Message, Piece
from app.posting.notice import Notice
from app.posting.read_notice import read_notice
from app.vault.local import Vault

HERE = Path(__file__).resolve().parent
NOTICE = HERE.parents[1] / "app" / "posting" / "notices" / "omp_charge_de_projet.toml"


def forms_of(folder: Path) -> list[Path]:
    """Every form of the mailbox in the folder."""
    return [*sorted(folder.glob("*.mbox")), *(folder / name for name in ("maildir", "eml") if (folder / name).is_dir())]


def imported(source: Path, notice: Notice) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """What importing `source` wrote: one entry per message by its SHA-256, and the dossiers by address."""
    with tempfile.TemporaryDirectory() as name:
        database = open_database(f"sqlite:///{name}/dossiers.sqlite3")
        migrate(database)
        vault = Vault(Path(name) / "vault")
        for _ in import_each(database, vault, notice, str(source)):
            continue
        try:
            return state_of(database, vault)
        finally:
            database.close()


def state_of(database: Database, vault: Vault) -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """All that importing decided, without numbers that differ from run to run."""
    with database.reading_session() as session:
        dossiers = {row.id: row for row in session.scalars(select(Dossier))}
        pieces: dict[int, list[Piece]] = {}
        for piece in session.scalars(select(Piece).order_by(Piece.dossier_id, Piece.position)):
            pieces.setdefault(piece.dossier_id, []).append(piece)
        messages = {}
        for row in session.scalars(select(Message)):
            mail = understand(parse(vault.read(row.vault_sha256)))
            messages[row.raw_sha256] = {
                "outcome": row.outcome,
                "reason": row.reason,
                "received_at": row.received_at.isoformat().replace("+00:00", "Z") if row.received_at else None,
                "received_from": row.received_from,
                "dossier": dossiers[row.dossier_id].email if row.dossier_id else None,
                "mail": mail,
            }
        kept = {
            row.email: {
                "timeliness": row.timeliness,
                "name": row.name,
                "references": bool(row.references_text),
                "pieces": [(p.kind, p.file_name, p.sha256, p.replaced_at is not None) for p in pieces.get(ident, [])],
            }
            for ident, row in dossiers.items()
        }
    return messages, kept


def score(
    gold: list[dict[str, Any]], messages: dict[str, dict[str, Any]]
) -> tuple[Counter[str], Counter[str], list[str]]:
    """Right answers, questions asked, and a line for each wrong answer."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    wrong: list[str] = []

    def ask(what: str, label: str, *, found: object, accepted: list[object]) -> None:
        asked[what] += 1
        if found in accepted:
            right[what] += 1
        else:
            wrong.append(f"{label}: {what}: {found!r}, expected {accepted!r}")

    senders = {each["n"]: each["dossier_of"] for each in gold}
    for each in gold:
        label = f"{each['n']:>3} {each['slug']}"
        found = messages.get(each["raw_sha256"])
        if found is None:
            asked["outcome"] += 1
            wrong.append(f"{label}: not imported")
            continue
        mail: Mail = found["mail"]
        ask("outcome", label, found=found["outcome"], accepted=[each["outcome"], *each.get("also_ok", [])])
        if each["outcome"] != "ignored_auto":
            ask("person", label, found=mail.about, accepted=[each["dossier_of"]])
            ask("letter_in_body", label, found=bool(mail.body.letter), accepted=[each["letter_in_body"]])
            ask("references_in_body", label, found=bool(mail.body.references), accepted=[each["references_in_body"]])
            ask("links", label, found=sorted(mail.body.links), accepted=[sorted(each.get("links", []))])
            _ask_pieces(ask, label, each, mail)
        if each["adds_to"] is not None and found["outcome"] != "to_sort":
            ask("shown_under", label, found=found["dossier"], accepted=[senders[each["adds_to"]]])
        ask(
            "stamp",
            label,
            found=found["received_from"],
            accepted=[each["received_from"], *each.get("received_from_also_ok", [])],
        )
        if each["received_from"] != "doubtful":
            ask("received_at", label, found=found["received_at"], accepted=[each["received_at"]])
    return right, asked, wrong


def _ask_pieces(ask: Any, label: str, each: dict[str, Any], mail: Mail) -> None:
    expected = [piece for piece in each["pieces"] if not piece.get("decoration")]
    ask(
        "pieces",
        label,
        found=sorted(p.sha256 for p in mail.documents),
        accepted=[sorted(p["sha256"] for p in expected)],
    )
    ask(
        "containers",
        label,
        found=sorted(c.file_name or "" for c in mail.containers),
        accepted=[sorted(c["file"] or "" for c in each.get("containers", []))],
    )
    by_sha256 = {piece.sha256: piece for piece in mail.documents}
    for piece in expected:
        found = by_sha256.get(piece["sha256"])
        if found is not None:
            ask("file_name", label, found=found.file_name, accepted=[piece["file"], *piece.get("file_also_ok", [])])
            kinds = [piece["kind"], *piece.get("kind_also_ok", []), *piece.get("also", [])]
            ask("kind", label, found=_kind(found), accepted=[*kinds, *(["other"] if "unknown" in kinds else [])])


def _kind(piece: MailPiece) -> str:
    """The kind as the house ends up knowing it: by name or words at once, else once the document is read."""
    if piece.kind is not None:
        return piece.kind.value
    text = _read(piece)
    kind = kind_by_text(text) if text else None
    return kind.value if kind else "unknown"


def _read(piece: MailPiece) -> str:
    from app.reading.read import read_piece
    from app.reading.unreadable import Unreadable

    try:
        return read_piece(piece.content, file_name=piece.file_name or "piece").text
    except Unreadable:
        return ""


def main() -> int:
    """Print the score of each form; 0 when every outcome is right and the forms agree."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", nargs="?", type=Path, default=HERE / "mailbox")
    parser.add_argument("--json", action="store_true")
    asked_for = parser.parse_args()
    use_pinned_zone_table()
    notice, gold = read_notice(NOTICE), json.loads((asked_for.folder / "gold.json").read_bytes())
    first: tuple[dict[str, Any], dict[str, Any]] | None = None
    bad = False
    for form in forms_of(asked_for.folder):
        messages, dossiers = imported(form, notice)
        right, asked, wrong = score(gold, messages)
        bad = bad or right["outcome"] < asked["outcome"]
        first = first or (messages, dossiers)
        agrees = (_bare(messages), dossiers) == (_bare(first[0]), first[1])
        bad = bad or not agrees
        if asked_for.json:
            print(json.dumps({"form": form.name, "right": right, "asked": asked, "agrees": agrees}, sort_keys=True))
            continue
        print(
            f"{form.name}: {len(messages)} messages, {len(dossiers)} dossiers, same state as the first form: {agrees}"
        )
        for what in asked:
            print(f"  {what:<20} {right[what]:>4} of {asked[what]}")
        for line in wrong:
            print(f"  {line}")
    return int(bad)


def _bare(messages: dict[str, dict[str, Any]]) -> dict[str, Any]:
    return {key: {k: v for k, v in each.items() if k != "mail"} for key, each in messages.items()}


if __name__ == "__main__":
    raise SystemExit(main())
