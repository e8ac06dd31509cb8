from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.models.requests import OutsideRequest, RequestEvent


class RequestLetter(models.Model):
    """One letter owed: to the person outside, or to somebody at the desk where `user` is set."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("đang chờ gửi")
        SENDING = "sending", _("đang gửi")
        SENT = "sent", _("đã gửi")
        FAILED = "failed", _("không gửi được")

    request = models.ForeignKey(OutsideRequest, models.CASCADE, related_name="letters")
    event = models.ForeignKey(RequestEvent, models.CASCADE, related_name="letters")
    template = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    due_at = models.DateTimeField(default=timezone.now)  # lease and back-off at once
    attempts = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("thư về đề nghị")
        verbose_name_plural = _("thư về đề nghị")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "template", "user"], name="request_letter_once_each"),
            models.UniqueConstraint(
                fields=["event", "template"], condition=Q(user=None), name="request_letter_once_outside"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], name="request_letter_owed", condition=Q(status__in=["sending", "waiting"])
            )
        ]

    def __str__(self) -> str:
        return f"{self.template} ← {self.request_id}"
