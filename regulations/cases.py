"""A single case to reckon: a rule of a preset and what set it off, as anybody can write it down."""

import re
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulations.json_input import BadInput, JsonObject, read_day, shown
from regulations.loading import load_preset, preset_names
from regulations.periods import Period
from regulations.reckoning import Trigger, Unreckonable, due_at
from regulations.schema import DeadlineRule
from vietnamese.working_days import WorkingDays

# The years in which Vietnam has one clock of seven hours and the lunar calendar is known.
FIRST_YEAR, LAST_YEAR = 1976, 2099

# The input that each trigger is told by.
INPUTS = {
    "event_ended": "ends_at",
    "document_stamped": "stamped_at",
    "document_signed": "signed_at",
    "week_signed": "signed_at",
    "plan_approved": "approved_on",
    "research_approved": "approved_on",
    "research_accepted": "accepted_on",
    "statistics_decided": "disclosure_decided_on",
    "conference_held": "held_on",
    "month_ended": "period",
    "quarter_ended": "period",
    "halfyear_ended": "period",
}
# A document has one moment of issue: who knows only the other one may give that.
_STANDS_IN = {"stamped_at": "signed_at", "signed_at": "stamped_at"}
_PERIOD = gettext_lazy("viết kỳ như 2026-11, 2026-Q4 hoặc 2026-H1")
_TIME = gettext_lazy("viết ngày như 2026-11-20, ngày giờ như 2026-11-20T11:59 hoặc 2026-11-20T11:59+07:00")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]{1,9})?)?"
    r"\s?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)


def due_of(case: Any, calendar: WorkingDays) -> datetime:
    """The first instant too late of {"rule": …, "regulation": …, "input": {…}}, in Asia/Ho_Chi_Minh.

    Rules that a regulation keeps switched off are reckoned too. Inputs that the rule has no use for are not
    read. BadInput for a case that is incomplete, unknown or not plain.
    """
    if not isinstance(case, JsonObject):
        raise BadInput(_("Mỗi trường hợp phải là một đối tượng JSON có rule, regulation và input."))
    given = case.get("input")
    if not isinstance(given, JsonObject):
        raise BadInput(_('input phải là một đối tượng JSON, ví dụ {"ends_at": "2026-11-20T17:00"}.'))
    for part in (case, given):
        if part.twice:
            raise BadInput(_("Khóa “%(name)s” ghi hai lần.") % {"name": shown(part.twice)})
    rule = _rule(_text(case, "rule"), _text(case, "regulation"))
    name, value = _chosen(rule, given)
    try:
        return due_at(rule, _read(name, value), calendar)
    except Unreckonable as error:
        raise BadInput(str(error)) from None


def _text(case: JsonObject, name: str) -> str:
    value = case.get(name)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(_("Thiếu %(name)s.") % {"name": name})
    return value.strip()


def _rule(key: str, code: str) -> DeadlineRule:
    if code not in preset_names():
        words = {"code": shown(code), "codes": ", ".join(preset_names())}
        raise BadInput(_("Không có quy chế “%(code)s”. Các quy chế: %(codes)s.") % words)
    preset = load_preset(code)
    rules = [rule for rule in preset.deadlines if set(rule.triggers) <= INPUTS.keys()]
    found = next((rule for rule in rules if rule.key == key), None)
    if found is None:
        words = {"key": shown(key), "keys": ", ".join(rule.key for rule in rules)}
        raise BadInput(_("Quy chế này không có quy tắc “%(key)s”. Các quy tắc: %(keys)s.") % words)
    return found


def _chosen(rule: DeadlineRule, given: JsonObject) -> tuple[str, Any]:
    """The one input that the rule is reckoned from, with its value."""
    wanted = list(dict.fromkeys(INPUTS[trigger] for trigger in rule.triggers))
    names = [name for name in wanted if given.get(name) is not None]
    if len(names) > 1:
        message = _("Mỗi mốc %(names)s có thời hạn riêng; hãy ghi mỗi mốc thành một trường hợp.")
        raise BadInput(message % {"names": ", ".join(names)})
    others = [_STANDS_IN[name] for name in wanted if name in _STANDS_IN]
    names = names or [name for name in others if given.get(name) is not None]
    if not names:
        words = {"key": rule.key, "names": _(" hoặc ").join([*wanted, *others])}
        raise BadInput(_("Quy tắc %(key)s cần %(names)s trong input.") % words)
    return names[0], given[names[0]]


def _read(name: str, value: Any) -> Trigger:
    trigger = _parsed(name, value)
    if not FIRST_YEAR <= trigger.year <= LAST_YEAR:
        words = {"name": name, "first": FIRST_YEAR, "last": LAST_YEAR}
        raise BadInput(_("%(name)s: chỉ tính được từ năm %(first)s đến năm %(last)s.") % words)
    return trigger


def _parsed(name: str, value: Any) -> Trigger:
    text = value.strip() if isinstance(value, str) else ""
    try:
        if name == "period":
            return Period.parse(text)
        return read_day(text) if _DAY.fullmatch(text) else _moment(text)
    except ValueError:
        wanted = _PERIOD if name == "period" else _TIME
        words = {"name": name, "value": shown(value), "wanted": wanted}
        raise BadInput(_("%(name)s: “%(value)s” không đọc được; %(wanted)s.") % words) from None


def _moment(text: str) -> datetime:
    if not _MOMENT.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text.replace(",", ".").replace(" ", "T", 1).replace(" ", ""))
