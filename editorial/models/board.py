from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.sections import Section


class CurrentQuerySet(models.QuerySet):
    def current(self, on: date | None = None) -> "CurrentQuerySet":
        """Rows in force on that day (today in Asia/Ho_Chi_Minh), both ends included."""
        day = on or timezone.localdate()
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day), valid_from__lte=day)


class BoardMember(models.Model):
    """Membership of the editorial board by a decision, for a time (HN-5.2, Q8-3.1)."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Trưởng ban")
        DEPUTY = "deputy", _("Phó Trưởng ban")
        DEPUTY_TECHNICAL = "deputy_technical", _("Phó ban phụ trách kỹ thuật")
        MEMBER = "member", _("Ủy viên")
        SECRETARY = "secretary", _("Thư ký")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="board_memberships",
        verbose_name=_("thành viên"),
    )
    board_role = models.CharField(_("chức danh trong ban"), max_length=16, choices=Role)
    decision_reference = models.CharField(_("quyết định số"), max_length=80, blank=True)
    valid_from = models.DateField(_("từ ngày"), default=timezone.localdate)
    valid_to = models.DateField(_("đến hết ngày"), null=True, blank=True)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên Ban Biên tập")
        verbose_name_plural = _("Ban Biên tập")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="board_member_dates"
            ),
            models.UniqueConstraint(
                fields=["board_role"],
                condition=Q(board_role="chair", valid_to=None),
                name="board_one_chair",
                violation_error_message=_("Ban Biên tập chỉ có một Trưởng ban đương nhiệm."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.get_board_role_display()}"


class ApprovalDelegation(models.Model):
    """The head lets somebody approve in one section for a time (TS-III.3.2)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegations",
        verbose_name=_("người được ủy quyền"),
    )
    section = models.ForeignKey(
        Section, models.PROTECT, related_name="delegations", verbose_name=_("chuyên mục")
    )
    valid_from = models.DateField(_("từ ngày"), default=timezone.localdate)
    valid_to = models.DateField(_("đến hết ngày"))
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("người ủy quyền"),
    )
    given_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = CurrentQuerySet.as_manager()

    class Meta:
        verbose_name = _("ủy quyền duyệt")
        verbose_name_plural = _("ủy quyền duyệt")
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="delegation_dates"),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.section}"

    def clean(self) -> None:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValidationError({"valid_to": _("Ngày kết thúc phải sau ngày bắt đầu.")})
