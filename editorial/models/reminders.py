from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.items import Item
from editorial.models.obligations import Obligation


class Reminder(models.Model):
    """That one person is told of one obligation at one stage before or after its end; once, whatever happens.

    `owed_at` is the hour of the digest it belongs to; `told_at` when its letter was gone.
    """

    class Stage(models.TextChoices):
        AHEAD = "ahead", _("trước hạn")
        AT_HAND = "at_hand", _("gần đến hạn")
        OVERDUE = "overdue", _("quá hạn")
        HEAD = "head", _("quá hạn, báo người đứng đầu đơn vị")
        BOARD = "board", _("quá hạn, báo Ban Biên tập")

    obligation = models.ForeignKey(Obligation, models.CASCADE, related_name="reminders")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders")
    stage = models.CharField(_("lần nhắc"), max_length=7, choices=Stage)
    due_at = models.DateTimeField(_("hạn khi ấy"))
    owed_at = models.DateTimeField(_("đến lượt nhắc lúc"))
    told_at = models.DateTimeField(_("đã gửi thư lúc"), null=True)

    class Meta:
        verbose_name = _("lần nhắc việc")
        verbose_name_plural = _("các lần nhắc việc")
        ordering = ["owed_at", "pk"]
        default_permissions = ()
        constraints = [
            # A moved end is told anew.
            models.UniqueConstraint(fields=["obligation", "user", "stage", "due_at"], name="reminder_once"),
        ]
        indexes = [models.Index(fields=["user"], name="reminder_untold", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.get_stage_display()} · {self.obligation_id} → {self.user_id}"


class UnhandledAlert(models.Model):
    """That one person is told of an edition that waits too long where it stands since `since` (HL-8)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="unhandled_alerts")
    item = models.ForeignKey(Item, models.CASCADE, related_name="unhandled_alerts")
    edition_number = models.PositiveSmallIntegerField()
    since = models.DateTimeField()
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("báo bài chờ lâu")
        verbose_name_plural = _("báo bài chờ lâu")
        ordering = ["since", "pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "item", "edition_number", "since"], name="unhandled_alert_once"
            ),
        ]
        indexes = [models.Index(fields=["user"], name="unhandled_untold", condition=Q(told_at=None))]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.edition_number} → {self.user_id}"


class ReminderLetter(models.Model):
    """One digest to one person. What it says is put together when it goes; `due_at` is lease and back-off."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("thư nhắc việc")
        verbose_name_plural = _("thư nhắc việc")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            # What is still to be said to somebody goes into the letter that has not left yet.
            models.UniqueConstraint(
                fields=["user"], condition=Q(sent_at=None), name="reminder_letter_one_unsent"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} · {self.created_at:%d/%m/%Y %H:%M}"
