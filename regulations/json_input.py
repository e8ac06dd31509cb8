"""JSON from outside: whatever is wrong with it is said in Vietnamese and never a traceback."""

import json
from collections import Counter
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

MOST_BYTES = 10_000_000
_SHOWN = 60


class BadInput(ValueError):
    """What is wrong, in Vietnamese; fit for a user."""


class JsonObject(dict[str, Any]):
    """An object as read; `twice` is a key that was written twice, "" when none was."""

    twice = ""


def read_json(content: bytes) -> Any:
    """The value written in UTF-8; BadInput for another encoding, more than MOST_BYTES and what is no JSON."""
    if len(content) > MOST_BYTES:
        raise BadInput(_("Dữ liệu quá dài (hơn %(size)s MB).") % {"size": MOST_BYTES // 1_000_000})
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(_("Dữ liệu không phải UTF-8 (byte thứ %(n)s).") % {"n": error.start}) from None
    try:
        return json.loads(text, object_pairs_hook=_object)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        message = _("Dữ liệu không phải JSON: sai ở dòng %(line)s, cột %(column)s.")
        raise BadInput(message % place) from None
    except RecursionError:
        raise BadInput(_("Dữ liệu không phải JSON hợp lệ: lồng nhau quá sâu.")) from None
    except ValueError:  # a number of more digits than Python reads
        raise BadInput(_("Dữ liệu có một con số quá dài.")) from None


def read_day(text: str) -> date:
    """The day written year-month-day; ValueError for another text and other forms of ISO 8601."""
    day = date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(text)
    return day


def shown(value: Any) -> str:
    """A value for a message: short, and writable whatever stood in it."""
    if isinstance(value, list | dict):
        return "…"
    text = value if isinstance(value, str) else json.dumps(value)
    text = text.encode("utf-8", "replace").decode()
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _object(pairs: list[tuple[str, Any]]) -> JsonObject:
    found = JsonObject(pairs)
    if len(found) < len(pairs):
        counts = Counter(name for name, _value in pairs)
        found.twice = counts.most_common(1)[0][0]
    return found
