"""One clear sentence for each refusal that a command may meet."""

from __future__ import annotations

from app.db.sqlite import DataInUse
from app.db.trouble import DatabaseDown, DatabaseFull
from app.posting.read_notice import NoticeFaulty
from app.refusals import Refused
from app.vault.local import DiskFull


def sentence_of(refused: Refused) -> str:
    """What the person at the terminal should read; refusals without words of their own show their facts."""
    match refused:
        case DataInUse():
            return f"the service is running on {refused.folder}: stop it first, or use its pages"
        case NoticeFaulty():
            return "the notice cannot be used:\n" + "\n".join(f"  {fault}" for fault in refused.faults)
        case DatabaseDown():
            return f"the database does not answer: {refused.why}"
        case DiskFull() | DatabaseFull():
            return "there is not enough room on the disk; nothing was changed"
    named = "".join(" " + c.lower() if c.isupper() else c for c in type(refused).__name__).strip()
    facts = str(refused)
    return f"{named}: {facts}" if facts else named
