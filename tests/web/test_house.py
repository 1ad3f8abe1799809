"""What every door relies on: the commit before the page, the instant of entering, the last resort."""

from __future__ import annotations

from datetime import timedelta

import time_machine
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from sqlalchemy import func, select
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from app.journal.record import record
from app.journal.tables import JournalEntry
from app.web.depends import DbSession, House, Now
from tests.people import A_WEEK_BEFORE
from tests.web.conftest import ADDRESS


def test_the_work_is_committed_before_the_first_byte_of_the_page_leaves(site: FastAPI, house: House) -> None:
    @site.post("/api/keep")
    def keep(session: DbSession, now: Now) -> PlainTextResponse:
        record(session, "tried", now=now)
        return PlainTextResponse("kept")

    seen: list[int] = []

    async def outside(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_and_look(message: Message) -> None:
            if message["type"] == "http.response.start":
                with house.database.reading_session() as session:
                    seen.append(session.scalar(select(func.count()).select_from(JournalEntry)) or 0)
            await send(message)

        await site(scope, receive, send_and_look)

    answer = TestClient(outside, base_url=ADDRESS).post("/api/keep")

    assert (answer.text, seen) == ("kept", [1])


def test_a_commit_that_fails_never_says_kept(site: FastAPI, house: House) -> None:
    @site.post("/api/keep")
    def keep(session: DbSession) -> PlainTextResponse:
        session.add(JournalEntry(id=1, at=A_WEEK_BEFORE, actor="a", action="b", reference=None))
        return PlainTextResponse("kept")

    answer = TestClient(site, base_url=ADDRESS).post("/api/keep")

    assert answer.status_code == 500
    assert "kept" not in answer.text


def test_the_instant_is_that_of_entering_not_that_of_the_last_byte(
    site: FastAPI, clock: time_machine.Traveller
) -> None:
    @site.post("/api/when")
    async def when(request: Request, now: Now) -> PlainTextResponse:
        await request.body()
        return PlainTextResponse(now.isoformat())

    async def outside(scope: Scope, receive: Receive, send: Send) -> None:
        async def receive_late() -> Message:
            clock.move_to(A_WEEK_BEFORE + timedelta(minutes=5))
            return await receive()

        await site(scope, receive_late, send)

    assert TestClient(outside, base_url=ADDRESS).post("/api/when", content=b"x").text == A_WEEK_BEFORE.isoformat()


def test_a_bug_is_a_page_with_a_number_and_no_traceback(site: FastAPI, browser: TestClient) -> None:
    @site.get("/fr/broken")
    def broken() -> None:
        raise RuntimeError("secret detail")

    answer = browser.get("/fr/broken")

    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
