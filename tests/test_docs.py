"""Documents that say what the code says, in both directions."""

import ast
import re
from pathlib import Path

from django.core.management import get_commands

from portal import checks
from portal.demo.school import account_table
from tests import guide_pictures
from tests.test_architecture import ROOMS, ROOT, SOURCES

READERS = {"text", "secret", "flag", "integer", "words", "directory", "database"}
SETTINGS = ROOT / "docs/en/settings.md"
COMMANDS = ROOT / "docs/en/commands.md"
# Read by the Makefile's programs and the tests, not by the portal.
OUTSIDE = ("Makefile", ".ci/run", "tests/passes.py", "tests/policy.py", "tests/conftest.py")


def _first_cells(path: Path) -> set[str]:
    return set(re.findall(r"^\| `(\w+)` \|", path.read_text(encoding="utf-8"), re.MULTILINE))


def _read_from(path: Path) -> set[str]:
    """Names of the variables that a module asks portal.env for."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        called, room = node.func.attr, getattr(node.func.value, "id", "")
        if room == "env" and called in READERS and isinstance(node.args[0], ast.Constant):
            name = str(node.args[0].value)
            names |= {name, f"{name}_FILE"} if called == "secret" else {name}
    return names


def test_every_setting_is_documented() -> None:
    read = set().union(*(_read_from(path) for path in SOURCES))
    assert "SECRET_KEY_FILE" in read
    assert read - _first_cells(SETTINGS) == set()


def test_no_documented_setting_is_invented() -> None:
    read = set().union(*(_read_from(path) for path in SOURCES))
    outside = "\n".join((ROOT / name).read_text(encoding="utf-8") for name in OUTSIDE)
    assert {name for name in _first_cells(SETTINGS) - read if not re.search(rf"\b{name}\b", outside)} == set()


def test_no_environment_variable_is_read_past_the_typed_readers() -> None:
    readers = {ROOT / "portal/env.py", ROOT / "operations/probe.py"}
    direct = re.compile(r"environ(\.get\(|\[)|getenv\(")
    found = {path for path in SOURCES if direct.search(path.read_text(encoding="utf-8"))}
    # The supervisor hands its own environment on, with the one variable it adds to.
    assert found - readers == {ROOT / "operations/management/commands/serve.py"}


def test_every_command_of_the_portal_is_documented_and_no_other() -> None:
    own = {name for name, room in get_commands().items() if room in ROOMS}
    assert _first_cells(COMMANDS) == own


def test_every_check_has_a_line_in_the_settings() -> None:
    given = set(re.findall(r'id="(portal\.[EW]\d{3})"', Path(checks.__file__).read_text(encoding="utf-8")))
    documented = set(
        re.findall(r"^\| (portal\.[EW]\d{3}) \|", SETTINGS.read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert given == documented


def test_the_readme_lists_the_demonstration_accounts() -> None:
    rows = re.findall(r"^\| (`.+?) \|", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    listed = set(re.findall(r"`(\w+)`", " ".join(rows)))
    assert listed == {username for username, _name, _roles in account_table()}


def test_links_between_documents_lead_somewhere() -> None:
    broken = [
        f"{path.relative_to(ROOT)}: {target}"
        for path in [ROOT / "README.md", *ROOT.glob("docs/**/*.md")]
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []


def test_the_guides_show_the_pictures_there_are_and_each_has_its_scene() -> None:
    guides = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "docs/vi").glob("*.md"))
    shown = set(re.findall(r"!\[[^\]]+\]\(hinh/([\w-]+)\.webp\)", guides))
    kept = {path.stem: path.stat().st_size for path in guide_pictures.PICTURES.iterdir()}
    assert shown == {scene.name for scene in guide_pictures.SCENES} == set(kept)
    assert [name for name, size in kept.items() if not 5_000 < size <= guide_pictures.LARGEST] == []
