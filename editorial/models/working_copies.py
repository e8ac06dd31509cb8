from django.conf import settings
from django.db import models
from django.utils import timezone


class WorkingCopy(models.Model):
    """What one person is typing and has not saved: theirs alone, and no edition, so nobody approves it.

    `edition` is 0 for a text not begun yet; `version` is the one the person's page was drawn with.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    kind = models.CharField(max_length=50, editable=False)
    edition = models.PositiveBigIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)
    fields = models.JSONField(default=dict, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, db_index=True, editable=False)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "kind", "edition"], name="working_copy_one_per_text")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.edition}"
