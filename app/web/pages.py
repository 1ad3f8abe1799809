"""Pages for people: one template environment per language, escaped, and strict about names."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup, escape

from app.i18n import translate
from app.intake.reference import spaced
from app.web.assets import asset_url
from app.web.depends import House, entered_at
from app.web.labels import label

WEB = Path(__file__).parent
# Addresses that only take forms, and the page that shows the same thing.
_SHOWN_INSTEAD = {"envoyer": "verifier", "terminer": ""}
_DOORS = ("candidate", "direction")


@cache
def environment(language: str) -> Environment:
    """The templates as they speak `language`; its dates, numbers and sizes are filters."""
    made = Environment(
        loader=ChoiceLoader(
            [
                FileSystemLoader(WEB / "templates"),
                PrefixLoader({door: FileSystemLoader(WEB / door / "templates") for door in _DOORS}),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translate.translator(language), newstyle=True)  # type: ignore[attr-defined]
    for name in (
        "day",
        "hour",
        "hour_to_the_second",
        "moment",
        "short_moment",
        "span",
        "list_of",
        "number",
        "file_size",
        "short_date",
    ):
        made.filters[name] = partial(getattr(translate, name), language=language)
    made.filters |= {
        "utc": translate.utc,
        "bdi": bdi,
        "ltr": ltr,
        "reference": reference,
        "mailto": mailto,
        "label": partial(label, language=language),
    }
    made.globals |= {
        "language": language,
        "direction": translate.DIRECTIONS[language],
        "asset_url": asset_url,
        "label": partial(label, language=language),
        "zone_name": translate.zone_name(language),
    }
    return made


def render(request: Request, template: str, *, language: str, status: int = 200, **context: Any) -> HTMLResponse:
    """The page `template` (`candidate/notice.html`) in `language`. The notice, the house and the instant are at hand
    under `notice`, `house`, `now`, and the same page in the other language under `other_language_path`.
    """
    house: House = request.app.state.house
    facts: dict[str, Any] = {
        "request": request,
        "house": house,
        "notice": house.notice,
        "now": entered_at(request),
        "other_language_path": _other_language_path(request, language),
    }
    page = environment(language).get_template(template).render(facts | context)
    return HTMLResponse(page, status_code=status)


def bdi(text: object) -> Markup:
    """What a person wrote, isolated so that its direction cannot turn the words around it."""
    return Markup("<bdi>{}</bdi>").format(text)


def ltr(text: object) -> Markup:
    """An address, a number or a file name: isolated, and left to right in any language."""
    return Markup('<bdi dir="ltr">{}</bdi>').format(text)


def mailto(address: str) -> Markup:
    """A link that writes to `address`."""
    return Markup('<a href="mailto:{0}"><bdi dir="ltr">{0}</bdi></a>').format(address)


def reference(text: str) -> Markup:
    """A dossier's reference in two groups of four."""
    return Markup('<bdi dir="ltr" class="code">{}</bdi>').format(escape(spaced(text)))


def _other_language_path(request: Request, language: str) -> str:
    other = next(each for each in translate.LANGUAGES if each != language)
    first, _, rest = request.scope["path"].lstrip("/").partition("/")
    rest = _SHOWN_INSTEAD.get(rest, rest)
    return f"/{other}/{rest}" if first in translate.LANGUAGES else f"/{other}/"
