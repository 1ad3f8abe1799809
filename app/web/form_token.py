"""The token in every form: it proves that the page that is being answered was ours and was this browser's."""

from __future__ import annotations

import hashlib
import hmac

from fastapi import Request

from app.refusals import Refused
from app.web.depends import House


class ForgedForm(Refused):
    """A form came without the token of this browser: from another site, or from a page that is too old."""


def form_token(house: House, bound_to: str) -> str:
    """The token for forms of the browser whose cookie holds the secret `bound_to`."""
    return hmac.new(house.secret, b"form:" + bound_to.encode(), hashlib.sha256).hexdigest()


def require_form_token(house: House, bound_to: str | None, given: object) -> None:
    """Raise ForgedForm unless `given` is the token for the secret `bound_to`."""
    if (
        not bound_to
        or not isinstance(given, str)
        or not hmac.compare_digest(form_token(house, bound_to).encode(), given.encode("utf-8", "replace"))
    ):
        raise ForgedForm


def came_from_elsewhere(request: Request) -> bool:
    """True when the browser itself says that another site sent this request.

    Browsers too old to say (no Sec-Fetch-Site, no Origin) are left to the token.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("origin")
    if origin is None:
        return False
    return origin.partition("://")[2].lower() != request.headers.get("host", "").lower()
