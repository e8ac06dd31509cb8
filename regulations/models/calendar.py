"""Days off and days worked in their place, as rows a school can edit (law.md §6, requirements 7.2 no. 4)."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vietnamese import clean

THE_WEEK = 1
_FRIDAY = 4


class WorkingWeek(models.Model):
    """The one row of what the school does on days of rest; a school without it works Monday to Friday."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_WEEK, editable=False)
    saturdays = models.BooleanField(gettext_lazy("trường làm việc, dạy học thứ Bảy"), default=False)
    quiet_on_days_off = models.BooleanField(gettext_lazy("không nhắc việc vào ngày nghỉ"), default=False)

    class Meta:
        verbose_name = gettext_lazy("tuần làm việc")
        verbose_name_plural = gettext_lazy("tuần làm việc")
        constraints = [models.CheckConstraint(condition=Q(id=THE_WEEK), name="working_week_is_one_row")]

    def __str__(self) -> str:
        return _("thứ Hai đến thứ Bảy") if self.saturdays else _("thứ Hai đến thứ Sáu")

    @classmethod
    def current(cls) -> "WorkingWeek":
        """The school's row, or what holds without one."""
        return cls.objects.filter(pk=THE_WEEK).first() or cls()

    @classmethod
    def lock(cls) -> None:
        """Let one transaction at a time write the calendar; call it inside one."""
        cls.objects.get_or_create(pk=THE_WEEK)
        cls.objects.select_for_update().get(pk=THE_WEEK)


class CalendarDay(models.Model):
    """A day that is not what its weekday says.

    `applied`: it counts. `confirmed`: a notice of the State says so; without it a day is a forecast (applied)
    or a proposal (not applied). `seeded` rows are never deleted, so that what a school switched off stays
    off; `edited` rows are the school's own and left alone by seed_calendar.
    """

    date = models.DateField(gettext_lazy("ngày"), unique=True)
    name = models.CharField(gettext_lazy("tên gọi"), max_length=120)
    source = models.CharField(gettext_lazy("căn cứ"), max_length=300, blank=True)
    applied = models.BooleanField(gettext_lazy("áp dụng"), default=True)
    confirmed = models.BooleanField(gettext_lazy("đã xác nhận"), default=True)
    seeded = models.BooleanField(default=False, editable=False)
    edited = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.date:%d/%m/%Y} {self.name}" if self.date else self.name

    def clean(self) -> None:
        self.name, self.source = clean(self.name).strip(), clean(self.source).strip()
        if not self.name:
            raise ValidationError({"name": _("Hãy ghi tên gọi của ngày này.")})

    @property
    def standing(self) -> str:
        """What the two ticks mean together, for readers."""
        if self.applied:
            return _("chính thức") if self.confirmed else _("dự kiến")
        return _("không áp dụng") if self.confirmed else _("mới là đề xuất")

    def _refuse_beside(self, other: type["CalendarDay"], message: str) -> None:
        there = other._default_manager.filter(date=self.date, applied=True)
        if self.date and self.applied and there.exists():
            raise ValidationError({"date": message})


class Holiday(CalendarDay):
    """A day off: a public holiday, its substitute, a day swapped away, one the school closes."""

    class Meta(CalendarDay.Meta):
        verbose_name = gettext_lazy("ngày nghỉ")
        verbose_name_plural = gettext_lazy("ngày nghỉ")
        ordering = ("date",)
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="holiday_has_a_name")]

    def clean(self) -> None:
        super().clean()
        self._refuse_beside(MakeupWorkday, _("Ngày này đã ghi là ngày làm bù; hãy bỏ áp dụng ngày ấy trước."))


class MakeupWorkday(CalendarDay):
    """A day of rest that is worked, `instead_of` the day off it was swapped for."""

    instead_of = models.DateField(gettext_lazy("thay cho ngày"), null=True, blank=True)

    class Meta(CalendarDay.Meta):
        verbose_name = gettext_lazy("ngày làm bù")
        verbose_name_plural = gettext_lazy("ngày làm bù")
        ordering = ("date",)
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="makeup_workday_has_a_name"),
            models.CheckConstraint(
                condition=Q(instead_of=None) | ~Q(instead_of=F("date")),
                name="makeup_workday_replaces_another_day",
            ),
            models.UniqueConstraint(
                fields=["instead_of"], condition=Q(applied=True), name="makeup_workday_one_for_a_day"
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.date and self.date.weekday() <= _FRIDAY:
            raise ValidationError({"date": _("Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.")})
        self._refuse_beside(Holiday, _("Ngày này đã ghi là ngày nghỉ; hãy bỏ áp dụng ngày nghỉ trước."))

    def validate_constraints(self, exclude: Any = None) -> None:
        """In words instead of the name of a constraint."""
        if self.instead_of and self.instead_of == self.date:
            raise ValidationError({"instead_of": _("Một ngày không thể làm bù cho chính nó.")})
        others = MakeupWorkday.objects.exclude(pk=self.pk).filter(applied=True, instead_of=self.instead_of)
        if self.applied and self.instead_of and others.exists():
            raise ValidationError({"instead_of": _("Ngày nghỉ này đã có ngày làm bù.")})
        super().validate_constraints(exclude)
