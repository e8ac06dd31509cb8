"""The weekly work calendar of the school's leaders and office (TS-III.2.2.9)."""

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from typing import Any, ClassVar, Self
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import Attachment, attachment_lines, carry_parts
from editorial.models import Audience, AudienceQuerySet, Edition
from editorial.states import ONCE_PUBLIC, State
from vietnamese import clean

LONGEST_CONTENT = 600
LONGEST_CELL = 255
LONGEST_NOTE = 2000
WEEK = timedelta(days=7)
# A week stays taken while it waits for its hour and while it may still be restored.
_HOLDS_WEEK = (State.APPROVED, State.PUBLISHED, State.TAKEN_DOWN)
_SIGNED_OR_SEEN = sorted({State.APPROVED, *ONCE_PUBLIC})

_CALLED_OFF = re.compile(r"\s*(?:hủy|huỷ)\s*:\s*", re.I)

WEEKDAYS = {
    1: _("Thứ Hai"),
    2: _("Thứ Ba"),
    3: _("Thứ Tư"),
    4: _("Thứ Năm"),
    5: _("Thứ Sáu"),
    6: _("Thứ Bảy"),
    7: _("Chủ Nhật"),
}


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


class Session(models.TextChoices):
    """The part of the day; the values sort as the day goes."""

    ALL_DAY = "1-ca-ngay", _("Cả ngày")
    MORNING = "2-sang", _("Sáng")
    AFTERNOON = "3-chieu", _("Chiều")
    EVENING = "4-toi", _("Tối")


class WorkWeek(Edition):
    """One version of the work calendar of one week, Monday to Sunday; its lines are `entries`.

    The title is made of the week. There is one for everybody and one for the staff at most.
    """

    starts_on = models.DateField(_("tuần bắt đầu từ thứ Hai"), null=True, blank=True)
    note = models.TextField(
        _("trực, ghi chú"),
        max_length=LONGEST_NOTE,
        blank=True,
        help_text=_("Lãnh đạo trực, lưu ý chung của tuần; hiện dưới bảng."),
    )
    audience = models.CharField(_("ai được xem"), max_length=6, choices=Audience, default=Audience.PUBLIC)
    # Like the note it goes with: said of one edition, never carried on to the next.
    correction = models.BooleanField(_("đính chính"), default=False)

    attachments: Any
    entries: Any

    objects: ClassVar[Any] = AudienceQuerySet.as_manager()

    content_fields: ClassVar[tuple[str, ...]] = ("starts_on", "note", "audience")
    derived_fields: ClassVar[tuple[str, ...]] = ("title", "starts_on")
    part_names: ClassVar[frozenset[str]] = frozenset({"entries"})
    part_labels: ClassVar[dict[str, Any]] = {"entries": _("các việc trong tuần")}
    is_translated: ClassVar[bool] = False

    class Meta(Edition.Meta):
        verbose_name = _("lịch công tác tuần")
        verbose_name_plural = _("lịch công tác")
        indexes = [
            *Edition.Meta.indexes,
            models.Index(fields=["-starts_on", "-item"], name="work_week_by_week"),
        ]
        constraints = [
            *Edition.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=_SIGNED_OR_SEEN) | Q(starts_on__isnull=False),
                name="work_week_published_has_week",
            ),
            models.UniqueConstraint(
                fields=["starts_on", "audience"],
                condition=Q(state="published"),
                name="work_week_one_public",
                violation_error_message=_("Tuần này đã có lịch công tác khác."),
            ),
        ]

    @property
    def ends_on(self) -> date | None:
        """The Sunday."""
        return self.starts_on + WEEK - timedelta(days=1) if self.starts_on else None

    @property
    def may_leave(self) -> bool:
        return self.audience == Audience.PUBLIC

    @property
    def is_taken(self) -> bool:
        """Whether another item is the work calendar of this week for these readers."""
        others = WorkWeek.objects.filter(
            starts_on=self.starts_on, audience=self.audience, state__in=_HOLDS_WEEK
        )
        return self.starts_on is not None and others.exclude(item=self.item_id).exists()

    @property
    def address_words(self) -> dict[str, Any]:
        return {
            "slug": f"tuan-{self.starts_on.isoformat()}" if self.starts_on else "tuan",
            "item_id": self.item_id,
        }

    def get_absolute_url(self) -> str:
        return reverse("work_week", kwargs=self.address_words)

    def get_file_url(self) -> str:
        """Where the week is had as an iCalendar file."""
        return reverse("work_week_file", kwargs=self.address_words)

    def prepare(self) -> None:
        self.change_note = " ".join(clean(self.change_note).split())
        self.note = clean(self.note).strip()
        self.starts_on = monday_of(self.starts_on) if self.starts_on else None
        self.title = self._title()

    def _title(self) -> str:
        first, last = self.starts_on, self.ends_on
        if first is None or last is None:
            return str(_("Lịch công tác chưa chọn tuần"))
        words = {
            "number": first.isocalendar().week,
            "first": f"{first:%d/%m/%Y}" if first.year != last.year else f"{first:%d/%m}",
            "last": f"{last:%d/%m/%Y}",
        }
        return str(_("Lịch công tác tuần %(number)d (%(first)s – %(last)s)")) % words

    def content(self) -> dict[str, Any]:
        whole = super().content() | {"correction": self.correction}
        if self.pk is None:
            return whole
        lines = "\n".join(entry.line for entry in self.entries.all())
        return whole | {"entries": lines, "attachments": attachment_lines(self)}

    def copy_parts_to(self, other: Self) -> None:
        carry_parts(self.attachments, other)
        carry_parts(self.entries, other)


