from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.items import Item


class Remark(models.Model):
    """One turn of the conversation between the desk and the supplier (HN-12.4.2b); never public."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="remarks")
    edition_number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("nội dung trao đổi"), max_length=5000)
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replies")

    class Meta:
        verbose_name = _("trao đổi")
        verbose_name_plural = _("trao đổi")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="remark_has_text")]

    def __str__(self) -> str:
        return self.text[:60]


class ReviewAssignment(models.Model):
    """The head of the board asks one person to appraise one edition (TS-III.3.9b)."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="assignments")
    edition_number = models.PositiveSmallIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="review_assignments")
    assigned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    assigned_at = models.DateTimeField(default=timezone.now)
    due_on = models.DateField(_("hạn cho ý kiến"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, help_text=_("Khi bài được trả lại, phân công cũ không còn."))

    class Meta:
        verbose_name = _("phân công thẩm định")
        verbose_name_plural = _("phân công thẩm định")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "edition_number", "reviewer"],
                condition=Q(closed_at=None),
                name="assignment_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.reviewer_id} → {self.item_id}/{self.edition_number}"


class Review(models.Model):
    """A verdict of an assigned reviewer, or the head's opinion on a sensitive item; never public."""

    class Kind(models.TextChoices):
        REVIEW = "review", _("Ý kiến thẩm định")
        OPINION = "opinion", _("Ý kiến của Trưởng ban")

    class Verdict(models.TextChoices):
        AGREE = "agree", _("Đồng ý")
        CHANGE = "change", _("Đề nghị sửa")
        REMARK = "remark", _("Có nhận xét")
        DISAGREE = "disagree", _("Không đồng ý")

    item = models.ForeignKey(Item, models.PROTECT, related_name="reviews")
    edition_number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=7, choices=Kind)
    verdict = models.CharField(_("kết luận"), max_length=8, choices=Verdict)
    text = models.TextField(_("nhận xét"), blank=True, max_length=5000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    digest = models.CharField(max_length=64)
    assignment = models.OneToOneField(
        ReviewAssignment, models.PROTECT, null=True, blank=True, related_name="review"
    )

    class Meta:
        verbose_name = _("ý kiến")
        verbose_name_plural = _("ý kiến")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="opinion", assignment=None, verdict__in=["agree", "disagree"])
                | Q(kind="review", assignment__isnull=False, verdict__in=["agree", "change", "remark"]),
                name="review_fits_its_kind",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verdict} {self.item_id}/{self.edition_number}"
