from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import HistoryRow
from exams.choices import Kind, Scheme, Status
from vietnamese import clean, slug

SCHOOL_YEAR = RegexValidator(r"\A20\d\d-20\d\d\Z", _("Hãy ghi năm học như 2026-2027."))


class ExamSessionQuerySet(models.QuerySet["ExamSession"]):
    def listed(self, now: datetime) -> "ExamSessionQuerySet":
        """What visitors are told of: approved, not closed, and the school's switch is on.

        The only definition of it. What has not reached `opens_at` yet is announced and not looked up in.
        """
        switched_on = LookUpSwitch.objects.filter(is_on=True)
        return self.filter(models.Exists(switched_on), shown__isnull=False, closes_at__gt=now)


class ExamSession(models.Model):
    """One exam, or one register of certificates, whose results are looked up one by one (Q8-2.7).

    `status` tells what the desk does next; what visitors see is `shown` alone, an import that the leadership
    has approved. `exams.approving` and `exams.retention` alone write both.
    """

    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    name = models.CharField(_("tên kỳ thi hoặc sổ"), max_length=150)
    school_year = models.CharField(_("năm học"), max_length=9, validators=[SCHOOL_YEAR])
    notice = models.TextField(_("lời dặn người tra cứu"), blank=True)
    scheme = models.CharField(_("khóa thứ hai"), max_length=10, choices=Scheme, default=Scheme.SECRET)
    risk_accepted = models.BooleanField(
        _("nhà trường chấp nhận rủi ro người khác biết khóa thứ hai"), default=False
    )
    opens_at = models.DateTimeField(_("mở lúc"))
    closes_at = models.DateTimeField(_("đóng lúc"))
    delete_after = models.DateField(_("xóa dữ liệu sau ngày"))
    status = models.CharField(
        _("tình trạng"), max_length=9, choices=Status, default=Status.DRAFT, editable=False
    )
    version = models.PositiveIntegerField(default=0, editable=False)
    proposed = models.ForeignKey("ResultImport", models.PROTECT, null=True, related_name="+", editable=False)
    shown = models.ForeignKey("ResultImport", models.PROTECT, null=True, related_name="+", editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # What stays when the look-ups themselves are forgotten.
    found_count = models.PositiveIntegerField(_("lượt thấy"), default=0, editable=False)
    missed_count = models.PositiveIntegerField(_("lượt không thấy"), default=0, editable=False)
    purged_at = models.DateTimeField(null=True, editable=False)

    objects = ExamSessionQuerySet.as_manager()

    class Meta:
        verbose_name = _("kỳ tra cứu")
        verbose_name_plural = _("tra cứu điểm, văn bằng")
        ordering = ["-opens_at", "-pk"]
        default_permissions = ()
        permissions = [("manage_results", _("Quản lý kết quả thi và sổ văn bằng"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")),
                name="exam_session_closes_after_it_opens",
                violation_error_message=_("Giờ đóng phải sau giờ mở."),
            ),
            models.CheckConstraint(
                condition=Q(scheme=Scheme.SECRET) | Q(risk_accepted=True),
                name="exam_session_risk_is_accepted",
                violation_error_message=_(
                    "Ngày sinh hoặc họ tên thì bạn cùng lớp cũng biết: "
                    "hãy dùng mã bí mật, hoặc đánh dấu là nhà trường chấp nhận rủi ro ấy."
                ),
            ),
            models.CheckConstraint(
                condition=Q(shown=None) | Q(purged_at=None), name="exam_session_purged_shows_nothing"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.school_year})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.name = clean(self.name).strip()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("exam_session", args=[slug(self.name) or "ky-thi", self.pk])

    @property
    def is_register(self) -> bool:
        return self.kind == Kind.CERTIFICATE

    def is_open(self, now: datetime) -> bool:
        """For the desk, which knows the switch; visitors are answered by `objects.listed`."""
        return self.shown_id is not None and self.opens_at <= now < self.closes_at

    def get_desk_url(self) -> str:
        return reverse("admin:exams_examsession_change", args=[self.pk])


class LookUpSwitch(models.Model):
    """Whether the school offers looking up at all: one row, off until the leadership turns it on."""

    THE_ROW = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ROW, editable=False)
    is_on = models.BooleanField(_("cho tra cứu"), default=False)

    class Meta:
        verbose_name = _("công tắc tra cứu")
        verbose_name_plural = _("công tắc tra cứu")
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="look_up_switch_is_one_row")]

    def __str__(self) -> str:
        return "on" if self.is_on else "off"


class ExamEvent(HistoryRow):
    """Who did what with results, and why; written once. Nothing in it tells a candidate."""

    VERBS = (
        ("create", _("lập kỳ tra cứu")),
        ("edit", _("sửa thông tin")),
        ("upload", _("tải tệp lên")),
        ("read", _("cho đọc tệp")),
        ("confirm", _("xác nhận bản nhập")),
        ("undo", _("hủy bản nhập")),
        ("codes", _("tải danh sách mã")),
        ("forget", _("xóa mã khỏi cổng")),
        ("submit", _("trình duyệt")),
        ("return", _("trả lại")),
        ("approve", _("duyệt công bố")),
        ("withdraw", _("ngừng công bố")),
        ("look", _("xem một kết quả")),
        ("purge", _("xóa dữ liệu hết hạn")),
        ("on", _("bật tra cứu")),
        ("off", _("tắt tra cứu")),
    )

    # Without one: the switch.
    session = models.ForeignKey(ExamSession, models.PROTECT, null=True, related_name="events")
    verb = models.CharField(_("việc"), max_length=8, choices=VERBS)
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    # None: the portal itself, when the time for keeping is over.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("lý do, ghi chú"), max_length=500, blank=True)
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("việc đã làm với kết quả thi")
        verbose_name_plural = _("việc đã làm với kết quả thi")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.verb} ← {self.session_id}"
