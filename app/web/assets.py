"""Files that never change under their name: the content's hash is part of it, so browsers keep them for a year."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

FOLDER = Path(__file__).parent / "static"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, as it is and as it travels."""

    name: str  # with the hash: `style.1f2e3d4c5b6a.css`
    media_type: str
    content: bytes
    packed: bytes


@cache
def assets() -> dict[str, Asset]:
    """Every file of the static folder, by its plain name."""
    return {path.name: _load(path) for path in sorted(FOLDER.iterdir()) if path.is_file()}


def _load(path: Path) -> Asset:
    content = path.read_bytes()
    name = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(name, media_type, content, gzip.compress(content, 9, mtime=0))


def asset_url(plain_name: str) -> str:
    """The address of a static file. Raises KeyError for one that is not there."""
    return f"/static/{assets()[plain_name].name}"


@router.get("/static/{name}", include_in_schema=False)
async def static_file(name: str, request: Request) -> Response:
    """A static file under the name that holds its hash; any other name is not found."""
    found = next((asset for asset in assets().values() if asset.name == name), None)
    if found is None:
        raise HTTPException(404)
    headers = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        return Response(found.packed, media_type=found.media_type, headers=headers | {"content-encoding": "gzip"})
    return Response(found.content, media_type=found.media_type, headers=headers)
