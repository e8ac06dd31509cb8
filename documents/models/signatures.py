"""What the signatures in a PDF were found to be: one check for each file, one row for each signature."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile


class SignatureCheck(models.Model):
    """The check that a stored PDF is owed; `due_at` is the worker's lease and its back-off at once.

    `roots` tells which trust list the answer was given with, so that a changed list is asked again.
    """

    class Progress(models.TextChoices):
        WAITING = "waiting", _("chưa kiểm tra")
        DONE = "done", _("đã kiểm tra")
        FAILED = "failed", _("không kiểm tra được")

    file = models.OneToOneField(
        StoredFile, models.CASCADE, related_name="signature_check", editable=False, verbose_name=_("tệp")
    )
    progress = models.CharField(
        _("tiến độ"), max_length=7, choices=Progress, default=Progress.WAITING, editable=False
    )
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    checked_at = models.DateTimeField(_("kiểm tra lúc"), null=True, editable=False)
    roots = models.CharField(max_length=64, blank=True, editable=False)
    error = models.TextField(_("lỗi"), blank=True, editable=False)

    class Meta:
        verbose_name = _("lần kiểm tra chữ ký số")
        verbose_name_plural = _("lần kiểm tra chữ ký số")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(progress="waiting") | Q(checked_at__isnull=False),
                name="signature_check_has_moment",
            )
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(progress="waiting"), name="signature_check_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.file}: {self.get_progress_display()}"


class Signature(models.Model):
    """One signature as it was found at `check.checked_at`; never called valid unless everything holds."""

    class Verdict(models.TextChoices):
        VALID = "valid", _("Chữ ký số hợp lệ")
        UNVERIFIED = "unverified", _("Chưa xác minh được người ký")
        CHANGED = "changed", _("Chữ ký số không hợp lệ: tệp đã bị sửa sau khi ký")
        BROKEN = "broken", _("Chữ ký số không hợp lệ: chữ ký bị hỏng")
        UNREADABLE = "unreadable", _("Không đọc được chữ ký số")

    class Reason(models.TextChoices):
        """Why the signer is not verified."""

        NONE = "", ""
        UNKNOWN_ROOT = "unknown_root", _("chứng thư số không thuộc danh sách tin cậy của nhà trường")
        SELF_SIGNED = "self_signed", _("chứng thư số do người ký tự cấp")
        EXPIRED = "expired", _("chứng thư số hết hạn trước khi tệp được tải lên")
        NOT_YET_VALID = "not_yet_valid", _("chứng thư số chưa đến ngày hiệu lực")
        REVOKED = "revoked", _("chứng thư số đã bị thu hồi")
        WRONG_USE = "wrong_use", _("chứng thư số không dùng để ký văn bản")
        WEAK = "weak", _("thuật toán ký đã cũ, không còn an toàn")
        OTHER = "other", _("chuỗi chứng thư số không hợp lệ")

    class Change(models.TextChoices):
        """What was added to the file after this signature."""

        NONE = "none", _("tệp không thay đổi từ khi ký")
        PROOFS = "proofs", _("sau khi ký chỉ thêm dữ liệu xác minh")
        FORM = "form", _("sau khi ký có điền biểu mẫu hoặc ký thêm")
        NOTES = "notes", _("sau khi ký có thêm ghi chú")
        CONTENT = "content", _("sau khi ký có thay đổi nội dung")
        UNKNOWN = "unknown", _("không rõ tệp có thay đổi sau khi ký hay không")

    check_run = models.ForeignKey(SignatureCheck, models.CASCADE, related_name="signatures", editable=False)
    order = models.PositiveSmallIntegerField(editable=False)
    verdict = models.CharField(max_length=10, choices=Verdict, editable=False)
    reason = models.CharField(max_length=13, choices=Reason, blank=True, editable=False)
    change = models.CharField(max_length=7, choices=Change, default=Change.UNKNOWN, editable=False)
    is_intact = models.BooleanField(default=False, editable=False)
    is_trusted = models.BooleanField(default=False, editable=False)
    is_timestamp = models.BooleanField(_("chỉ là dấu thời gian"), default=False, editable=False)
    signer = models.CharField(_("người ký"), max_length=200, blank=True, editable=False)
    organisation = models.CharField(_("tổ chức"), max_length=200, blank=True, editable=False)
    issuer = models.CharField(_("nơi cấp chứng thư số"), max_length=200, blank=True, editable=False)
    signed_at = models.DateTimeField(_("ký lúc, theo máy người ký"), null=True, editable=False)
    stamped_at = models.DateTimeField(_("dấu thời gian"), null=True, editable=False)

    class Meta:
        verbose_name = _("chữ ký số")
        verbose_name_plural = _("chữ ký số")
        ordering = ["check_run", "order"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["check_run", "order"], name="signature_order_once"),
            models.CheckConstraint(
                condition=~Q(verdict="valid")
                | Q(
                    is_intact=True, is_trusted=True, reason="", change__in=["none", "proofs", "form", "notes"]
                ),
                name="signature_valid_means_all_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.signer}: {self.get_verdict_display()}"

    @property
    def is_invalid(self) -> bool:
        return self.verdict in {self.Verdict.CHANGED, self.Verdict.BROKEN, self.Verdict.UNREADABLE}
