"""Cookies that carry a secret and nothing else. `__Host-` and Secure wherever the service is reached by https."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Literal

from fastapi import Request, Response

from app.settings import Settings

SECRET_BYTES = 16


def new_secret() -> str:
    """128 random bits for a cookie or a link, in URL-safe letters."""
    return secrets.token_urlsafe(SECRET_BYTES)


def cookie_name(settings: Settings, name: str) -> str:
    """The cookie's full name: prefixed where browsers accept the prefix, which is over https only."""
    return f"__Host-{name}" if _is_secure(settings) else name


def read_cookie(request: Request, settings: Settings, name: str) -> str | None:
    """The secret in the cookie, or None; anything longer than a secret of ours is not one."""
    value = request.cookies.get(cookie_name(settings, name))
    return value if value and len(value) <= 128 else None


def set_cookie(
    response: Response,
    settings: Settings,
    name: str,
    value: str,
    *,
    lasts: timedelta | None = None,
    same_site: Literal["lax", "strict"] = "lax",
) -> None:
    """Give the browser a secret; without `lasts` it goes when the browser closes."""
    response.set_cookie(
        cookie_name(settings, name),
        value,
        max_age=int(lasts.total_seconds()) if lasts else None,
        path="/",
        secure=_is_secure(settings),
        httponly=True,
        samesite=same_site,
    )


def drop_cookie(response: Response, settings: Settings, name: str) -> None:
    """Take the secret back."""
    response.delete_cookie(cookie_name(settings, name), path="/", secure=_is_secure(settings), httponly=True)


def _is_secure(settings: Settings) -> bool:
    return settings.public_url.startswith("https://")
