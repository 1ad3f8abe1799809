"""The programs' door: a whole dossier in one request."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter(prefix="/api/v1")
