"""Urging the units that gave no article yet this month (Q8-3.2d): one line and one letter to each head."""

from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.desk_notes import leave_note
from editorial.periods import next_month
from editorial.routes import current_preset
from editorial.targets import silent_units
from people.models import Unit, User
from regulations.calendar import working_days
from vietnamese.working_days import WorkingDays

# Who may press the button; the clock does it by itself on the day that the regulation names.
REMINDERS = ("secretariat", "deputy", "chair", "principal")


def may_remind(user: User) -> bool:
    return user.is_active and user.has_role(*REMINDERS)


def remind_on_the_day() -> int:
    """What the clock does: nothing before the regulation's day, or where it names none; returns how many."""
    nth, today = current_preset().targets.remind_units_on, timezone.localdate()
    if not nth or today < reminding_day(today, nth, working_days()):
        return 0
    return remind_units()


def reminding_day(today: date, nth: int, calendar: WorkingDays) -> date:
    """The n-th working day of this month; the last one where Tết leaves fewer."""
    first = today.replace(day=1)
    days = (first + timedelta(days=number) for number in range((next_month(first) - first).days))
    working = [day for day in days if calendar.is_working_day(day)]
    return working[min(nth, len(working)) - 1] if working else next_month(first)


@transaction.atomic
def remind_units() -> int:
    """Remind every unit that has given nothing this month and was not reminded yet; return how many.

    A unit is reminded once a month, by its head; where it has none, nobody is, and the page of targets tells.
    """
    month = timezone.localdate().replace(day=1)
    return sum(_remind(unit, month) for unit in silent_units(month) if head_of(unit))


def head_of(unit: Unit) -> User | None:
    """Who answers for the unit: the head it names, else somebody of it with the role of a unit's head."""
    if unit.head is not None and unit.head.is_active:
        return unit.head
    heads = User.objects.filter(unit=unit, is_active=True, groups__role__code="unit_head")
    return heads.order_by("pk").first()


def reminder_key(unit: Unit, month: date) -> str:
    return f"silent-unit:{unit.pk}:{month:%Y-%m}"


def _remind(unit: Unit, month: date) -> int:
    head = head_of(unit)
    words = {"unit": unit.name, "month": f"{month:%m/%Y}"}
    subject = _("%(unit)s chưa có tin bài trong tháng %(month)s") % words
    text = _(
        "Đến hôm nay %(unit)s chưa có tin bài nào được đăng trong tháng %(month)s. "
        "Hãy gửi tin bài về hoạt động của đơn vị, hoặc giục người đang viết; bài đã gửi mà chưa đăng "
        "xem ở “Việc của tôi”."
    )
    people = [head] if head else []
    address = reverse("admin:content_article_add")
    return leave_note(people, reminder_key(unit, month), subject, text % words, address)
