"""School years and their terms; the dates are the school's, by the yearly decision of the province."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vietnamese import clean

_SEPTEMBER = 9
_LONGEST = 400  # days


class SchoolYear(models.Model):
    """A year that a school counts by, from September to August where nobody sets other days."""

    first_year = models.PositiveSmallIntegerField(unique=True, editable=False)
    starts_on = models.DateField(gettext_lazy("bắt đầu ngày"))
    ends_on = models.DateField(gettext_lazy("kết thúc ngày"))

    class Meta:
        verbose_name = gettext_lazy("năm học")
        verbose_name_plural = gettext_lazy("năm học")
        ordering = ("-starts_on",)
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("starts_on")), name="school_year_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return _("Năm học %(name)s") % {"name": self.name}

    def save(self, *args: Any, **options: Any) -> None:
        # Two school years cannot begin in one year: the column is unique.
        self.first_year = self.starts_on.year
        super().save(*args, **options)

    @property
    def name(self) -> str:
        """“2026–2027”."""
        return f"{self.starts_on.year}–{self.starts_on.year + 1}"

    @classmethod
    def on(cls, day: date | None = None) -> "SchoolYear | None":
        """The school year of that day (today in Asia/Ho_Chi_Minh), None where none was entered."""
        day = day or timezone.localdate()
        return cls.objects.filter(starts_on__lte=day, ends_on__gte=day).first()

    def clean(self) -> None:
        if not (self.starts_on and self.ends_on):
            return
        if self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("Ngày kết thúc phải sau ngày bắt đầu.")})
        if (self.ends_on - self.starts_on).days > _LONGEST or self.ends_on.year == self.starts_on.year:
            raise ValidationError({"ends_on": _("Năm học bắt đầu trong một năm và kết thúc vào năm sau.")})
        others = SchoolYear.objects.exclude(pk=self.pk)
        same = others.filter(
            Q(first_year=self.starts_on.year) | Q(starts_on__lte=self.ends_on, ends_on__gte=self.starts_on)
        )
        if first := same.first():
            raise ValidationError(_("Trùng với năm học %(name)s.") % {"name": first.name})


class Term(models.Model):
    """A part of a school year, as học kỳ I and II."""

    school_year = models.ForeignKey(
        SchoolYear, models.CASCADE, verbose_name=gettext_lazy("năm học"), related_name="terms"
    )
    name = models.CharField(gettext_lazy("tên"), max_length=60)
    starts_on = models.DateField(gettext_lazy("bắt đầu ngày"))
    ends_on = models.DateField(gettext_lazy("kết thúc ngày"))

    class Meta:
        verbose_name = gettext_lazy("học kỳ")
        verbose_name_plural = gettext_lazy("học kỳ")
        ordering = ("starts_on",)
        constraints = [
            models.UniqueConstraint(fields=["school_year", "name"], name="term_name_once_a_year"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="term_ends_after_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = clean(self.name).strip()
        if self.starts_on and self.ends_on and self.ends_on <= self.starts_on:
            raise ValidationError({"ends_on": _("Ngày kết thúc phải sau ngày bắt đầu.")})
