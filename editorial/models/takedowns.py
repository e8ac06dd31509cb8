from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.items import Item


class Takedown(models.Model):
    """The principal's decision to remove an item (HN-12.5b), and its end when restored."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="takedowns")
    edition_number = models.PositiveSmallIntegerField()
    ground = models.CharField(_("căn cứ gỡ bỏ"), max_length=40)
    note = models.TextField(_("lý do nội bộ"))
    explanation = models.TextField(
        _("giải thích cho bạn đọc"), blank=True, help_text=_("Hiện trên trang thay cho nội dung đã gỡ.")
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)
    restored_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    restored_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("quyết định gỡ bỏ")
        verbose_name_plural = _("quyết định gỡ bỏ")
        constraints = [
            models.UniqueConstraint(
                fields=["item"], condition=Q(restored_at=None), name="takedown_one_active"
            )
        ]

    def __str__(self) -> str:
        return f"{self.item_id}/{self.edition_number}"
