"""Somebody who applies through a browser, page by page, with nothing but links and forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import unescape

from starlette.testclient import TestClient

from tests.intake import samples
from tests.people import SALMA

Upload = tuple[str, tuple[str, bytes, str]]


def upload(kind: str, name: str, content: bytes) -> Upload:
    """A file in a form's field."""
    return kind, (name, content, "application/octet-stream")


CV = upload("cv", "cv.pdf", samples.pdf("CV"))
LETTER = upload("letter", "lettre.pdf", samples.pdf("Lettre"))


@dataclass
class Applicant:
    """One browser in one language."""

    browser: TestClient
    language: str = "fr"
    words: dict[str, str] = field(
        default_factory=lambda: {
            "name": SALMA.name,
            "email": SALMA.email,
            "phone": "06 00 00 00 01",
            "consent": "yes",
            "referees-0-name": "أمينة لحلو",
            "referees-0-contact": "a.lahlou@example.org",
        }
    )

    def get(self, page: str) -> str:
        """The page's text; it must be there."""
        answer = self.browser.get(f"/{self.language}/{page}")
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def post(self, page: str, data: dict[str, str], files: list[Upload] | None = None) -> tuple[int, str, str]:
        """Status, path and text of the page in the end."""
        answer = self.browser.post(f"/{self.language}/{page}", data=data, files=files or None)
        return answer.status_code, answer.url.path, answer.text

    def save(self, *files: Upload, **changes: str | None) -> tuple[int, str, str]:
        """Fill in the form and go on. A change to None leaves the field out."""
        words = {**self.words, **changes}
        sent = {name: value for name, value in words.items() if value is not None}
        return self.post("postuler", {"token": token(self.get("postuler")), **sent}, list(files))

    def send(self) -> tuple[int, str, str]:
        """Check, and send."""
        page = self.get("verifier")
        return self.post("envoyer", {"token": token(page), "seen": hidden(page, "seen")})

    def apply(self) -> str:
        """All of it; the reference on the receipt."""
        assert self.save(CV, LETTER)[1] == f"/{self.language}/verifier"
        status, path, page = self.send()
        assert (status, path) == (200, f"/{self.language}/recu")
        return reference(page)


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, f"no {name} on the page"
    return found[1]


def token(page: str) -> str:
    """The form's token."""
    return hidden(page, "token")


def reference(page: str) -> str:
    """The number on a receipt."""
    found = re.search(r'class="ref-big"><bdi dir="ltr">(\w{4}) (\w{4})<', page)
    assert found, "no receipt number on the page"
    return found[1] + found[2]


def problems(page: str) -> list[tuple[str, str]]:
    """The error summary: (field, sentence)."""
    summary = re.search(r'<div class="errors".*?</div>', page, re.DOTALL)
    if summary is None:
        return []
    return [
        (anchor, unescape(sentence).replace("\u2068", "").replace("\u2069", ""))
        for anchor, sentence in re.findall(r'<li><a href="#([^"]+)">(.*?)</a></li>', summary[0])
    ]
