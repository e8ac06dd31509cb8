"""The form of a procurement notice: money is typed as people write it, dates by the calendar."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from documents.models import ProcurementNotice
from documents.models.procurement import FIRST_YEAR, LAST_YEAR
from documents.money import group_digits, parse_amount
from documents.relations import document_named
from editorial.field_groups import FoldedForm
from editorial.forms import DayField, MomentField
from editorial.text_field import TextField
from editorial.typed_forms import TypedForm
from people.models import User


class AmountField(forms.CharField):
    """Whole đồng, or None; what was typed is kept beside the reason why it is no amount."""

    def __init__(self, **kwargs: Any) -> None:
        # A field for numbers would refuse the dots and words that people write.
        widget = forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(required=False, widget=widget, **kwargs)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return parse_amount(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return group_digits(value) if isinstance(value, int) else value


class ProcurementNoticeForm(FoldedForm, TypedForm):
    title = TextField(label=_("Tên dự án, gói thầu, nội dung mua sắm"), max_length=255)
    fiscal_year = forms.IntegerField(
        label=_("Năm ngân sách"),
        required=False,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        error_messages={"invalid": _("Năm phải là bốn chữ số, ví dụ 2026.")},
    )
    amount = AmountField(
        label=_("Giá trị (đồng)"), help_text=_("Ghi như 1.250.000.000 hoặc 1,25 tỷ; để trống: không công bố.")
    )
    funding_source = TextField(
        label=_("Nguồn vốn"), max_length=255, required=False, help_text=_("Ví dụ: Ngân sách nhà nước.")
    )
    approval_decision = TextField(
        label=_("Quyết định phê duyệt"),
        max_length=300,
        required=False,
        help_text=_("Số, ký hiệu hoặc địa chỉ trên cổng; văn bản có trên cổng thì bạn đọc bấm vào được."),
    )
    approved_on = DayField(label=_("Phê duyệt ngày"), help_text=_("Ngày phê duyệt định hạn đăng lên cổng."))
    starts_on = DayField(label=_("Bắt đầu ngày"))
    ends_on = DayField(label=_("Kết thúc ngày"))
    bids_close_at = MomentField(
        label=_("Hạn nộp hồ sơ, báo giá"), help_text=_("Ghi đủ ngày và giờ với mời thầu, mời chào giá.")
    )
    winner = TextField(label=_("Đơn vị trúng thầu"), max_length=255, required=False)
    winning_amount = AmountField(label=_("Giá trúng thầu (đồng)"))
    text = TextField(
        label=_("Nội dung"),
        max_length=20_000,
        several_lines=True,
        required=False,
        help_text=_("Chữ thường; để một dòng trống giữa hai đoạn."),
    )
    publish_at = MomentField(label=_("Hẹn giờ đăng"), help_text=_("Để trống: đăng ngay khi được duyệt."))
    change_note = TextField(
        label=_("Nội dung sửa đổi"),
        max_length=255,
        required=False,
        help_text=_("Bạn đọc thấy dòng này khi thông báo đã đăng được sửa."),
    )

    class Meta:
        model = ProcurementNotice
        fields = (
            "notice_kind",
            "title",
            "fiscal_year",
            "status",
            "amount",
            "funding_source",
            "text",
            "approval_decision",
            "approved_on",
            "starts_on",
            "ends_on",
            "bids_close_at",
            "winner",
            "winning_amount",
            "sensitive",
            "publish_at",
            "change_note",
            "correction",
        )

    groups = (
        (
            _("Quyết định phê duyệt, thời gian"),
            ("approval_decision", "approved_on", "starts_on", "ends_on", "bids_close_at"),
        ),
        (_("Kết quả lựa chọn nhà thầu"), ("winner", "winning_amount")),
        (_("Hẹn giờ, nội dung nhạy cảm"), ("sensitive", "publish_at")),
        (_("Sửa đổi thông báo đã đăng"), ("change_note", "correction")),
    )
    field_order = ("notice_kind", "title", "fiscal_year", "status", "amount", "funding_source", "text")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_typing(user)
        if self.instance.pk is None:
            self.initial.setdefault("fiscal_year", timezone.localdate().year)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["approval_document"] = document_named(cleaned.get("approval_decision", ""), self.instance)
        except ValidationError as error:
            self.add_error("approval_decision", error)
        begins, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if begins and ends and ends < begins:
            self.add_error("ends_on", _now("Ngày kết thúc không được trước ngày bắt đầu."))
        if cleaned.get("winning_amount") and not cleaned.get("winner") and "winner" not in self.errors:
            self.add_error("winner", _now("Có giá trúng thầu thì phải ghi đơn vị trúng thầu."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The fields of the edition, for `editorial.drafting`; only of a valid form."""
        given = self.cleaned_data
        changes = {field: given[field] for field in self._meta.fields or ()}
        return changes | {"approval_document_id": given["approval_document"]}
