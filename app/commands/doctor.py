"""`doctor`: what this machine has, and what it lacks, one line each."""

from __future__ import annotations

from app.settings import Settings
from app.upkeep.doctor import examine


def run(settings: Settings) -> int:
    """0 when everything is there, 1 when something optional is missing, 2 when the service cannot run."""
    findings = examine(settings)
    for finding in findings:
        print(f"{finding.mark}  {finding.what}: {finding.said}")
    return max(finding.status for finding in findings)
