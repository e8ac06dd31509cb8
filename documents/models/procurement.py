from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models.files import Attachment, attachment_lines, carry_parts
from documents.models.official import LONGEST_LINE, SIGNED_OR_SEEN
from documents.money import format_amount
from editorial.models import Edition, Item
from vietnamese import clean, slug

FIRST_YEAR, LAST_YEAR = 2000, 2099
_LINES = ("title", "funding_source", "approval_decision", "winner", "change_note")


class NoticeKind(models.TextChoices):
    """What is announced; the values stand in addresses, beside the types of documents in the search."""

    PROJECT = "du-an-dau-tu", _("Dự án đầu tư")
    PLAN = "ke-hoach-lua-chon-nha-thau", _("Kế hoạch lựa chọn nhà thầu")
    INVITATION = "moi-thau", _("Mời thầu, mời chào giá")
    RESULT = "ket-qua-lua-chon-nha-thau", _("Kết quả lựa chọn nhà thầu")
    PURCHASE = "mua-sam-cong", _("Mua sắm công")
    OTHER = "du-an-mua-sam-khac", _("Thông báo dự án, mua sắm khác")


class NoticeStatus(models.TextChoices):
    """How far the thing itself is, whatever the state of its notice."""

    UPCOMING = "sap-toi", _("Sắp tới")
    ONGOING = "dang-thuc-hien", _("Đang thực hiện")
    DECIDED = "da-co-ket-qua", _("Đã có kết quả")
    CANCELLED = "huy", _("Hủy")


class ProcurementNotice(Edition):
    """One version of a notice about a project, an investment, a tender or a public purchase (Q8-2.8).

    Money is in whole đồng, days and the deadline of bids are those of Asia/Ho_Chi_Minh. The title is the name
    of the project or package. A draft may lack what is not known yet, what is public may not.
    """

    notice_kind = models.CharField(_("loại thông báo"), max_length=30, choices=NoticeKind, blank=True)
    status = models.CharField(
        _("tình trạng"), max_length=15, choices=NoticeStatus, default=NoticeStatus.UPCOMING
    )
    fiscal_year = models.PositiveSmallIntegerField(_("năm ngân sách"), null=True, blank=True)
    amount = models.PositiveBigIntegerField(_("giá trị (đồng)"), null=True, blank=True)
    funding_source = models.CharField(_("nguồn vốn"), max_length=255, blank=True)
    approval_decision = models.CharField(_("quyết định phê duyệt"), max_length=LONGEST_LINE, blank=True)
    approval_document = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_notices",
        verbose_name=_("quyết định trên cổng"),
    )
    approved_on = models.DateField(
        _("phê duyệt ngày"), null=True, blank=True, help_text=_("Ngày phê duyệt định hạn đăng lên cổng.")
    )
    starts_on = models.DateField(_("bắt đầu ngày"), null=True, blank=True)
    ends_on = models.DateField(_("kết thúc ngày"), null=True, blank=True)
    bids_close_at = models.DateTimeField(_("hạn nộp hồ sơ, báo giá"), null=True, blank=True)
    winner = models.CharField(_("đơn vị trúng thầu"), max_length=255, blank=True)
    winning_amount = models.PositiveBigIntegerField(_("giá trúng thầu (đồng)"), null=True, blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    # Like the note it goes with: said of one edition, never carried on to the next.
    correction = models.BooleanField(_("đính chính"), default=False)

    attachments: Any

    is_translated: ClassVar[bool] = False
    content_fields: ClassVar[tuple[str, ...]] = (
        "title",
        "notice_kind",
        "status",
        "fiscal_year",
        "amount",
        "funding_source",
        "approval_decision",
        "approval_document",
        "approved_on",
        "starts_on",
        "ends_on",
        "bids_close_at",
        "winner",
        "winning_amount",
        "text",
    )

    class Meta(Edition.Meta):
        verbose_name = _("thông báo dự án, mua sắm")
        verbose_name_plural = _("dự án, đấu thầu, mua sắm công")
        indexes = [
            *Edition.Meta.indexes,
            models.Index(fields=["-fiscal_year", "-first_public_at", "-item"], name="procurement_by_year"),
        ]
        constraints = [
            *Edition.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_OR_SEEN)
                | (Q(fiscal_year__isnull=False) & ~Q(notice_kind="") & ~Q(title="")),
                name="procurement_published_is_complete",
            ),
            # A tender that was called off has no winner.
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_OR_SEEN)
                | ~Q(notice_kind="ket-qua-lua-chon-nha-thau")
                | Q(status="huy")
                | (Q(winning_amount__isnull=False) & ~Q(winner="")),
                name="procurement_result_has_winner",
            ),
            models.CheckConstraint(
                condition=(Q(amount=None) | Q(amount__gt=0))
                & (Q(winning_amount=None) | Q(winning_amount__gt=0)),
                name="procurement_amounts_are_positive",
            ),
            models.CheckConstraint(
                condition=Q(starts_on=None) | Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="procurement_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(fiscal_year=None) | Q(fiscal_year__range=(FIRST_YEAR, LAST_YEAR)),
                name="procurement_year_is_near",
            ),
        ]

    @property
    def amount_words(self) -> str:
        """“1.250.000.000 đồng”, "" where none is said."""
        return format_amount(self.amount) if self.amount is not None else ""

    @property
    def winning_amount_words(self) -> str:
        return format_amount(self.winning_amount) if self.winning_amount is not None else ""

    @property
    def needs_winner(self) -> bool:
        return self.notice_kind == NoticeKind.RESULT and self.status != NoticeStatus.CANCELLED

    def get_absolute_url(self) -> str:
        words = slug(self.title)[:80] or "thong-bao"
        return reverse("procurement_notice", kwargs={"slug": words, "item_id": self.item_id})

    def prepare(self) -> None:
        for name in _LINES:
            setattr(self, name, " ".join(clean(getattr(self, name)).split()))
        self.text = clean(self.text).strip()

    def searched_text(self) -> str:
        return " ".join(filter(None, (self.approval_decision, self.winner, self.funding_source)))

    def content(self) -> dict[str, Any]:
        # As people read them, for comparisons show the content; no two amounts read alike.
        money = {"amount": self.amount_words, "winning_amount": self.winning_amount_words}
        whole = super().content() | money | {"correction": self.correction}
        return whole if self.pk is None else whole | {"attachments": attachment_lines(self)}

    def copy_parts_to(self, other: Self) -> None:
        carry_parts(self.attachments, other)


class ProcurementAttachment(Attachment):
    edition = models.ForeignKey(ProcurementNotice, models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = _("tệp của thông báo")
        verbose_name_plural = _("tệp của thông báo")
