"""What the rules forbid. Knows no HTTP code and no sentence; a bug is any other exception."""


class Refused(Exception):
    """The request is understood and the rules say no. Subclasses keep their facts as attributes.

    Each door (web, mailbox, command line) finds its own words: `app/web/refusals.py` holds the table
    of status and sentence, and a test proves that every subclass stands in it, in French and Arabic.
    """
