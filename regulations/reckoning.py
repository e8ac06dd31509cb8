"""When something is due: one deadline rule, what set it off, and the calendar of working days.

Semantics: requirements 7.2, which follow BLDS 2015 Điều 147–148 where the school regulations are silent.
Every day and hour is read in Asia/Ho_Chi_Minh; a date-time without zone is the clock on the wall there.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from regulations.periods import Period
from regulations.schema import TIME_ZONE, DeadlineRule
from vietnamese.working_days import WorkingDays

__all__ = ["Period", "Trigger", "Unreckonable", "due_at", "trigger_day"]

Trigger = date | datetime | Period
_WEEK = 7
_OUTSIDE = gettext_lazy("Ngày này nằm ngoài lịch (năm 1 đến 9999).")


class Unreckonable(ValueError):
    """A trigger that the rule cannot be reckoned from; the message is Vietnamese and fit for a user."""


def due_at(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    """The first instant that is too late, aware, in Asia/Ho_Chi_Minh (requirements 7.2 no. 1–7).

    `trigger` is the Period that ended for the rules about periods, otherwise a day or a moment. A day without
    an hour takes the stricter branch of a cutoff rule (7.2 no. 5). The rule's `enabled` is not asked: that is
    for whoever opens obligations. Unreckonable for a trigger of another kind or a day past the year 9999.
    """
    try:
        return _RECKONINGS[rule.unit](rule, trigger, calendar)
    except OverflowError:
        raise Unreckonable(_OUTSIDE) from None


def trigger_day(trigger: Trigger) -> date:
    """The day in Asia/Ho_Chi_Minh on which it happened, of a period its last; Unreckonable outside 1 to 9999.

    The regulation of this day decides (requirements 7.2 no. 8).
    """
    try:
        return trigger.ends_on if isinstance(trigger, Period) else _day(trigger)
    except OverflowError:
        raise Unreckonable(_OUTSIDE) from None


def _day(trigger: date | datetime) -> date:
    return _local(trigger).date() if isinstance(trigger, datetime) else trigger


def _calendar_days(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    return _end_of(_day(_moment(trigger)) + timedelta(days=rule.amount), rule, calendar)


def _working_days(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    return _midnight_after(calendar.add_working_days(_day(_moment(trigger)), rule.amount))


def _cutoff(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    moment = _moment(trigger)
    day = _day(moment)
    noon = time(rule.cutoff_hour or 0)
    # Exactly 12:00:00 is in neither branch of Điều 13 khoản 2; it belongs to the later one (7.2 no. 5).
    if not isinstance(moment, datetime) or _local(moment).time() < noon:
        return _end_of(day, rule, calendar)
    last = day + timedelta(days=rule.amount)
    if rule.roll_forward and not calendar.is_working_day(last):
        return _end_of(last, rule, calendar)
    return datetime.combine(last, noon, TIME_ZONE)


def _first_week(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    first = _period(rule, trigger).next_starts_on
    return _end_of(_FIRST_WEEKS[rule.first_week](first), rule, calendar)


def _period_days(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    first = _period(rule, trigger).next_starts_on
    return _end_of(first + timedelta(days=rule.amount - 1), rule, calendar)


def _monthly(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    """The end of the month that the trigger's day lies in (TS-II.2)."""
    return _end_of(Period.holding(_day(_moment(trigger)), "month").ends_on, rule, calendar)


def _yearly(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    """The first time that day of the year ends after the trigger's day has begun."""
    day = _day(_moment(trigger))
    month, number = (int(part) for part in rule.yearly_on.split("-"))
    last = date(day.year, month, number)
    if last < day:
        last = _in_year(last, day.year + 1)
    return _end_of(last, rule, calendar)


def _once(rule: DeadlineRule, trigger: Trigger, calendar: WorkingDays) -> datetime:
    """Too late from that moment on (Q8-6: due at 11:00, overdue at 11:00)."""
    if rule.at is None:
        raise Unreckonable(_("Quy tắc này không ghi thời điểm."))
    return _local(rule.at)


def _moment(trigger: Trigger) -> date | datetime:
    if isinstance(trigger, Period):
        raise Unreckonable(_("Quy tắc này tính từ một ngày, không tính từ một kỳ báo cáo."))
    return trigger


def _period(rule: DeadlineRule, trigger: Trigger) -> Period:
    if not isinstance(trigger, Period):
        raise Unreckonable(_("Quy tắc này tính từ một kỳ báo cáo (tháng, quý, 6 tháng)."))
    if trigger.trigger not in rule.triggers:
        raise Unreckonable(
            _("Kỳ báo cáo %(period)s không phải loại kỳ của quy tắc này.") % {"period": trigger}
        )
    return trigger


def _local(moment: datetime) -> datetime:
    return moment.astimezone(TIME_ZONE) if moment.tzinfo else moment.replace(tzinfo=TIME_ZONE)


def _end_of(last: date, rule: DeadlineRule, calendar: WorkingDays) -> datetime:
    """24:00 of the last day, rolled to a working day where the rule says so (BLDS Điều 148.5–148.6)."""
    return _midnight_after(calendar.next_working_day(last) if rule.roll_forward else last)


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), TIME_ZONE)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        raise OverflowError from None


def _days_1_7(first: date) -> date:
    return first + timedelta(days=_WEEK - 1)


def _week_of_first(first: date) -> date:
    return first + timedelta(days=_WEEK - 1 - first.weekday())


def _first_full_week(first: date) -> date:
    return first + timedelta(days=-first.weekday() % _WEEK + _WEEK - 1)


# "Tuần đầu tiên của tháng" has three readings (7.2 no. 6); each gives the last day of the week.
_FIRST_WEEKS: dict[str, Callable[[date], date]] = {
    "days_1_7": _days_1_7,
    "week_of_first": _week_of_first,
    "first_full_week": _first_full_week,
}
_RECKONINGS: dict[str, Callable[[DeadlineRule, Trigger, WorkingDays], datetime]] = {
    "calendar_days": _calendar_days,
    "working_days": _working_days,
    "cutoff": _cutoff,
    "first_week": _first_week,
    "period_days": _period_days,
    "monthly": _monthly,
    "yearly": _yearly,
    "once": _once,
}
