"""`check-notice FILE`: is this file a notice?"""

from __future__ import annotations

import sys
from pathlib import Path

from app.clock import in_casablanca
from app.posting.read_notice import NoticeFaulty, read_notice


def run(path: Path) -> int:
    """0 with one line of what the notice asks; 2 with a line per fault on stderr."""
    try:
        notice = read_notice(path)
    except OSError as error:
        print(f"{path}: {error.strerror}", file=sys.stderr)
        return 2
    except NoticeFaulty as refused:
        for fault in refused.faults:
            print(f"{path}: {fault}", file=sys.stderr)
        return 2
    required = sum(criterion.required for criterion in notice.criteria)
    points = sum(criterion.max_points for criterion in notice.criteria)
    print(
        f"{notice.id}, version {notice.version}: closes {in_casablanca(notice.closes_at):%Y-%m-%d %H:%M} in Casablanca "
        f"({notice.closes_at:%Y-%m-%dT%H:%M:%SZ}); {len(notice.criteria)} criteria, {required} of them required, "
        f"{points:g} points; sha256 {notice.sha256}"
    )
    return 0
