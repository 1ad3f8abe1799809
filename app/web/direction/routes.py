"""The office door, put together."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.direction import bulk, dashboard, decisions, dossiers, images, letters, messages, sign_in

router = APIRouter(prefix="/direction")
for _part in (sign_in, dashboard, bulk, dossiers, images, decisions, letters, messages):
    router.include_router(_part.router)
