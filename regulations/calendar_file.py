"""A calendar given as a file in place of the school's table, so that anybody can reckon a case again."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from regulations.json_input import BadInput, JsonObject, read_day, read_json, shown
from vietnamese.working_days import WorkingDays

_DAYS = ("holidays", "working_saturdays")
_SATURDAYS = "saturdays"


def read_calendar(content: bytes, saturdays: bool) -> WorkingDays:
    """{"holidays": […], "working_saturdays": […]}, days written as 2026-11-24; either list may be missing.

    Nothing else is a day off or a make-up day. `saturdays` is the school's switch; the file may set another
    by "saturdays": true. BadInput for anything else and for a day that stands in both lists.
    """
    data = read_json(content)
    if not isinstance(data, JsonObject) or not data:
        raise BadInput(_("Lịch phải là một đối tượng JSON có holidays và working_saturdays."))
    _refuse_keys(data)
    off, worked = (_days(data, name) for name in _DAYS)
    if both := off & worked:
        message = _("Ngày %(day)s vừa là ngày nghỉ vừa là ngày làm việc.")
        raise BadInput(message % {"day": min(both).isoformat()})
    every_saturday = data.get(_SATURDAYS, saturdays)
    if not isinstance(every_saturday, bool):
        raise BadInput(_("saturdays phải là true hoặc false."))
    return WorkingDays(off, worked, every_saturday)


def _refuse_keys(data: JsonObject) -> None:
    if data.twice:
        raise BadInput(_("Khóa “%(name)s” ghi hai lần.") % {"name": shown(data.twice)})
    for name in data.keys() - {*_DAYS, _SATURDAYS}:
        raise BadInput(_("Lịch không có khóa “%(name)s”.") % {"name": shown(name)})


def _days(data: JsonObject, name: str) -> frozenset[date]:
    values = data.get(name, [])
    if not isinstance(values, list):
        raise BadInput(_("%(name)s phải là một danh sách ngày.") % {"name": name})
    return frozenset(_day(value, name) for value in values)


def _day(value: Any, name: str) -> date:
    try:
        return read_day(value)
    except (TypeError, ValueError):
        message = _("%(name)s: “%(value)s” không phải một ngày có thật, viết như 2026-11-24.")
        raise BadInput(message % {"name": name, "value": shown(value)}) from None
