"""The unhurried work after reading: where the words of each office file stand on paper, for the direction's pages.

Its queue is the readings that are over; what it finds is a cache beside the page images, and nothing that is judged
depends on it.
"""

from __future__ import annotations

import threading
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.db.session import Database
from app.intake.tables import Piece
from app.reading.kinds import is_office_text
from app.reading.office.rendition import can_render
from app.reading.page_images import is_print_tried, keep_printed, print_office_file
from app.reading.stored import from_bytes
from app.reading.tables import Reading
from app.vault.local import Vault


class Printer:
    """Prints one office file at a time into `folder`, the newest first. Without LibreOffice it has nothing to do."""

    def __init__(self, database: Database, vault: Vault, folder: Path) -> None:
        self._database, self._vault, self._folder = database, vault, folder
        self._settled: set[int] = set()  # readings that were looked at since the process began
        self._one = threading.Lock()

    def print_next(self) -> bool:
        """Print the next file. False when none waits."""
        if not can_render():
            return False
        with self._one:
            reading_id = self._next()
            if reading_id is None:
                return False
            self._print(reading_id)
            self._settled.add(reading_id)
            return True

    def _next(self) -> int | None:
        with self._database.reading_session() as session:
            read = session.execute(
                select(Reading.id, Piece.sha256)
                .join(Piece, Piece.id == Reading.piece_id)
                .where(
                    Reading.text.is_not(None),
                    Piece.replaced_at.is_(None),
                    Piece.media_type != "application/pdf",
                    Piece.media_type.not_like("image/%"),
                )
                .order_by(Reading.id.desc())
            ).all()
        for reading_id, sha256 in read:
            if reading_id not in self._settled:
                if not is_print_tried(self._folder, sha256):
                    return int(reading_id)
                self._settled.add(reading_id)
        return None

    def _print(self, reading_id: int) -> None:
        with self._database.reading_session() as session:
            reading = session.get(Reading, reading_id, options=[undefer(Reading.text)])
            piece = session.get(Piece, reading.piece_id) if reading else None
            if reading is None or piece is None or reading.text is None:
                return  # erased meanwhile
            sha256, file_name, kept = piece.sha256, piece.file_name, reading.text
        try:
            content = self._vault.read(sha256)
        except FileNotFoundError:
            return  # the check of the vault says so to the operator
        if is_office_text(content):
            print_office_file(content, sha256=sha256, file_name=file_name, read=from_bytes(kept), folder=self._folder)
        else:
            keep_printed(None, sha256=sha256, folder=self._folder)
