"""Every table of the house in one import, for migrations and for tests that loop over all of them."""

from __future__ import annotations

from app.intake import tables as intake
from app.journal import tables as journal
from app.mailing import tables as mailing
from app.reading import tables as reading
from app.review import tables as review
from app.screening import tables as screening
from app.staff import tables as staff

ALL_ROOMS = (journal, staff, intake, reading, screening, review, mailing)
