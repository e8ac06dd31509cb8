"""The house rules that a reader would otherwise have to remember (docs/en, architecture section 2)."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = (
    *("portal", "community", "exams", "content", "documents"),
    *("editorial", "regulations", "people", "operations", "vietnamese"),
)
LONGEST_FILE = 400
LONGEST_TEST = 300
SIGNALS = re.compile(
    r"\b(post_save|pre_save|post_delete|pre_delete|m2m_changed|RealtimeSignalProcessor)\b|@receiver\b"
)
NAMELESS = {"utils", "helpers", "common", "core", "services", "misc"}

SOURCES = sorted(
    path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _where(path: Path, node: ast.AST | None = None) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def _nodes(kind: type | tuple[type, ...], paths: list[Path] = SOURCES) -> Iterator[tuple[Path, ast.AST]]:
    return ((path, node) for path in paths for node in ast.walk(_tree(path)) if isinstance(node, kind))


def test_rooms_import_downwards_only() -> None:
    command = (Path(sys.executable).parent / "lint-imports", "--no-cache")
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_every_room_has_its_place_in_the_layers() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages == set(ROOMS)


@pytest.mark.parametrize(("paths", "limit"), [(SOURCES, LONGEST_FILE), (TESTS, LONGEST_TEST)])
def test_files_are_short(paths: list[Path], limit: int) -> None:
    lengths = {_where(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}
    assert {name: length for name, length in lengths.items() if length > limit} == {}


def test_modules_are_named_for_what_they_do() -> None:
    assert [_where(path) for path in SOURCES if path.stem in NAMELESS or path.parent.name in NAMELESS] == []


def test_nothing_happens_behind_a_save() -> None:
    assert [_where(path) for path in SOURCES if SIGNALS.search(path.read_text(encoding="utf-8"))] == []


def _names(handler: ast.ExceptHandler) -> set[str]:
    if handler.type is None:
        return {"everything"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """It only clears up: its last word is a bare `raise`."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_only_the_outbox_catches_every_exception() -> None:
    broad = {"everything", "Exception", "BaseException"}
    handlers = [(path, node) for path, node in _nodes(ast.ExceptHandler) if _names(node) & broad]
    caught = [(path, node) for path, node in handlers if not _passes_on(node)]
    assert [_where(path, node) for path, node in caught if path != ROOT / "editorial/outbox.py"] == []
    assert len(caught) <= 1


def test_imports_stand_at_the_top() -> None:
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    found = [
        _where(path, inner)
        for path, function in _nodes(functions)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def _writes_state(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Attribute) and call.func.attr == "update"
    return named and any(keyword.arg == "state" for keyword in call.keywords)


def test_only_the_workflow_writes_the_state_of_an_edition() -> None:
    writers = {_where(path).split(":")[0] for path, node in _nodes(ast.Call) if _writes_state(node)}
    assert writers <= {"editorial/workflow.py"}
    assigned = [
        _where(path, node)
        for path, node in _nodes((ast.Assign, ast.AugAssign))
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Attribute) and target.attr == "state"
    ]
    assert assigned == []


def test_nothing_is_silenced_or_left_for_later() -> None:
    # Written apart, so that this file does not find itself.
    marks = re.compile("|".join(["# no" + "qa", "# type: " + "ignore", "TO" + "DO", "FIX" + "ME"]))
    assert [
        _where(path) for path in [*SOURCES, *TESTS] if marks.search(path.read_text(encoding="utf-8"))
    ] == []


def test_models_know_no_page() -> None:
    pages = {"views", "forms", "tasks", "admin", "urls"}
    models = [path for path in SOURCES if path.stem == "models" or path.parent.name == "models"]
    found = [
        _where(path, node)
        for path, node in _nodes(ast.ImportFrom, models)
        if (node.module or "").split(".")[0] in ROOMS and (node.module or "").split(".")[-1] in pages
    ]
    assert found == []
