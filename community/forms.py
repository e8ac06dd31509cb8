"""The forms for people outside. They work without scripts, and nothing typed is lost on an error."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community import guarding
from community.choices import ABOUT_DATA, ABOUT_ITEM, Kind, Relation
from community.receiving import Asked
from community.subjects import Subject
from editorial.routes import current_preset
from people.models import normal_username
from vietnamese import clean

MOST_LETTERS = 5000
MOST_LINKS = 5
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_PHONE = re.compile(r"\+?[0-9][0-9 .()-]{6,24}")
# The ground that no regulation lists among those of a takedown, and people give most often.
UNTRUE = ("untrue", _("Thông tin không đúng sự thật"))


def grounds() -> list[tuple[str, str | Promise]]:
    """Why somebody may ask for a takedown: the regulation's grounds (HN-12.5a), and that it is untrue."""
    listed = [(ground.code, ground.label) for ground in current_preset().takedown_grounds]
    return listed if any(code == UNTRUE[0] for code, _label in listed) else [*listed, UNTRUE]


def ground_label(code: str) -> str:
    return str(dict(grounds()).get(code, code))


class TextField(forms.CharField):
    """Several lines of plain text, cleaned, with few links: a letter full of links is advertising."""

    def __init__(self, *, rows: int, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", MOST_LETTERS)
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value)).strip()

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(_LINK.findall(value)) > MOST_LINKS:
            raise ValidationError(
                _("Phần này có quá nhiều liên kết; hãy giữ lại nhiều nhất %(most)d liên kết."),
                params={"most": MOST_LINKS},
            )


class LineField(forms.CharField):
    """One line of plain text, cleaned."""

    def to_python(self, value: Any) -> str:
        return " ".join(clean(super().to_python(value)).split())


class EmailLine(forms.EmailField):
    def __init__(self, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"autocomplete": "email"})
        messages = {
            "required": _("Hãy ghi địa chỉ thư điện tử để nhà trường trả lời."),
            "invalid": _("Địa chỉ thư này không đúng; hãy ghi như ten@example.com."),
        }
        super().__init__(max_length=254, widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> str:
        return normal_username(super().to_python(value) or "")


class AskingForm(forms.Form):
    """What every request says, whether typed by the person outside or for them at the desk."""

    kind = forms.ChoiceField(
        label=_("Ông/bà đề nghị"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Hãy chọn một loại đề nghị.")},
    )
    ground = forms.ChoiceField(label=_("Vì sao cần gỡ bỏ"), required=False)
    quote = TextField(
        label=_("Đoạn, ảnh hoặc tệp nói đến (không bắt buộc)"), rows=2, max_length=500, required=False
    )
    text = TextField(
        label=_("Nội dung đề nghị"),
        rows=7,
        error_messages={"required": _("Hãy viết rõ điều ông/bà đề nghị.")},
    )
    relation = forms.ChoiceField(
        label=_("Ông/bà là"),
        choices=[("", "—"), *Relation.choices],
        error_messages={"required": _("Hãy chọn ông/bà liên quan thế nào đến nội dung.")},
    )
    name = LineField(
        label=_("Họ và tên"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Hãy ghi họ và tên.")},
    )
    email = EmailLine(label=_("Thư điện tử"))
    phone = LineField(
        label=_("Điện thoại (không bắt buộc)"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "type": "tel"}),
    )

    def __init__(self, *args: Any, subject: Subject | None, kinds: tuple[Kind, ...], **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]
        self.fields["ground"].choices = [("", "—"), *grounds()]
        if Kind.TAKEDOWN not in kinds:
            del self.fields["ground"]
        if subject is None:
            del self.fields["quote"]

    def clean_phone(self) -> str:
        phone = str(self.cleaned_data["phone"])
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError(_("Số điện thoại này không đúng; hãy chỉ ghi chữ số, ví dụ 0912 345 678."))
        return phone

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == Kind.TAKEDOWN and "ground" in cleaned and not cleaned["ground"]:
            self.add_error("ground", _("Hãy chọn lý do cần gỡ bỏ."))
        return cleaned

    def asked(self) -> Asked:
        given = self.cleaned_data
        kind = Kind(given["kind"])
        return Asked(
            kind=kind,
            relation=given["relation"],
            name=given["name"],
            email=given["email"],
            text=given["text"],
            phone=given["phone"],
            ground=given.get("ground", "") if kind == Kind.TAKEDOWN else "",
            quote=given.get("quote", ""),
        )


class RequestForm(AskingForm):
    """The public form; its stamp and its trap are in `community.guarding`."""

    file = forms.FileField(
        label=_("Tệp, ảnh làm chứng (không bắt buộc)"), required=False, allow_empty_file=True
    )
    consent = forms.BooleanField(
        label=_("Tôi đồng ý để nhà trường dùng các thông tin trên để xem xét và trả lời đề nghị này."),
        error_messages={
            "required": _("Cần có sự đồng ý này thì nhà trường mới được giữ thông tin để trả lời.")
        },
    )
    website = forms.CharField(label=_("Để trống ô này"), required=False)

    field_order = ("kind", "ground", "quote", "text", "relation", "name", "email", "phone", "file", "consent")

    def __init__(self, *args: Any, subject: Subject | None, **kwargs: Any) -> None:
        kinds = ABOUT_ITEM if subject else ABOUT_DATA
        super().__init__(*args, subject=subject, kinds=kinds, **kwargs)
        self.fields["website"].widget.attrs |= {"autocomplete": "off", "tabindex": "-1"}
        item, number = (subject.item_id, subject.number) if subject else (0, 0)
        self.given = guarding.read_stamp(self.data.get("stamp", ""), item) if self.is_bound else None
        # A stamp that will do is kept through errors: the form is one request, however often it is sent.
        self.stamp = self.data["stamp"] if self.given else guarding.new_stamp(item, number)

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in {"website", "consent"}]

    @property
    def is_trapped(self) -> bool:
        return bool(self.data.get("website"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_trapped:
            self.add_error(None, _("Hãy xóa chữ trong ô “Để trống ô này” rồi bấm Gửi lại."))
        if self.given is None:
            self.add_error(None, _("Trang đã mở quá lâu. Hãy xem lại rồi bấm Gửi một lần nữa."))
        elif self.given.is_too_fresh:
            self.add_error(None, _("Biểu mẫu được gửi quá nhanh. Hãy xem lại rồi bấm Gửi một lần nữa."))
        return cleaned


class LookUpForm(forms.Form):
    code = LineField(
        label=_("Mã đề nghị"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Hãy ghi mã đề nghị.")},
    )
    email = EmailLine(label=_("Thư điện tử đã dùng khi gửi"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)


class SupplementForm(forms.Form):
    text = TextField(
        label=_("Nội dung bổ sung"), rows=5, error_messages={"required": _("Hãy viết nội dung bổ sung.")}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
