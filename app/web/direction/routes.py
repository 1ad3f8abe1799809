"""The office door, put together."""

from __future__ import annotations

from fastapi import APIRouter

from app.web.direction import decisions, dossiers, images, sign_in

router = APIRouter(prefix="/direction")
for _part in (sign_in, dossiers, images, decisions):
    router.include_router(_part.router)
