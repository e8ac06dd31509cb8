"""The public form: two keys, whatever they are typed like."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.text_field import TextField
from exams.choices import Scheme
from exams.keys import MOST_LETTERS
from exams.models import ExamSession

_SECONDS: dict[str, tuple[str | Promise, str | Promise]] = {
    Scheme.SECRET: (_("Mã bí mật"), _("Mã nhà trường phát riêng cho từng học sinh.")),
    Scheme.BIRTH_DATE: (_("Ngày sinh"), _("Ghi như 05/09/2012.")),
    Scheme.NAME: (_("Họ và tên người được cấp"), _("Có dấu hay không dấu đều được.")),
}


class Unrepeated(forms.TextInput):
    """What was typed is not written back into the page."""

    def format_value(self, value: Any) -> None:
        return None


class LookUpForm(forms.Form):
    number = TextField(
        label=_("Số báo danh"),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Hãy ghi ô này.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )
    second = TextField(
        label=_("Mã bí mật"),
        max_length=MOST_LETTERS,
        error_messages={"required": _("Hãy ghi ô này.")},
        widget=Unrepeated(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, session: ExamSession, **kwargs: Any) -> None:
        super().__init__(*args, label_suffix="", **kwargs)
        if session.is_register:
            self.fields["number"].label = _("Số hiệu văn bằng, chứng chỉ")
        second = self.fields["second"]
        second.label, second.help_text = _SECONDS[session.scheme]
        if session.scheme == Scheme.BIRTH_DATE:
            second.widget.attrs |= {"inputmode": "numeric", "placeholder": "05/09/2012"}
