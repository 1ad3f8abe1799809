"""`./run check`: everything that can be said about the code without running the service. One line per check."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent

CHECKS: list[tuple[str, list[str]]] = [
    ("lint", [str(BIN / "ruff"), "check", "-q", "."]),
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
    ("types", [str(BIN / "mypy")]),
    ("import order", [str(BIN / "lint-imports"), "--no-cache"]),
    ("dependencies", [str(BIN / "deptry"), "app"]),
    ("notices", [sys.executable, "-m", "app", "check-notice", "app/posting/notices/omp_charge_de_projet.toml"]),
    ("locks, catalogues, templates, tables", [sys.executable, "-m", "pytest", "tests/architecture", "-q"]),
]


def main() -> int:
    failed = []
    for name, command in CHECKS:
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        print(
            f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name} ({time.monotonic() - started:.1f} s)", flush=True
        )
        if done.returncode:
            failed.append(name)
            print((done.stdout + done.stderr).strip()[-6000:], flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
