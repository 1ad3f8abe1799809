"""`add-member EMAIL`: somebody of the direction may sign in; a known address gets a new password instead."""

from __future__ import annotations

import getpass
import sys

from app import clock
from app.commands.sentences import sentence_of
from app.db.open import migrate, open_database
from app.db.sqlite import DataInUse
from app.refusals import Refused
from app.settings import Settings
from app.staff.members import MemberAddressInvalid, MemberUnknown, add_member, find_member, set_password
from app.staff.passwords import (
    MAX_CHARACTERS,
    MIN_CHARACTERS,
    PasswordGuessable,
    PasswordTooLong,
    PasswordTooShort,
    generate_password,
)

WHY_NOT: dict[type[Refused], str] = {
    MemberAddressInvalid: "this is not one e-mail address",
    PasswordTooShort: f"the password has fewer than {MIN_CHARACTERS} characters",
    PasswordTooLong: f"the password has more than {MAX_CHARACTERS} characters",
    PasswordGuessable: "the password is built on a word of this house, on the person's own name, or on few characters",
}


def run(settings: Settings, email: str, name: str = "") -> int:
    """0 once the member may sign in; 2 when the rules refuse or another process holds the data, with nothing changed.

    On a terminal the password is asked for, and an empty answer has one made; elsewhere one is made. A made password
    is printed once, and kept nowhere.
    """
    name = name.strip() or email.partition("@")[0]
    given = _asked_password()
    password = given or generate_password()
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        database = open_database(settings.sqlalchemy_url)
    except DataInUse:
        print("the service is running on this data: stop it first, then add the member", file=sys.stderr)
        return 2
    try:
        migrate(database)
        with database.unit_of_work() as session:
            try:
                set_password(session, find_member(session, email), password, now=clock.now())
                done = "has a new password and is signed out everywhere"
            except MemberUnknown:
                add_member(session, email, name=name, password=password, now=clock.now())
                done = "may sign in"
    except Refused as refusal:
        print(WHY_NOT.get(type(refusal)) or sentence_of(refusal), file=sys.stderr)
        return 2
    finally:
        database.close()
    print(f"{email.strip().lower()} {done}")
    if not given:
        print(f"password, shown this once: {password}")
    return 0


def _asked_password() -> str:
    if not sys.stdin.isatty():
        return ""
    return getpass.getpass("password (empty: one is made for you): ")
