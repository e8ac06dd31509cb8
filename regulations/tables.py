"""Reading one TOML table strictly: the right type, nothing missing, nothing unknown, nothing empty."""

import re
from collections.abc import Collection
from datetime import date, datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from regulations.errors import Fault, Key
from regulations.schema import TIME_ZONE

MAX_TEXT = 300
Value = TypeVar("Value")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Table:
    """A table at `key`; every getter notes the name it asked for, `done` refuses the names not asked for."""

    def __init__(self, data: dict[str, Any], key: Key = ()) -> None:
        self.data = data
        self.key = key
        self._asked: set[str] = set()

    def fault(self, name: str, message: str) -> Fault:
        return Fault((*self.key, name), message)

    def allow(self, *names: str) -> None:
        """Names that may stand here, whether they do or not."""
        self._asked.update(names)

    def done(self) -> None:
        """Fault at the first key that does not belong here."""
        for name in self.data:
            if name not in self._asked:
                known = ", ".join(sorted(self._asked))
                message = _("không có khóa này trong quy chế. Các khóa dùng được ở đây: %(known)s.")
                raise self.fault(name, message % {"known": known})

    def text(self, name: str, default: str | None = None, *, max_length: int = MAX_TEXT) -> str:
        """A text without line ends at its edges; empty only where a default makes the key optional."""
        value = self._get(name, str, _("một đoạn chữ trong ngoặc kép"), default).strip()
        if not value and default is None:
            raise self.fault(name, _("không được để trống."))
        if len(value) > max_length:
            raise self.fault(name, _("dài quá %(limit)s ký tự.") % {"limit": max_length})
        if any(not (letter.isprintable() or letter in "\n\t") for letter in value):
            raise self.fault(name, _("có ký tự điều khiển không in được."))
        return value

    def code(self, name: str) -> str:
        value = self.text(name, max_length=40)
        if not _CODE.fullmatch(self.data[name]):
            raise self.fault(
                name, _("chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới, bắt đầu bằng chữ.")
            )
        return value

    def slug(self, name: str) -> str:
        value = self.text(name, max_length=80)
        if not _SLUG.fullmatch(self.data[name]):
            raise self.fault(name, _("chỉ gồm chữ thường không dấu, chữ số và dấu gạch nối."))
        return value

    def choice(self, name: str, choices: Collection[str], default: str | None = None) -> str:
        value = self.text(name, default)
        if value and value not in choices:
            message = _("“%(value)s” không dùng được. Chọn một trong: %(choices)s.")
            raise self.fault(name, message % {"value": value, "choices": ", ".join(choices)})
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        return self._get(name, bool, _("true hoặc false"), default)

    def number(self, name: str, default: int | None = None, *, least: int = 0, most: int) -> int:
        value = self._get(name, int, _("một số nguyên"), default)
        if not least <= value <= most:
            raise self.fault(name, _("phải từ %(least)s đến %(most)s.") % {"least": least, "most": most})
        return value

    def day(self, name: str) -> date:
        value = self._get(name, date, _("một ngày có thật, viết năm-tháng-ngày, ví dụ 2023-10-03"), None)
        if isinstance(value, datetime):
            raise self.fault(name, _("chỉ ghi ngày, không ghi giờ."))
        return value

    def moment(self, name: str) -> datetime:
        """A point in time written without zone, read as Asia/Ho_Chi_Minh."""
        value = self._get(name, datetime, _("ngày và giờ, ví dụ 2016-10-07T11:00:00"), None)
        return value if value.tzinfo else value.replace(tzinfo=TIME_ZONE)

    def words(self, name: str, choices: Collection[str] | None = None) -> tuple[str, ...]:
        """A list of texts: at least one, none empty, none twice, each one of `choices` when given."""
        values = self._list(name)
        for index, value in enumerate(values):
            key = (*self.key, name, index)
            if not isinstance(value, str) or not value.strip():
                raise Fault(key, _("phải là một đoạn chữ trong ngoặc kép, không để trống."))
            if choices is not None and value not in choices:
                message = _("“%(value)s” không dùng được. Chọn trong: %(choices)s.")
                raise Fault(key, message % {"value": value, "choices": ", ".join(choices)})
            if value in values[:index]:
                raise Fault(key, _("“%(value)s” ghi hai lần.") % {"value": value})
        return tuple(values)

    def table(self, name: str, *, optional: bool = False) -> "Table":
        wanted = _("một bảng [%(name)s]") % {"name": name}
        return Table(self._get(name, dict, wanted, {} if optional else None), (*self.key, name))

    def tables(self, name: str, *, optional: bool = False) -> list["Table"]:
        """A list of tables, at least one; an optional list may be missing."""
        if optional and name not in self.data:
            return []
        found = []
        for index, value in enumerate(self._list(name)):
            key = (*self.key, name, index)
            if not isinstance(value, dict):
                raise Fault(key, _("phải là một bảng, ví dụ { code = …, label = … }."))
            found.append(Table(value, key))
        return found

    def _list(self, name: str) -> list[Any]:
        values: list[Any] = self._get(name, list, _("một danh sách [ … ]"), None)
        if not values:
            raise self.fault(name, _("danh sách không được để trống."))
        return values

    def _get(self, name: str, kind: type[Value], wanted: str, default: Value | None) -> Value:
        self._asked.add(name)
        if name not in self.data:
            if default is None:
                raise self.fault(name, _("thiếu khóa này: cần %(wanted)s.") % {"wanted": wanted})
            return default
        value = self.data[name]
        # In Python True is an int and a date-time is a date; in a regulation they are not.
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.fault(name, _("phải là %(wanted)s.") % {"wanted": wanted})
        return value


def refuse_twice(tables: list[Table], name: str, message: str) -> None:
    """Fault at the second table whose `name` an earlier one has; `message` names it by %(value)s."""
    seen = set()
    for table in tables:
        value = table.data.get(name)
        if value in seen:
            raise table.fault(name, message % {"value": value})
        seen.add(value)
