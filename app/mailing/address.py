"""One address a letter may go to. Knows syntax, asks no name server."""

from __future__ import annotations

from email_validator import EmailNotValidError, validate_email

from app.refusals import Refused

MAX_ADDRESS_CHARACTERS = 254


class NotOneAddress(Refused):
    """What was written is not exactly one mail address that every server can carry."""

    def __init__(self, written: str) -> None:
        super().__init__(len(written))
        self.written = written


def one_address(written: str) -> str:
    """The single address in `written`, in ASCII: a domain in another script is given in its `xn--` form.

    Lists, groups, display names, quoted local parts, address literals and local parts outside ASCII raise
    NotOneAddress: a server without SMTPUTF8 could not carry them, and a parser may read two people in them.
    """
    try:
        # Domains kept for examples and tests are not refused: whether they exist is the mail server's to say.
        checked = validate_email(written.strip(" "), check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise NotOneAddress(written) from error
    address = checked.ascii_email
    if address is None or len(address) > MAX_ADDRESS_CHARACTERS or not _is_plain(address):
        raise NotOneAddress(written)
    return address


def _is_plain(address: str) -> bool:
    return address.isascii() and address.isprintable() and not set(address) & set(' \t",;:<>()[]\\') and "@" in address
