from typing import Any, Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.deadline_states import OPEN, DeadlineState, state_case, state_of
from editorial.models.append_only import HistoryRow
from editorial.models.items import Item
from people.models import Unit
from regulations.models import Regulation

BY_HAND = "by_hand"  # the trigger of what somebody asked for once, under no rule (Q8-6)


def new_key() -> str:
    """A cause that is like no other."""
    return f"hand:{uuid4().hex}"


class ObligationQuerySet(models.QuerySet["Obligation"]):
    def open(self) -> Self:
        """What still has to be done, late or not."""
        return self.filter(OPEN)

    def with_state(self) -> Self:
        """With `state_now`, a value of DeadlineState as of this instant."""
        return self.annotate(state_now=state_case(timezone.now()))


class Obligation(models.Model):
    """Something that has to be done by a moment: one per rule, trigger and cause (requirements 7.1, 7.2).

    `due_at` is the first instant that is too late. What set it off is kept as it was written: a day, a moment
    with its offset, or a period. Rows are written by `editorial.owing` and `editorial.obligation_acts` alone.
    """

    class How(models.TextChoices):
        PUBLICATION = "publication", _("đã đăng")
        REPORT = "report", _("báo đã làm")

    rule = models.CharField(_("quy tắc"), max_length=40, blank=True)
    trigger = models.CharField(_("việc làm phát sinh"), max_length=40)
    cause_key = models.CharField(max_length=120, default=new_key)
    regulation = models.ForeignKey(
        Regulation, models.PROTECT, null=True, related_name="+", verbose_name=_("quy chế")
    )
    duty = models.CharField(_("nghĩa vụ"), max_length=200, blank=True)
    title = models.CharField(_("việc phải làm"), max_length=255)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="obligations", verbose_name=_("đơn vị")
    )
    people: Any = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        through="editorial.Responsible",
        related_name="obligations",
        verbose_name=_("người phụ trách"),
    )
    # Chosen by a person: the rounds of the clock leave them alone.
    people_chosen = models.BooleanField(default=False)
    item = models.ForeignKey(
        Item,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="obligations",
        verbose_name=_("nội dung"),
    )
    happened = models.CharField(_("phát sinh từ"), max_length=40, blank=True)
    happened_at = models.DateTimeField(_("phát sinh lúc"))
    # A rule by the hour met a day without one: the stricter reading holds until somebody says the hour.
    lacks_hour = models.BooleanField(default=False)
    opened_at = models.DateTimeField(_("ghi nhận lúc"), default=timezone.now)
    due_at = models.DateTimeField(_("hạn"), db_index=True)

    met_at = models.DateTimeField(_("xong lúc"), null=True)
    met_how = models.CharField(_("xong bằng cách"), max_length=11, choices=How, blank=True)
    # What somebody named as the answer; it counts from its first public moment.
    answer = models.ForeignKey(
        Item, models.SET_NULL, null=True, related_name="+", verbose_name=_("nội dung trả lời")
    )
    waived_at = models.DateTimeField(_("miễn lúc"), null=True)
    waived_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    waived_reason = models.TextField(_("lý do miễn"), blank=True)
    withdrawn_at = models.DateTimeField(_("thôi phải làm lúc"), null=True)

    # When somebody has to be told next, None when nobody has (`editorial.reminders`).
    remind_at = models.DateTimeField(null=True, default=timezone.now)

    responsible: Any
    changes: Any

    objects = ObligationQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc có hạn")
        verbose_name_plural = _("việc có hạn")
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cause_key", "trigger", "rule"], name="obligation_once"),
            models.CheckConstraint(condition=~Q(title=""), name="obligation_has_title"),
            models.CheckConstraint(
                condition=Q(waived_at=None, waived_by=None, waived_reason="")
                | (Q(waived_at__isnull=False, waived_by__isnull=False) & ~Q(waived_reason="")),
                name="obligation_waived_with_name_and_reason",
            ),
            models.CheckConstraint(
                condition=Q(met_at=None, met_how="") | (Q(met_at__isnull=False) & ~Q(met_how="")),
                name="obligation_met_somehow",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="obligation_open", condition=OPEN),
            models.Index(fields=["trigger", "happened_at"], name="obligation_by_trigger"),
            models.Index(fields=["remind_at"], name="obligation_to_remind", condition=OPEN),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page at the desk."""
        return reverse("admin:obligation", args=[self.pk])

    @property
    def state(self) -> DeadlineState:
        """As of this instant."""
        return state_of(self, timezone.now())

    @property
    def is_open(self) -> bool:
        return self.met_at is None and self.waived_at is None and self.withdrawn_at is None


class Responsible(models.Model):
    """Who has to see to it that an obligation is met (QN-III.4d)."""

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="responsible")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("người phụ trách")
        verbose_name_plural = _("người phụ trách")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "obligation"], name="responsible_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ← {self.obligation_id}"


class ObligationChange(HistoryRow):
    """One thing that happened to an obligation; written once, never changed."""

    class Verb(models.TextChoices):
        OPENED = "opened", _("Ghi nhận")
        MOVED = "moved", _("Tính lại hạn")
        MET = "met", _("Xong")
        REOPENED = "reopened", _("Mở lại: điều đã đáp ứng không còn")
        WITHDRAWN = "withdrawn", _("Không còn phải làm")
        RESTORED = "restored", _("Lại phải làm")
        REPORTED = "reported", _("Báo đã làm")
        UNREPORTED = "unreported", _("Rút báo đã làm")
        WAIVED = "waived", _("Miễn")
        UNWAIVED = "unwaived", _("Rút việc miễn")
        ASSIGNED = "assigned", _("Giao người phụ trách")

    obligation = models.ForeignKey(Obligation, models.PROTECT, related_name="changes")
    verb = models.CharField(_("việc"), max_length=10, choices=Verb)
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("ai"))
    note = models.TextField(_("ghi chú"), blank=True)
    due_at = models.DateTimeField(_("hạn khi ấy"))

    class Meta:
        verbose_name = _("diễn biến của việc có hạn")
        verbose_name_plural = _("diễn biến của việc có hạn")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            # Two rounds of the clock at once open a thing once, and say so once.
            models.UniqueConstraint(
                fields=["obligation"], condition=Q(verb="opened"), name="obligation_opened_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} · {self.obligation_id}"


class DutyHolder(models.Model):
    """Who answers for what a rule asks, where the cause itself names nobody (TS-II.2)."""

    rule = models.CharField(_("quy tắc"), max_length=40)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="duties", verbose_name=_("người phụ trách")
    )

    class Meta:
        verbose_name = _("phân công theo quy tắc")
        verbose_name_plural = _("phân công theo quy tắc")
        ordering = ["rule", "user__full_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "user"],
                name="duty_holder_once",
                violation_error_message=_("Người này đã được phân công theo quy tắc này."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} – {self.user}"
