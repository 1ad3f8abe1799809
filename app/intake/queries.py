"""What pages ask about drafts and dossiers."""

from __future__ import annotations

import hashlib

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from app.intake.tables import Dossier


def hash_of_secret(secret: str) -> str:
    """How a browser's secret is kept: enough to recognise it, not enough to use it."""
    return hashlib.sha256(secret.encode()).hexdigest()


def dossier_by_reference(session: Session, reference: str) -> Dossier | None:
    """The dossier with that reference, its pieces and referees loaded."""
    return session.scalar(_whole().where(Dossier.reference == reference))


def dossier_by_secret(session: Session, secret: str) -> Dossier | None:
    """The dossier that the holder of `secret` sent, its pieces and referees loaded."""
    return session.scalar(_whole().where(Dossier.secret_sha256 == hash_of_secret(secret)))


def dossier_with_key(session: Session, idempotency_key: str) -> Dossier | None:
    """The dossier that came with that key, its pieces and referees loaded."""
    return session.scalar(_whole().where(Dossier.idempotency_key == idempotency_key))


def _whole() -> Select[Dossier]:
    return select(Dossier).options(selectinload(Dossier.pieces), selectinload(Dossier.referees))
