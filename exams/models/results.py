from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exams.choices import Outcome, Progress
from exams.keys import DIGEST_LENGTH
from exams.models.sessions import ExamSession


def waiting_name(imported: models.Model, filename: str) -> str:
    """Where the file lies until it is read; nothing of the uploaded name is used, and nothing serves it."""
    return f"exams/{token_urlsafe(16)}"


class ResultImport(models.Model):
    """One file of results. Its rows are there for visitors when, and only when, a session shows it."""

    session = models.ForeignKey(ExamSession, models.CASCADE, related_name="imports")
    status = models.CharField(
        _("tình trạng"), max_length=8, choices=Progress, default=Progress.UPLOADED, editable=False
    )
    name = models.CharField(_("tệp"), max_length=200, editable=False)
    file = models.FileField(upload_to=waiting_name, max_length=120, blank=True, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), default=timezone.now, editable=False)
    # How the file is read: sheet, line of the headings, roles of the columns, conversion, own codes.
    plan = models.JSONField(default=dict, blank=True, editable=False)
    # The labels of what a result shows, in their order.
    columns = models.JSONField(default=list, blank=True, editable=False)
    code_seed = models.CharField(max_length=32, blank=True, editable=False)  # "" when forgotten
    rows_read = models.PositiveIntegerField(_("dòng đã đọc"), default=0, editable=False)
    rows_kept = models.PositiveIntegerField(_("kết quả"), default=0, editable=False)
    rows_wrong = models.PositiveIntegerField(_("dòng lỗi"), default=0, editable=False)
    # What to tell who imports: the first wrong rows, and a few rows as they were understood; sealed.
    report = models.TextField(blank=True, editable=False)
    reason = models.CharField(max_length=300, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("bản nhập kết quả")
        verbose_name_plural = _("bản nhập kết quả")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["claimed_at"], condition=Q(status="waiting"), name="result_import_waiting")
        ]

    def __str__(self) -> str:
        return self.name


class ExamResult(models.Model):
    """What one candidate is told: found by a keyed digest, and sealed. No name or number is readable here."""

    batch = models.ForeignKey(ResultImport, models.CASCADE, related_name="results")
    number = models.CharField(max_length=DIGEST_LENGTH)
    second = models.CharField(max_length=DIGEST_LENGTH)
    content = models.TextField()

    class Meta:
        verbose_name = _("kết quả")
        verbose_name_plural = _("kết quả")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="exam_result_once")]

    def __str__(self) -> str:
        return f"{self.batch_id}"


class LookUp(models.Model):
    """One look-up, counted: keyed digests only; the address is forgotten after a day."""

    session = models.ForeignKey(ExamSession, models.CASCADE, related_name="look_ups")
    at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=6, choices=Outcome)
    number = models.CharField(max_length=DIGEST_LENGTH)
    address = models.CharField(max_length=DIGEST_LENGTH, blank=True)

    class Meta:
        verbose_name = _("lượt tra cứu")
        verbose_name_plural = _("lượt tra cứu")
        default_permissions = ()
        indexes = [
            models.Index(fields=["session", "number", "at"], name="look_up_of_number"),
            models.Index(fields=["session", "address", "at"], name="look_up_of_address"),
            models.Index(fields=["at"], name="look_up_to_forget"),
        ]

    def __str__(self) -> str:
        return f"{self.outcome} {self.at:%H:%M}"
