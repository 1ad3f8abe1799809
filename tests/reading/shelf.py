"""Dossiers whose pieces are files of our own making, put straight into the tables."""

from __future__ import annotations

from datetime import UTC, datetime

from app.db.session import Database
from app.intake.tables import Dossier, Piece
from app.vault.local import Vault

ARRIVAL = datetime(2026, 5, 2, 10, 0, tzinfo=UTC)


def a_dossier_with(database: Database, vault: Vault, *files: tuple[str, bytes], number: int = 1) -> list[int]:
    """Ids of the pieces of a new dossier that holds these files (name, bytes)."""
    with database.unit_of_work() as session:
        dossier = Dossier(
            reference=f"2345678{number}",
            notice_id="omp-charge-de-projet",
            channel="form",
            name="Salma Bennani",
            email="salma@example.org",
            phone="+212600000000",
            language="fr",
            received_at=ARRIVAL,
            timeliness="in_time",
            idempotency_key=f"key-{number}",
            fingerprint="0" * 64,
        )
        for position, (name, content) in enumerate(files):
            kept = vault.keep_bytes(content)
            dossier.pieces.append(
                Piece(
                    position=position,
                    kind="cv",
                    file_name=name,
                    sha256=kept.sha256,
                    size_bytes=kept.size_bytes,
                    media_type="application/octet-stream",
                    added_at=ARRIVAL,
                )
            )
        session.add(dossier)
        session.flush()
        return [piece.id for piece in dossier.pieces]