class WorkEntry(models.Model):
    """One line of the week; `lineage` stays the same through every edition that it is carried to."""

    edition = models.ForeignKey(WorkWeek, models.CASCADE, related_name="entries")
    lineage = models.UUIDField(default=uuid4, editable=False)
    weekday = models.PositiveSmallIntegerField(_("thứ"), choices=list(WEEKDAYS.items()))
    session = models.CharField(_("buổi"), max_length=10, choices=Session)
    starts = models.TimeField(_("từ giờ"), null=True, blank=True)
    ends = models.TimeField(_("đến giờ"), null=True, blank=True)
    content = models.CharField(_("nội dung công việc"), max_length=LONGEST_CONTENT)
    chair = models.CharField(_("chủ trì"), max_length=LONGEST_CELL, blank=True)
    participants = models.CharField(_("thành phần"), max_length=LONGEST_CELL, blank=True)
    place = models.CharField(_("địa điểm"), max_length=LONGEST_CELL, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("việc trong tuần")
        verbose_name_plural = _("việc trong tuần")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "lineage"], name="work_entry_lineage_once"),
            models.CheckConstraint(condition=Q(weekday__range=(1, 7)), name="work_entry_day_of_week"),
            models.CheckConstraint(
                condition=Q(ends=None) | Q(starts__isnull=False, ends__gt=F("starts")),
                name="work_entry_ends_after_start",
            ),
            models.CheckConstraint(condition=~Q(content=""), name="work_entry_says_what"),
        ]

    def __str__(self) -> str:
        return self.content

    @property
    def day(self) -> date:
        """The day it is on; only of a week that is chosen."""
        return self.edition.starts_on + timedelta(days=self.weekday - 1)

    @property
    def hours(self) -> str:
        """“7h30”, “13h30–15h00”; "" where no hour is set."""
        return "–".join(hour_words(at) for at in (self.starts, self.ends) if at)

    @property
    def is_cancelled(self) -> bool:
        """Called off: the line begins with “Hủy:”."""
        return _CALLED_OFF.match(self.content) is not None

    @property
    def words(self) -> str:
        """The content without the word that calls it off, which is drawn as a mark."""
        return _CALLED_OFF.sub("", self.content, count=1) or self.content

    @property
    def said(self) -> tuple[Any, ...]:
        """All that the line says: two lines with the same are the same."""
        when = (self.weekday, self.session, self.starts, self.ends)
        return (*when, self.content, self.chair, self.participants, self.place)

    @property
    def line(self) -> str:
        parts = (WEEKDAYS[self.weekday], self.get_session_display(), self.hours, self.content)
        rest = (self.chair, self.participants, self.place)
        return " | ".join(str(part) for part in (*parts, *rest) if part)


class WorkWeekAttachment(Attachment):
    edition = models.ForeignKey(WorkWeek, models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = _("tệp lịch công tác")
        verbose_name_plural = _("tệp lịch công tác")


def hour_words(at: time) -> str:
    return f"{at.hour}h{at.minute:02d}"


def in_order(entries: Iterable[WorkEntry]) -> list[WorkEntry]:
    """As the week goes: by day, part of the day and hour; those without an hour keep their place."""
    latest = time.max
    return sorted(entries, key=lambda one: (one.weekday, one.session, one.starts or latest))


def next_free_week(audience: str = Audience.PUBLIC) -> date:
    """The Monday of this week or the first later one that has no work calendar yet, drafts included."""
    monday = monday_of(timezone.localdate())
    taken = set(
        WorkWeek.objects.filter(starts_on__gte=monday, audience=audience).values_list("starts_on", flat=True)
    )
    while monday in taken:
        monday += WEEK
    return monday
