from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OwedLetter(models.Model):
    """A letter on its way to one address outside. The row is what is owed; it is sent at most once.

    `editorial.letters` sends what is due. A letter whose sender died between sending and noting it is
    “uncertain”: it is not sent again by itself, unless it `goes_again`.
    """

    # For letters with one Message-ID whatever the attempt: repeated, they are one to the reader.
    goes_again: ClassVar[bool] = False
    # The words of the mail server often repeat the address; where that is personal they are not kept.
    keeps_words: ClassVar[bool] = True

    class Status(models.TextChoices):
        WAITING = "waiting", _("chờ gửi")
        SENDING = "sending", _("đang gửi")
        SENT = "sent", _("đã gửi")
        FAILED = "failed", _("không gửi được")
        UNCERTAIN = "uncertain", _("không rõ đã gửi chưa")

    status = models.CharField(_("trạng thái"), max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveSmallIntegerField(_("số lần gửi"), default=0)
    due_at = models.DateTimeField(_("gửi lúc"), default=timezone.now)
    sent_at = models.DateTimeField(_("đã gửi lúc"), null=True)
    error = models.CharField(_("lỗi"), max_length=300, blank=True)

    class Meta:
        abstract = True
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["due_at"], name="%(class)s_due", condition=Q(status__in=["sending", "waiting"])
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="%(class)s_sent_has_moment"
            )
        ]
