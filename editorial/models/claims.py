from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.items import Item

# Four heartbeats of the page: a telephone that loses its network for a minute keeps its text.
LEASE = timedelta(minutes=2)


class Claim(models.Model):
    """One of several people says: I am dealing with this. It hinders nobody, and ends with the next step."""

    item = models.OneToOneField(Item, models.CASCADE, related_name="claim", verbose_name=_("nội dung"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="claims", verbose_name=_("người nhận xử lý")
    )
    since = models.DateTimeField(_("từ lúc"), default=timezone.now)

    class Meta:
        verbose_name = _("nhận xử lý")
        verbose_name_plural = _("nhận xử lý")

    def __str__(self) -> str:
        return f"{self.by_id} → {self.item_id}"


class EditLock(models.Model):
    """Somebody has the text of an edition open for writing; ends by itself when their page falls silent."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="edit_locks", verbose_name=_("nội dung"))
    edition_number = models.PositiveSmallIntegerField(_("bản số"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="edit_locks", verbose_name=_("người đang sửa")
    )
    since = models.DateTimeField(_("từ lúc"), default=timezone.now)
    expires_at = models.DateTimeField(_("hết hiệu lực lúc"))

    class Meta:
        verbose_name = _("khóa sửa")
        verbose_name_plural = _("khóa sửa")
        constraints = [models.UniqueConstraint(fields=["item", "edition_number"], name="edit_lock_once")]

    def __str__(self) -> str:
        return f"{self.by_id} ✎ {self.item_id}/{self.edition_number}"
