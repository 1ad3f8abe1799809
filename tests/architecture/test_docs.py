"""What the documents promise is there."""

import re

import pytest

from app.__main__ import cli
from app.settings import PREFIX, Settings
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text()
DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "SECURITY.md",
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted((ROOT / "benchmarks").rglob("README.md")),
]


def command_names() -> list[str]:
    return sorted(
        command.name or command.callback.__name__.replace("_", "-")
        for command in cli.registered_commands
        if command.callback
    )


def test_every_command_of_the_service_is_in_the_readme():
    assert [name for name in command_names() if name != "health" and f"./run {name}" not in README] == []


def test_the_readme_names_no_command_that_is_not_there():
    own = {"test", "check", "lock"}
    named = set(re.findall(r"`?\./run ([a-z][a-z-]+)", README))
    assert named - own - set(command_names()) == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_between_documents_leads_somewhere(document):
    targets = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", document.read_text())
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_every_setting_that_documents_name_exists():
    named = {name for path in DOCUMENTS for name in re.findall(rf"\b{PREFIX}[A-Z_]+\b", path.read_text())}
    assert named - {PREFIX + name.upper() for name in Settings.model_fields} == set()


def test_every_room_is_in_the_readmes_tree():
    rooms = {path.name for path in (ROOT / "app").iterdir() if (path / "__init__.py").exists()} - {"upkeep"}
    assert {room for room in rooms if f"{room}/" not in README} == set()


def test_what_the_container_copies_is_there():
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert [name for line in copied for name in line.split() if not (ROOT / name).exists()] == []


def test_the_container_and_the_setup_read_the_same_package_list():
    assert "packages.apt" in (ROOT / "Dockerfile").read_text()
    assert "packages.apt" in (ROOT / "setup").read_text()
