from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models import Item


class FanpagePost(models.Model):
    """Somebody says that an article stands on the school's fanpage since that day (HL-6b)."""

    item = models.OneToOneField(Item, models.PROTECT, related_name="fanpage_post", editable=False)
    posted_on = models.DateField(_("đăng fanpage ngày"))
    address = models.URLField(_("địa chỉ bài trên fanpage"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người đánh dấu")
    )
    at = models.DateTimeField(_("đánh dấu lúc"), default=timezone.now)

    class Meta:
        verbose_name = _("bài trên fanpage")
        verbose_name_plural = _("bài trên fanpage")
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.item} ({self.posted_on:%d/%m/%Y})"
