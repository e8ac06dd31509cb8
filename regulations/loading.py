"""From the text of a regulation file to a checked Preset, with every error at its file, key and line.

A file may say `extends = "standard"`: what it says then stands in place of the entry of the same name there.
Lists are replaced whole; of the tables ([deadlines], [uploads], …) each entry is replaced by itself.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from regulations.errors import Fault, Key, RegulationError, written
from regulations.positions import positions
from regulations.reading import read_preset
from regulations.schema import Preset
from regulations.tables import Table

PRESETS = Path(__file__).resolve().parent / "presets"
_SYNTAX_PLACE = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
_TWICE = ("Cannot overwrite", "Cannot declare", "Duplicate", "Cannot redefine")
_NAME_AT_START = re.compile(r"\s*\[*\s*([A-Za-z0-9_.\"'-]+)")

__all__ = ["RegulationError", "base_text", "file_name", "load_preset", "parse", "preset_names", "read_source"]


def preset_names() -> tuple[str, ...]:
    """The names of the presets that come with the portal, sorted."""
    return tuple(sorted(path.stem for path in PRESETS.glob("*.toml")))


def read_source(name: str) -> str:
    """The text of a preset, or of a school's own file when `name` ends in .toml.

    RegulationError when there is none or it is not UTF-8.
    """
    path = Path(name) if name.endswith(".toml") else PRESETS / f"{name}.toml"
    if not name.endswith(".toml") and name not in preset_names():
        message = _("không có quy chế này. Các quy chế có sẵn: %(names)s.")
        raise RegulationError(name, "", 0, message % {"names": ", ".join(preset_names())})
    try:
        content = path.read_bytes()
    except OSError:
        raise RegulationError(path.name, "", 0, _("không mở được tệp.")) from None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RegulationError(path.name, "", line, _("tệp không phải chữ Unicode UTF-8.")) from None


@lru_cache
def load_preset(name: str) -> Preset:
    """The preset of that name that comes with the portal; RegulationError when there is none."""
    return parse(read_source(name), file_name(name))


def base_text(text: str, source: str) -> str:
    """The text of the regulation that `text` extends, "" when it extends none; RegulationError as `parse`."""
    name = _extended(_tables(text, source), text, source)
    return read_source(name) if name else ""


def parse(text: str, source: str, base: str | None = None) -> Preset:
    """The regulation written in `text`; `source` is the file name for messages.

    `base` is the text of the regulation it extends as it was at the time; None takes the one that comes with
    the portal. Raises RegulationError with source, key, line and a Vietnamese message.
    """
    own = _tables(text, source)
    extended = _extended(own, text, source)
    if not extended:
        return _read(own, [(source, text)])
    base_source = file_name(extended)
    base = read_source(extended) if base is None else base
    inherited = _tables(base, base_source)
    if "extends" in inherited:
        line = positions(base).get(("extends",), 1)
        raise RegulationError(base_source, "extends", line, _("quy chế gốc không được kế thừa tiếp."))
    return _read(_merged(inherited, own), [(source, text), (base_source, base)])


def file_name(name: str) -> str:
    """The name of the file that `read_source(name)` reads, for messages: without its directories."""
    return Path(name).name if name.endswith(".toml") else f"{name}.toml"


def _tables(text: str, source: str) -> dict[str, Any]:
    try:
        # One way of writing a Vietnamese letter in the database, whatever keyboard wrote the file.
        return tomllib.loads(unicodedata.normalize("NFC", text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(text, source, str(error)) from None
    except RecursionError:
        raise RegulationError(source, "", 1, _("các dấu ngoặc lồng nhau quá sâu.")) from None


def _syntax_error(text: str, source: str, problem: str) -> RegulationError:
    lines = text.split("\n")
    found = _SYNTAX_PLACE.search(problem)
    line = int(found[1]) if found and found[1] else len(lines)
    name = _NAME_AT_START.match(lines[line - 1]) if line <= len(lines) else None
    key = name[1] if name else ""
    if problem.startswith(_TWICE):
        return RegulationError(source, key, line, _("khóa này đã khai báo ở trên."))
    detail = _SYNTAX_PLACE.sub("", problem).strip()
    message = _("sai cách viết TOML (%(detail)s). Kiểm tra dấu ngoặc kép, dấu phẩy và dấu bằng.")
    return RegulationError(source, key, line, message % {"detail": detail})


def _extended(tables: dict[str, Any], text: str, source: str) -> str:
    name = tables.get("extends", "")
    if name == "" or name in preset_names():
        return str(name)
    line = positions(text).get(("extends",), 1)
    message = _("không có quy chế gốc này. Các quy chế có sẵn: %(names)s.")
    raise RegulationError(source, "extends", line, message % {"names": ", ".join(preset_names())})


def _merged(base: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """`own` over `base`: a list or value as a whole, a table entry by entry."""
    merged = dict(base)
    for name, value in own.items():
        inherited = base.get(name)
        if isinstance(value, dict) and isinstance(inherited, dict):
            merged[name] = {**inherited, **value}
        else:
            merged[name] = value
    return merged


def _read(tables: dict[str, Any], texts: list[tuple[str, str]]) -> Preset:
    tables.pop("extends", None)
    try:
        return read_preset(Table(tables))
    except Fault as fault:
        source, line = _place(fault.key, texts)
        raise RegulationError(source, written(fault.key), line, fault.message) from None


def _place(key: Key, texts: list[tuple[str, str]]) -> tuple[str, int]:
    """Where the key, or what should hold it, stands: in the school's own text before the one it extends."""
    places: dict[Key, tuple[str, int]] = {}
    for source, text in texts:
        # An entry that the own text replaces has nothing left of the base: see _merged.
        found = positions(text).items()
        places |= {name: (source, line) for name, line in found if name[:2] not in places}
    for length in range(len(key), 0, -1):
        if key[:length] in places:
            return places[key[:length]]
    return texts[0][0], 1
