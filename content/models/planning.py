"""What is to be written: turns of the units, and the plan of a month (TS-III.3.10, HN-5.3b)."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models import Item, Section
from people.models import Unit

LONGEST_THEME = 200
LONGEST_NOTE = 1000


class Answered(models.Model):
    """Something that one article answers: `item` is the article's identity, whatever its version."""

    item = models.OneToOneField(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="%(class)s",
        verbose_name=_("tin bài"),
    )
    note = models.TextField(_("ghi chú"), max_length=LONGEST_NOTE, blank=True)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True


class RotaTurn(Answered):
    """One turn of the writing rota: the unit writes about the theme from the first to the last day."""

    class Period(models.TextChoices):
        WEEK = "week", _("tuần")
        MONTH = "month", _("tháng")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="turns", verbose_name=_("đơn vị"))
    period = models.CharField(_("theo"), max_length=5, choices=Period)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến hết ngày"))
    theme = models.CharField(_("chủ đề"), max_length=LONGEST_THEME)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("lượt viết bài")
        verbose_name_plural = _("lịch luân phiên viết bài")
        ordering = ["starts_on", "unit__order", "pk"]
        indexes = [models.Index(fields=["ends_on"], name="rota_turn_by_end")]
        constraints = [
            models.UniqueConstraint(fields=["unit", "starts_on", "ends_on"], name="rota_turn_once"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="rota_turn_days"),
            models.CheckConstraint(condition=~Q(theme=""), name="rota_turn_has_theme"),
        ]

    def __str__(self) -> str:
        return f"{self.unit}: {self.theme}"


class EditorialPlan(models.Model):
    """The plan of one month; once approved, what is changed in it is marked until it is approved again."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Nháp")
        APPROVED = "approved", _("Đã duyệt")

    month = models.DateField(_("tháng"), unique=True)  # its first day
    standing = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.DRAFT)
    orientation = models.TextField(_("định hướng nội dung"), max_length=4000, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(_("duyệt lúc"), null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("kế hoạch biên tập")
        verbose_name_plural = _("kế hoạch biên tập tháng")
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(condition=Q(month__day=1), name="editorial_plan_of_a_month"),
            models.CheckConstraint(
                condition=Q(standing="draft", approved_by=None, approved_at=None)
                | Q(standing="approved", approved_by__isnull=False, approved_at__isnull=False),
                name="editorial_plan_approved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month:%m/%Y}"

    @property
    def is_approved(self) -> bool:
        return self.standing == self.State.APPROVED


class PlanLine(Answered):
    """One thing that the plan wants written."""

    class Mark(models.TextChoices):
        ADDED = "added", _("thêm sau khi duyệt")
        CHANGED = "changed", _("sửa sau khi duyệt")
        REMOVED = "removed", _("bỏ sau khi duyệt")

    plan = models.ForeignKey(EditorialPlan, models.CASCADE, related_name="lines")
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0, validators=[MinValueValidator(0)])
    topic = models.CharField(_("nội dung cần viết"), max_length=LONGEST_THEME)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("chuyên mục")
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="plan_lines", verbose_name=_("đơn vị")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="plan_lines",
        verbose_name=_("người viết"),
    )
    target_date = models.DateField(_("cần đăng trước hết ngày"), null=True, blank=True)
    mark = models.CharField(max_length=7, choices=Mark, blank=True, editable=False)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    marked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("dòng kế hoạch")
        verbose_name_plural = _("dòng kế hoạch")
        ordering = ["target_date", "order", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(topic=""), name="plan_line_says_something"),
            models.CheckConstraint(
                condition=Q(mark="", marked_by=None, marked_at=None)
                | (~Q(mark="") & Q(marked_by__isnull=False, marked_at__isnull=False)),
                name="plan_line_mark_has_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.topic

    @property
    def is_removed(self) -> bool:
        return self.mark == self.Mark.REMOVED
