"""Units look through what the portal says of them, and ask for what is to change (HN-7.1c)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models import Item
from people.models import StaffMember, Unit


class UnitReview(models.Model):
    """One time that a unit was looked through; rows are written once."""

    class Outcome(models.TextChoices):
        UNCHANGED = "unchanged", _("Không thay đổi")
        CHANGES = "changes", _("Có đề nghị thay đổi")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="reviews", verbose_name=_("đơn vị"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người rà soát")
    )
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    outcome = models.CharField(_("kết quả"), max_length=9, choices=Outcome)
    note = models.TextField(_("ghi chú"), blank=True)
    # What was on the screen: the answer is about this and nothing else.
    seen = models.JSONField()

    class Meta:
        verbose_name = _("lần rà soát")
        verbose_name_plural = _("rà soát của đơn vị")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["unit", "-at"], name="unit_review_latest")]

    def __str__(self) -> str:
        return f"{self.unit} – {self.get_outcome_display()}"


class ChangeRequest(models.Model):
    """One thing that a review asks to change, until somebody does it or declines with a reason."""

    class Kind(models.TextChoices):
        STAFF_ADD = "staff_add", _("Thêm người vào danh bạ")
        STAFF_CHANGE = "staff_change", _("Sửa dòng danh bạ")
        STAFF_REMOVE = "staff_remove", _("Bỏ khỏi danh bạ công khai")
        UNIT_TEXT = "unit_text", _("Sửa chức năng, nhiệm vụ")
        PAGE = "page", _("Sửa trang giới thiệu")
        OTHER = "other", _("Việc khác")

    class State(models.TextChoices):
        OPEN = "open", _("Chờ xử lý")
        DONE = "done", _("Đã làm")
        DECLINED = "declined", _("Không làm")

    review = models.ForeignKey(UnitReview, models.PROTECT, related_name="requests")
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    staff = models.ForeignKey(
        StaffMember, models.SET_NULL, null=True, related_name="+", verbose_name=_("dòng danh bạ")
    )
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="+", verbose_name=_("trang"))
    # Column -> text as it was on the screen, and as it is wished.
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    words = models.TextField(_("đề nghị"), blank=True)
    standing = models.CharField(_("trạng thái"), max_length=8, choices=State, default=State.OPEN)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("xử lý lúc"), null=True)
    reason = models.TextField(_("lý do, ghi chú"), blank=True)

    class Meta:
        verbose_name = _("đề nghị thay đổi")
        verbose_name_plural = _("đề nghị thay đổi của đơn vị")
        ordering = ["pk"]
        indexes = [models.Index(fields=["review"], name="change_request_open", condition=Q(standing="open"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(standing="open", decided_by=None, decided_at=None)
                | (~Q(standing="open") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="change_request_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(standing="declined") | ~Q(reason=""), name="change_request_declined_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.review.unit}"

    @property
    def is_open(self) -> bool:
        return self.standing == self.State.OPEN
