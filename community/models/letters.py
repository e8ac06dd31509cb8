from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from community.models.requests import OutsideRequest, RequestEvent
from editorial.models import OwedLetter


class RequestLetter(OwedLetter):
    """To the person outside, or to somebody at the desk where `user` is set."""

    goes_again = True
    keeps_words = False

    request = models.ForeignKey(OutsideRequest, models.CASCADE, related_name="letters")
    event = models.ForeignKey(RequestEvent, models.CASCADE, related_name="letters")
    template = models.CharField(max_length=20)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")

    class Meta(OwedLetter.Meta):
        abstract = False
        verbose_name = _("thư về đề nghị")
        verbose_name_plural = _("thư về đề nghị")
        constraints = [
            *OwedLetter.Meta.constraints,
            models.UniqueConstraint(fields=["event", "template", "user"], name="request_letter_once_each"),
            models.UniqueConstraint(
                fields=["event", "template"], condition=Q(user=None), name="request_letter_once_outside"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} ← {self.request_id}"
