"""Where a document is sent, and who of the staff has read it (HL-7.3a, HL-12)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models.official import OfficialDocument
from editorial.models import Item, OwedLetter
from vietnamese import fold

_PORTAL = ("website", "web site", "cong thong tin", "trang thong tin", "trang tin dien tu")


class Recipient(models.Model):
    """One line of “Nơi nhận”: with an address it is sent to, as “website” it is this portal itself."""

    edition = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="recipients")
    name = models.CharField(_("nơi nhận"), max_length=200)
    email = models.EmailField(_("thư điện tử"), blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("nơi nhận")
        verbose_name_plural = _("nơi nhận")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def line(self) -> str:
        return f"{self.name} <{self.email}>" if self.email else self.name

    @property
    def is_portal(self) -> bool:
        """The portal itself among the recipients means that the document is posted here (HL-12)."""
        return not self.email and any(word in fold(self.name) for word in _PORTAL)


class Dispatch(OwedLetter):
    """What is published, on its way to one address outside."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="dispatches")
    edition_number = models.PositiveSmallIntegerField()
    name = models.CharField(_("nơi nhận"), max_length=200)
    email = models.EmailField(_("thư điện tử"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người gửi")
    )

    class Meta(OwedLetter.Meta):
        abstract = False
        verbose_name = _("lượt gửi nơi nhận")
        verbose_name_plural = _("lượt gửi nơi nhận")
        constraints = [
            *OwedLetter.Meta.constraints,
            models.UniqueConstraint(fields=["item", "edition_number", "email"], name="dispatch_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"


class ReadReceipt(models.Model):
    """Somebody of the staff says that they have read the document."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="read_receipts")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="read_receipts")
    edition_number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(_("lúc"), default=timezone.now)

    class Meta:
        verbose_name = _("xác nhận đã đọc")
        verbose_name_plural = _("xác nhận đã đọc")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["item", "edition_number", "user"], name="read_receipt_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.at:%d/%m/%Y %H:%M}"
