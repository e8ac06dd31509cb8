from django.db import models
from django.utils import timezone


class Attempt(models.Model):
    """One try at a form by a stranger, counted for a few hours; `key` is a keyed digest, never an address."""

    action = models.CharField(max_length=20)
    key = models.CharField(max_length=32)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["action", "key", "at"], name="attempt_counted")]

    def __str__(self) -> str:
        return f"{self.action} {self.at:%H:%M}"
