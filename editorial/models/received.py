from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.items import Item
from editorial.models.reviews import Remark

# Longer than a run is allowed to take; a run that died holds up the next one so long at most.
RUN_LEASE = timedelta(minutes=10)
THE_BOX = 1


class ReceivedMail(models.Model):
    """One letter in the school's mailbox, from its safe arrival to what became of it (HN-12.3, HL-7.1).

    The bytes as they came lie in a file named by their SHA-256; nothing of a letter is lost by reading it.
    """

    class Status(models.TextChoices):
        RECEIVED = "received", _("chờ đọc")
        READ = "read", _("đã nhận")
        QUARANTINED = "quarantined", _("chờ xem")
        IGNORED = "ignored", _("thư tự động")
        REFUSED = "refused", _("không nhận")
        FAILED = "failed", _("đọc không được")
        DROPPED = "dropped", _("đã bỏ")

    class Trust(models.TextChoices):
        """Whether the sender is who the letter says, by the school's own mail server."""

        PASSED = "passed", _("đã xác thực người gửi")
        UNCHECKED = "unchecked", _("chưa xác thực người gửi")
        FAILED = "failed", _("không xác thực được người gửi")

    class Receipt(models.TextChoices):
        NONE = "none", _("không gửi")
        OWED = "owed", _("chờ gửi")
        SENT = "sent", _("đã gửi")
        LIMITED = "limited", _("quá nhiều thư, không gửi")
        FAILED = "failed", _("không gửi được")

    key = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)
    size = models.PositiveBigIntegerField(_("kích thước (byte)"), editable=False)
    is_whole = models.BooleanField(default=True, editable=False)
    message_id = models.CharField("Message-ID", max_length=500, blank=True, editable=False)
    sender_name = models.CharField(_("tên người gửi"), max_length=150, blank=True, editable=False)
    sender_address = models.CharField(_("địa chỉ người gửi"), max_length=254, blank=True, editable=False)
    subject = models.CharField(_("chủ đề"), max_length=300, blank=True, editable=False)
    sent_at = models.DateTimeField(_("gửi lúc"), null=True, editable=False)
    received_at = models.DateTimeField(_("nhận lúc"), default=timezone.now, editable=False)
    stored_at = models.DateTimeField(default=timezone.now, editable=False)

    status = models.CharField(
        _("tình trạng"), max_length=11, choices=Status, default=Status.RECEIVED, editable=False
    )
    trust = models.CharField(max_length=9, choices=Trust, default=Trust.UNCHECKED, editable=False)
    reason = models.CharField(_("lý do"), max_length=500, blank=True, editable=False)
    notes = models.JSONField(default=list, blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        related_name="received_mail",
        editable=False,
        verbose_name=_("nội dung"),
    )
    remark = models.ForeignKey(Remark, models.PROTECT, null=True, related_name="+", editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    decided_at = models.DateTimeField(null=True, editable=False)
    purged_at = models.DateTimeField(null=True, editable=False)

    receipt = models.CharField(
        _("thư báo nhận"), max_length=7, choices=Receipt, default=Receipt.NONE, editable=False
    )
    receipt_due_at = models.DateTimeField(default=timezone.now, editable=False)
    receipt_attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("thư đến")
        verbose_name_plural = _("thư đến")
        ordering = ["-received_at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["claimed_at"], condition=Q(status="received"), name="received_to_read"),
            models.Index(fields=["status", "-received_at"], name="received_by_status"),
            models.Index(
                fields=["receipt_due_at"], condition=Q(receipt="owed"), name="received_owes_receipt"
            ),
            models.Index(fields=["sender_address", "stored_at"], name="received_of_sender"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["key", "digest"], name="received_once"),
            models.CheckConstraint(
                condition=~Q(status__in=["quarantined", "ignored", "refused", "failed", "dropped"])
                | ~Q(reason=""),
                name="received_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.subject}"

    @property
    def code(self) -> str:
        """What the receipt and the desk call it."""
        return f"TĐ-{self.pk}"

    @property
    def path(self) -> Path:
        return raw_path(self.sha256)

    @property
    def from_line(self) -> str:
        """Name and address; the address is always shown, since the name is whatever the sender wrote."""
        return f"{self.sender_name} <{self.sender_address}>" if self.sender_name else self.sender_address

    @property
    def edition(self) -> Any:
        """The latest edition of what the letter became; None where there is none."""
        return self.item.editions.order_by("-number").first() if self.item is not None else None


class MailboxState(models.Model):
    """The one row about the mailbox: who reads it now, and how the last reading went."""

    running_until = models.DateTimeField(null=True)
    last_started_at = models.DateTimeField(null=True)
    last_succeeded_at = models.DateTimeField(null=True)
    last_error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("hộp thư đến")
        verbose_name_plural = _("hộp thư đến")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(pk=THE_BOX), name="mailbox_state_is_one_row")]

    def __str__(self) -> str:
        return str(self.last_succeeded_at)


def raw_path(sha256: str) -> Path:
    return Path(default_storage.path(f"received-mail/{sha256[:2]}/{sha256}.eml"))
