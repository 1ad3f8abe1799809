"""`import-mailbox SOURCE`: take in what the mailbox holds; again is harmless."""

from __future__ import annotations

import getpass
import sys
from collections import Counter
from collections.abc import Callable, Iterator

from app import clock
from app.commands.sentences import sentence_of
from app.db.open import migrate, open_database
from app.db.session import Database
from app.intake.import_messages import Imported, import_message
from app.intake.mailbox import MailboxUnreachable, NoMailbox, messages_in, without_secret
from app.intake.outcome import Outcome
from app.mailing.draft import acknowledge
from app.posting.notice import Notice
from app.posting.read_notice import read_notice
from app.settings import Settings
from app.vault.local import DiskFull, Vault

_NO_MAILBOX = {
    "missing": "there is no such file or folder",
    "unknown_form": "neither an mbox file, a Maildir, a folder of .eml nor one message",
    "address": "an IMAP address reads imaps://user@host/folder",
    "password": "no password: set OMP_MAILBOX_PASSWORD, or run this at a terminal",
}
_UNREACHABLE = {
    "login": "the server refused the name or the password",
    "folder": "the server has no such folder",
}


def run(settings: Settings, source: str) -> int:
    """0 when all is sorted, 1 when mails wait for a person (said on stderr), 2 when the source cannot be read."""
    notice = read_notice(settings.notice_path)
    database = open_database(settings.sqlalchemy_url)
    vault = Vault(settings.vault_dir)
    imported: list[Imported] = []
    try:
        migrate(database)
        # Taken one by one: what came before a stop stays in the list.
        imported.extend(import_each(database, vault, notice, source, password=lambda: _asked(settings, source)))
    except NoMailbox as refused:
        print(f"{refused.source}: {_NO_MAILBOX[refused.why]}", file=sys.stderr)
        return 2
    except MailboxUnreachable as refused:
        print(f"{refused.host}: {_UNREACHABLE.get(refused.why, f'no answer ({refused.why})')}", file=sys.stderr)
        return _stopped(imported)
    except DiskFull as refused:
        print(sentence_of(refused), file=sys.stderr)
        return _stopped(imported)
    finally:
        database.close()
    return _told(imported)


def import_each(
    database: Database, vault: Vault, notice: Notice, source: str, *, password: Callable[[], str] = str
) -> Iterator[Imported]:
    """Import every message of `source` in the order of arrival, each with its receipt in a transaction of its own."""
    shown = without_secret(source)
    for found in messages_in(source, notice, password=password):
        with database.unit_of_work() as session:
            now = clock.now()
            imported = import_message(session, found, notice, vault=vault, source=shown, now=now)
            if imported.reference is not None:
                acknowledge(session, imported.reference, notice, now=now)
        yield imported


def _stopped(imported: list[Imported]) -> int:
    """What came before the stop is kept for good; running the command again goes on from there."""
    if not imported:
        return 2
    _told(imported)
    print("stopped before the end of the mailbox: run the same command again", file=sys.stderr)
    return 1


def _told(imported: list[Imported]) -> int:
    new = [each for each in imported if each.is_new]
    count = Counter(each.outcome for each in new)
    into_dossiers = count[Outcome.DOSSIER] + count[Outcome.ADDS_TO] + count[Outcome.NEW_VERSION]
    print(
        f"imported: {into_dossiers} ({count[Outcome.DOSSIER]} dossiers, {count[Outcome.ADDS_TO]} additions, "
        f"{count[Outcome.NEW_VERSION]} new versions)"
    )
    print(f"to sort: {count[Outcome.TO_SORT]}")
    print(f"already known: {len(imported) - len(new)}")
    print(f"late: {count[Outcome.LATE]}")
    print(f"automatic: {count[Outcome.IGNORED_AUTO]}")
    waiting = Counter(each.reason for each in imported if each.waits)
    if not waiting:
        return 0
    reasons = ", ".join(f"{reason} {n}" for reason, n in sorted(waiting.items()))
    print(f"{waiting.total()} mails wait for a person: {reasons}", file=sys.stderr)
    return 1


def _asked(settings: Settings, source: str) -> str:
    """The mailbox's password: from the settings, else asked for without showing it. Raises NoMailbox."""
    if given := settings.mailbox_password.get_secret_value():
        return given
    if not sys.stdin.isatty():
        raise NoMailbox(without_secret(source), "password")
    return getpass.getpass("password of the mailbox: ")
