"""Reading [reminders]: the hours of the digest, and how long before and after the end whom is told (HL-8)."""

import re

from django.utils.translation import gettext as _

from regulations.schema import Reminders
from regulations.tables import Table

_HOUR = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
MOST_HOURS = 12
# A year; what nobody wants to be told is longer ago than that.
_LONGEST = 24 * 366


def read_reminders(table: Table) -> Reminders:
    """What the table says, the rest as most schools have it; Fault at what is wrong or contradicts itself."""
    given = Reminders()
    found = Reminders(
        hours=_hours(table) if "hours" in table.data else given.hours,
        ahead_hours=_span(table, "ahead_hours", given.ahead_hours),
        at_hand_hours=_span(table, "at_hand_hours", given.at_hand_hours),
        head_after_hours=_span(table, "head_after_hours", given.head_after_hours),
        board_after_hours=_span(table, "board_after_hours", given.board_after_hours),
        unhandled_hours=_span(table, "unhandled_hours", given.unhandled_hours),
        work_from=_hour(table, "work_from", given.work_from),
        work_to=_hour(table, "work_to", given.work_to),
        citation=table.text("citation", ""),
    )
    if found.at_hand_hours > found.ahead_hours:
        raise table.fault("at_hand_hours", _("lần nhắc khi gần hạn không được sớm hơn lần nhắc trước hạn."))
    if found.board_after_hours < found.head_after_hours:
        raise table.fault(
            "board_after_hours", _("Ban Biên tập không được báo sớm hơn người đứng đầu đơn vị.")
        )
    if found.work_to <= found.work_from:
        raise table.fault("work_to", _("giờ làm việc phải kết thúc sau khi bắt đầu."))
    table.done()
    return found


def _span(table: Table, name: str, given: int) -> int:
    return table.number(name, given, most=_LONGEST)


def _hour(table: Table, name: str, given: str) -> str:
    value = table.text(name, given)
    if not _HOUR.fullmatch(value):
        raise table.fault(name, _('phải là giờ:phút trong ngày, ví dụ "07:30".'))
    return value


def _hours(table: Table) -> tuple[str, ...]:
    hours = table.words("hours")
    for hour in hours:
        if not _HOUR.fullmatch(hour):
            message = _('“%(value)s”: ghi giờ:phút trong ngày, ví dụ "07:30".')
            raise table.fault("hours", message % {"value": hour})
    if list(hours) != sorted(hours):
        raise table.fault("hours", _("ghi các giờ từ sớm đến muộn."))
    if len(hours) > MOST_HOURS:
        raise table.fault("hours", _("nhiều quá %(most)s giờ trong một ngày.") % {"most": MOST_HOURS})
    return hours
