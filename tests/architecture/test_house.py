"""What import contracts cannot see: names, lengths, the clock, foreign keys, settings, locks."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

from app.db.base import Table
from app.settings import PREFIX, Settings
from app.tables import ALL_ROOMS
from tests.conftest import ROOT

MODULES = sorted((ROOT / "app").rglob("*.py"))
ROOMS_IN_ORDER = ["journal", "staff", "posting", "intake", "reading", "screening", "review", "mailing"]
LONGEST_FILE_LINES = 400


def tracked_files() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def test_no_lock_file_names_an_address():
    locks = sorted(ROOT.glob("requirements*.txt"))
    assert [lock.name for lock in locks] == ["requirements-dev.txt", "requirements-tools.txt", "requirements.txt"]
    told = [
        line
        for lock in locks
        for line in lock.read_text().splitlines()
        if re.search(r"://|file:|--(extra-)?index-url|--find-links", line)
    ]
    assert told == []


def test_every_dependency_is_locked_with_its_hash():
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / "requirements.txt").read_text(), re.MULTILINE))
    named = re.findall(
        r'^    "([A-Za-z0-9._-]+)',
        (ROOT / "pyproject.toml").read_text().split("dependencies = [")[1].split("]\n")[0],
        re.MULTILINE,
    )
    assert len(named) > 20
    assert {re.sub("[._]", "-", name.lower()) for name in named} - locked == set()


def test_example_environment_names_every_setting_and_no_other():
    named = re.findall(rf"^({PREFIX}\w+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


def test_example_environment_shows_the_defaults():
    shown = dict(re.findall(rf"^{PREFIX}(\w+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    for name, field in Settings.model_fields.items():
        default = field.default
        written = (
            ""
            if default is None
            else str(default.get_secret_value() if hasattr(default, "get_secret_value") else default)
        )
        assert shown[name.upper()].lower() == written.lower(), name


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_read_in_one_sitting(path):
    assert len(path.read_text().splitlines()) <= LONGEST_FILE_LINES


def test_no_module_has_a_drawers_name():
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "services", "service", "manager", "managers"}
    assert [path for path in MODULES if set(path.relative_to(ROOT).with_suffix("").parts) & drawers] == []


def calls_in(path: Path) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)}


def test_only_the_clock_reads_the_clock():
    readers = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "datetime.datetime.now"}
    told = {str(path.relative_to(ROOT)): calls_in(path) & readers for path in MODULES}
    assert {path: calls for path, calls in told.items() if calls} == {"app/clock.py": {"datetime.now"}}


def test_nothing_is_unpickled_or_evaluated():
    dangerous = {"eval", "exec", "pickle.load", "pickle.loads", "yaml.load", "marshal.loads", "os.system"}
    assert {str(path): calls_in(path) & dangerous for path in MODULES if calls_in(path) & dangerous} == {}


def test_no_error_is_swallowed_in_silence():
    swallowed = []
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
            ):
                only = node.body[0]
                if len(node.body) == 1 and isinstance(only, ast.Pass | ast.Continue):
                    swallowed.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert swallowed == []


def test_foreign_keys_point_to_the_same_or_an_earlier_room():
    room_of = {}
    for module in ALL_ROOMS:
        for value in vars(module).values():
            if (
                isinstance(value, type)
                and issubclass(value, Table)
                and value is not Table
                and value.__module__ == module.__name__
            ):
                room_of[value.__tablename__] = module.__name__.split(".")[1]
    assert set(room_of) == set(Table.metadata.tables)
    backwards = [
        f"{table.name} -> {key.column.table.name}"
        for table in Table.metadata.tables.values()
        for key in table.foreign_keys
        if ROOMS_IN_ORDER.index(room_of[key.column.table.name]) > ROOMS_IN_ORDER.index(room_of[table.name])
    ]
    assert backwards == []


def test_constraint_names_fit_postgresql():
    names = [constraint.name for table in Table.metadata.tables.values() for constraint in table.constraints]
    assert [name for name in names if name and len(name) > 63] == []


def test_nothing_in_the_project_names_a_machine():
    # Paths of somebody's machine and addresses of package indexes tell nothing to a newcomer and age badly.
    telling = re.compile(r"(^|[\s'\"(=])/(home|root|mnt|Users)/|--(extra-)?index-url")
    told = []
    for path in tracked_files():
        if (
            path.suffix in {".py", ".md", ".toml", ".html", ".txt", ".yaml", ".po", ".css", ".apt", ".ini", ""}
            and "benchmarks" not in path.parts
        ):
            for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
                if telling.search(line) and path.name != "test_house.py":
                    told.append(f"{path.relative_to(ROOT)}:{number}")
    assert told == []
