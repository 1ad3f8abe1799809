"""Local sockets that killed programs left behind: taken away when nobody answers on them."""

from __future__ import annotations

import contextlib
import socket
import stat
from pathlib import Path

PLACE = Path("/tmp")  # noqa: S108 - where an office suite puts its sockets, whatever TMPDIR says


def take_away(pattern: str) -> None:
    """Remove the sockets in `PLACE` whose names match `pattern` and that nobody listens to. One in use stays."""
    for path in PLACE.glob(pattern):
        with contextlib.suppress(OSError):
            if stat.S_ISSOCK(path.lstat().st_mode) and _is_dead(path):
                path.unlink()


def _is_dead(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as caller:
        caller.settimeout(0.5)
        try:
            caller.connect(str(path))
        except ConnectionRefusedError:
            return True
    return False
