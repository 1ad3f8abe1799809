"""What a file must be to enter: not empty, not too long, of a kind we know by its content. And a name safe to show."""

from __future__ import annotations

MAX_FILE_BYTES = 10 * 1024 * 1024
