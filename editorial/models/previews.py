from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.items import Item

LONGEST_NAME = 100
LONGEST_OPINION = 5000


class PreviewLink(models.Model):
    """Leave to read one edition before it is public, for somebody without an account (TS-III.3.8).

    The address itself is known to who was given it; here is only its digest.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="preview_links", verbose_name=_("nội dung"))
    edition_number = models.PositiveSmallIntegerField(_("bản số"))
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    addressee = models.CharField(_("gửi cho ai"), max_length=LONGEST_NAME)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="preview_links", verbose_name=_("người tạo")
    )
    made_at = models.DateTimeField(_("tạo lúc"), default=timezone.now)
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    revoked_at = models.DateTimeField(_("thu hồi lúc"), null=True)
    last_opened_at = models.DateTimeField(_("mở lần cuối lúc"), null=True)

    class Meta:
        verbose_name = _("liên kết xem trước")
        verbose_name_plural = _("liên kết xem trước")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="preview_link_lives"),
            models.CheckConstraint(condition=~Q(addressee=""), name="preview_link_has_addressee"),
        ]

    def __str__(self) -> str:
        return f"{self.addressee} · {self.item_id}/{self.edition_number}"

    @property
    def is_over(self) -> bool:
        return self.revoked_at is not None or self.expires_at <= timezone.now()


class PreviewAnswer(models.Model):
    """What the reader of a preview link said about the text as it stood then; never public."""

    class Verdict(models.TextChoices):
        AGREE = "agree", _("Đồng ý")
        REMARK = "remark", _("Góp ý")

    link = models.ForeignKey(PreviewLink, models.PROTECT, related_name="answers")
    name = models.CharField(_("họ và tên"), max_length=LONGEST_NAME)
    verdict = models.CharField(_("ý kiến"), max_length=6, choices=Verdict)
    text = models.TextField(_("nội dung góp ý"), blank=True, max_length=LONGEST_OPINION)
    at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("ý kiến qua liên kết xem trước")
        verbose_name_plural = _("ý kiến qua liên kết xem trước")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="preview_answer_has_name"),
            models.CheckConstraint(
                condition=Q(verdict="agree") | ~Q(text=""), name="preview_remark_has_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_verdict_display()}"
