"""What the calendar still owes: years without rows, days nobody has confirmed (requirements 7.2 no. 4)."""

from datetime import date

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from regulations.models import Holiday, MakeupWorkday

_DECEMBER = 12


def calendar_gaps(today: date) -> list[str]:
    """Sentences for who keeps the calendar, about this year and, from 1 December on, the coming one.

    Empty when both are complete and every day that counts is confirmed. Two queries for each year.
    """
    years = [today.year, *([today.year + 1] if today.month == _DECEMBER else [])]
    return [sentence for year in years if (sentence := _gap(year))]


def _gap(year: int) -> str:
    of_year, forecast = Q(date__year=year), Q(applied=True, confirmed=False)
    found = Holiday.objects.filter(of_year).aggregate(all=Count("pk"), open=Count("pk", filter=forecast))
    if not found["all"]:
        message = _("Lịch chưa có ngày nghỉ nào của năm %(year)s: hãy chạy lệnh seed_calendar.")
        return message % {"year": year}
    still_open = found["open"] + MakeupWorkday.objects.filter(of_year & forecast).count()
    if not still_open:
        return ""
    message = _("Lịch năm %(year)s còn %(n)s ngày mới là dự kiến: hãy đối chiếu thông báo rồi xác nhận.")
    return message % {"year": year, "n": still_open}
