"""The forms of readers who send a text, for the public page and for the desk's answer to it."""

import re
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from content.models import ReaderSubmission
from content.models.readers import MOST_TEXT
from content.reader_intake import MOST_FILES, TYPES, Given
from documents.attaching import SeveralFilesField
from editorial.text_field import TextField
from vietnamese import clean

SALT = "content.reader_form"
SHORTEST_SECONDS, LONGEST_SECONDS = 3, 24 * 3600
SHORTEST_TEXT = 30
_PHONE = re.compile(r"[+(]?[0-9][0-9 .()-]{5,}")


def stamp() -> str:
    """When the page was drawn, signed: a program answers at once, a person does not."""
    return signing.dumps(1, salt=SALT)


def is_hurried(stamped: str) -> bool:
    """Whether the form came back sooner than anybody types."""
    try:
        signing.loads(stamped, salt=SALT, max_age=SHORTEST_SECONDS)
    except signing.BadSignature:
        return False
    return True


def is_genuine(stamped: str) -> bool:
    """Whether the form was drawn here, today."""
    try:
        signing.loads(stamped, salt=SALT, max_age=LONGEST_SECONDS)
    except signing.BadSignature:
        return False
    return True


class ReaderForm(forms.Form):
    """A text of a reader; nothing of it is public by being sent."""

    title = TextField(label=_("Tiêu đề"), max_length=255)
    text = TextField(label=_("Nội dung"), max_length=MOST_TEXT, several_lines=True)
    files = SeveralFilesField(
        label=_("Ảnh và tệp kèm theo"),
        required=False,
        allow_empty_file=True,
        most=MOST_FILES,
        help_text=_("Nhiều nhất 10 tệp, mỗi tệp 10 MB: ảnh JPG, PNG, WebP, GIF; tệp Word, PDF."),
    )
    name = TextField(label=_("Họ và tên"), max_length=100)
    relation = forms.ChoiceField(
        label=_("Bạn là"), choices=[("", _("— chọn —")), *ReaderSubmission.Relation.choices]
    )
    class_name = TextField(
        label=_("Lớp, đơn vị"), max_length=60, required=False, help_text=_("Ví dụ: phụ huynh lớp 6A.")
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        max_length=254,
        help_text=_("Cổng gửi đến đây một liên kết; bài chỉ được xem xét khi bạn mở liên kết ấy."),
    )
    phone = TextField(label=_("Điện thoại"), max_length=40, required=False)
    own_work = forms.BooleanField(
        label=_("Bài và ảnh do tôi làm ra, hoặc tôi được phép gửi; lời trích có ghi nguồn.")
    )
    people_agree = forms.BooleanField(
        label=_("Người trong ảnh đồng ý; với học sinh, cha mẹ hoặc người giám hộ đồng ý.")
    )
    kept = forms.BooleanField(
        label=_(
            "Tôi đồng ý để nhà trường giữ tên và cách liên hệ của tôi trong một năm để xem xét bài này, "
            "và biên tập bài trước khi đăng."
        )
    )
    website = forms.CharField(required=False, label=_("Để trống ô này"))
    began = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    ticks = ("own_work", "people_agree", "kept")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget.attrs["rows"] = 14
        self.fields["files"].widget.attrs["accept"] = ",".join(f".{one}" for one in TYPES)
        for name, field in self.fields.items():
            # Django's own sentence calls a field “trường”, which here is a school.
            said = _("Hãy đánh dấu ô này.") if name in self.ticks else _("Hãy điền ô này.")
            field.error_messages["required"] = said
        complete = {"name": "name", "email": "email", "phone": "tel"}
        for name, word in complete.items():
            self.fields[name].widget.attrs["autocomplete"] = word

    @property
    def typed(self) -> list[forms.BoundField]:
        """What is written, then who writes; the trap and the ticks are drawn apart."""
        apart = {*self.ticks, "website", "began"}
        return [field for field in self if field.name not in apart]

    @property
    def tick_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.ticks]

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(text) < SHORTEST_TEXT:
            raise ValidationError(
                _("Bài quá ngắn: hãy viết ít nhất %(least)d ký tự."), params={"least": SHORTEST_TEXT}
            )
        return text

    def clean_email(self) -> str:
        return clean(self.cleaned_data["email"]).strip().lower()

    def clean_phone(self) -> str:
        phone: str = self.cleaned_data["phone"]
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError(_("Số điện thoại chỉ gồm chữ số, dấu cách và . ( ) - +"))
        return phone

    def given(self) -> Given:
        """What was typed; only of a valid form."""
        return Given(**{name: self.cleaned_data[name] for name in Given.__dataclass_fields__})


class LookUpForm(forms.Form):
    email = forms.EmailField(label=_("Thư điện tử"), max_length=254)
    code = TextField(label=_("Mã nhận bài"), max_length=40, help_text=_("Có trong thư báo đã nhận bài."))


class DeclineForm(forms.Form):
    reason = TextField(
        label=_("Lý do không nhận"),
        max_length=1000,
        several_lines=True,
        help_text=_("Người gửi nhận được lời này qua thư."),
    )
