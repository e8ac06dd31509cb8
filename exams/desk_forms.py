"""What is typed at the desk about a session, a file and a single look-up."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.forms import DayField, MomentField
from editorial.text_field import TextField
from exams.columns import LABELS, Plan, Role
from exams.keys import MOST_LETTERS
from exams.models import ExamSession
from exams.reading import Head

LONGEST_NOTICE = 1000


class SessionForm(forms.ModelForm):
    name = TextField(label=_("Tên kỳ thi hoặc sổ"), max_length=150)
    notice = TextField(
        label=_("Lời dặn người tra cứu"),
        max_length=LONGEST_NOTICE,
        several_lines=True,
        required=False,
        help_text=_("Hiện phía trên hai ô tra cứu, ví dụ: hạn nộp đơn phúc khảo."),
    )
    opens_at = MomentField(label=_("Mở lúc"))
    closes_at = MomentField(label=_("Đóng lúc"))
    delete_after = DayField(
        label=_("Xóa dữ liệu sau ngày"),
        help_text=_("Hết ngày này mọi kết quả bị xóa khỏi cổng; chỉ còn số lượng."),
    )

    class Meta:
        model = ExamSession
        fields = (
            "kind",
            "name",
            "school_year",
            "scheme",
            "risk_accepted",
            "opens_at",
            "closes_at",
            "delete_after",
            "notice",
        )
        help_texts = {
            "school_year": _("Ví dụ 2026-2027."),
            "scheme": _("Mã bí mật an toàn nhất: trường phát cho từng em, hoặc để cổng tự tạo."),
            "risk_accepted": _("Chỉ cần khi khóa thứ hai là ngày sinh hoặc họ tên."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        for name in ("opens_at", "closes_at", "delete_after"):
            self.fields[name].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        closes, day = given.get("closes_at"), given.get("delete_after")
        if closes and day and day < closes.date():
            self.add_error("delete_after", _("Ngày xóa không thể trước giờ đóng."))
        scheme = given.get("scheme")
        changed = self.instance.pk and scheme and scheme != self.initial.get("scheme")
        if changed and self.instance.imports.exclude(status__in=["undone", "refused"]).exists():
            self.add_error("scheme", _("Đã có bản nhập theo khóa cũ: hãy hủy các bản ấy trước."))
        return given


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp kết quả"),
        allow_empty_file=True,
        help_text=_("Tệp .xlsx hoặc .csv, tối đa 32 MB. Tệp bị xóa ngay sau khi nhập xong."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class PlanForm(forms.Form):
    """One choice for each column of the chosen sheet."""

    convert = forms.BooleanField(label=_("Chuyển chữ mã cũ (TCVN3, VNI) sang Unicode"), required=False)
    codes = forms.BooleanField(
        label=_("Cổng tự tạo mã bí mật cho từng thí sinh"),
        required=False,
        help_text=_("Sau khi nhập, tải danh sách mã về phát cho từng em; cổng chỉ giữ dấu vân của mã."),
    )

    def __init__(self, *args: Any, head: Head, session: ExamSession, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        self.head = head
        roles = list(LABELS.items())
        if session.scheme != "secret":
            roles = [(role, label) for role, label in roles if role != Role.SECOND]
            del self.fields["codes"]
        if head.legacy:
            self.initial["convert"] = True
        else:
            del self.fields["convert"]
        known = {role for role, _label in roles}
        for place, (label, role) in enumerate(zip(head.labels, head.roles, strict=True)):
            self.fields[f"column_{place}"] = forms.ChoiceField(
                label=label, choices=roles, initial=role if role in known else Role.IGNORE
            )
        if session.scheme == "secret" and Role.SECOND not in head.roles:
            self.initial["codes"] = True

    def columns(self) -> list[tuple[forms.BoundField, list[str]]]:
        """Each column's choice with what stands in its first cells."""
        return [
            (
                self[f"column_{place}"],
                [row[place] for row in self.head.rows if place < len(row) and row[place]][:3],
            )
            for place in range(len(self.head.labels))
        ]

    def plan(self) -> Plan:
        given = self.cleaned_data
        return Plan(
            sheet=self.head.sheet,
            heading=self.head.heading,
            labels=self.head.labels,
            roles=tuple(given[f"column_{place}"] for place in range(len(self.head.labels))),
            convert=given.get("convert", False),
            codes=given.get("codes", False),
        )


class OneResultForm(forms.Form):
    """A single look at the desk, with its reason."""

    number = TextField(label=_("Số báo danh (số hiệu)"), max_length=MOST_LETTERS)
    reason = TextField(
        label=_("Lý do xem"), max_length=300, help_text=_("Được ghi vào lịch sử; không ghi tên, số báo danh.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", prefix="one", **kwargs)


class NoteForm(forms.Form):
    """A move of the session, with the version that the page was drawn with."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    batch = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    note = TextField(label=_("Lý do"), max_length=500, required=False)


def version_of(data: Any) -> tuple[int, int, str]:
    """Version, import and note of a move as they were posted; raises `ValidationError`."""
    form = NoteForm(data)
    if not form.is_valid():
        raise ValidationError(_("Biểu mẫu không đủ: hãy tải lại trang."))
    given = form.cleaned_data
    return given["version"], given["batch"] or 0, given["note"]
