"""Pages of the files as images, drawn by us in a child that can be killed. The original never reaches the browser.

While the first reading is blind, what tells who it is is painted over in the pixels; a page whose words are not known
cannot be masked, and is not shown.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from fastapi import APIRouter, Response
from starlette.exceptions import HTTPException

from app.intake.tables import Piece
from app.reading.isolated import drawn_in_child
from app.reading.raster import SCREEN_DPI
from app.reading.text import Box
from app.reading.unreadable import Unreadable
from app.review.dossier_page import masks, present_pieces
from app.review.rows import sees_identity
from app.review.tables import Opening
from app.web.depends import House, ReadSession
from app.web.direction.dossiers import dossier_or_404
from app.web.direction.signed_in import OfficeVisit

router = APIRouter()

MOST_PAGES = 500


@router.get("/dossiers/{reference}/pieces/{position}/pages/{number}")
def page_image(visit: OfficeVisit, session: ReadSession, reference: str, position: int, number: int) -> Response:
    """Page `number` (from 1) of the piece at `position`, for a member who opened the dossier."""
    house, member = visit.house, visit.member
    dossier = dossier_or_404(session, house.notice, reference)
    piece = next((each for each in present_pieces(dossier) if each.position == position), None)
    if piece is None or not 1 <= number <= MOST_PAGES or session.get(Opening, (dossier.id, member.id)) is None:
        raise HTTPException(404)
    boxes: tuple[Box, ...] = ()
    blind = not sees_identity(session, house.notice, dossier.id, member.id)
    if blind:
        known = masks(session, dossier, piece)
        if known is None:
            raise HTTPException(404)
        boxes = known.get(number, ())
    session.close()  # drawing takes a while; the connection is not needed for it
    image = _drawn(house, piece, number, boxes, blind=blind)
    return Response(image, media_type="image/webp", headers={"content-disposition": "inline"})


def _drawn(house: House, piece: Piece, number: int, boxes: tuple[Box, ...], *, blind: bool) -> bytes:
    told = f"{piece.sha256}\n{number}\n{SCREEN_DPI}\n{boxes!r}\n{blind}"
    kept = house.settings.data_dir / "pages" / f"{hashlib.sha256(told.encode()).hexdigest()}.webp"
    if kept.exists():
        return kept.read_bytes()
    try:
        image = drawn_in_child(
            house.vault.read(piece.sha256),
            file_name=piece.file_name,
            number=number,
            masks=boxes,
            dpi=SCREEN_DPI,
            hide_pictures=blind,
        )
    except (Unreadable, FileNotFoundError):
        raise HTTPException(404) from None
    _keep(kept, image)
    return image


def _keep(path: Path, image: bytes) -> None:
    """A cache: losing it costs time only, so nothing is fsynced; the rename keeps half a file from being served."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    half = path.with_name(f".{secrets.token_hex(8)}")
    half.write_bytes(image)
    os.replace(half, path)  # noqa: PTH105 - says « atomic »
