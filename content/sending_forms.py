"""The small forms of sending on and of the fanpage, and the filter of the list of both."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.sending_on import bodies
from documents.models import IssuingAuthority
from editorial.forms import DayField
from people.choices import NumberedChoices

SENDING = (("", _("Tất cả")), ("chua", _("Chưa gửi cấp trên")), ("da", _("Đã gửi cấp trên")))
FANPAGE = (("", _("Tất cả")), ("chua", _("Chưa lên fanpage")), ("da", _("Đã lên fanpage")))


class SendOnForm(forms.Form):
    to = NumberedChoices(
        IssuingAuthority.objects.none(),
        label=_("Nơi nhận"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một nơi nhận.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: Any = self.fields["to"]
        offered.queryset = bodies()
        offered.label_from_instance = lambda body: f"{body.name} ({body.email})"
        self.initial.setdefault("to", list(offered.queryset.values_list("pk", flat=True)))


class FanpageForm(forms.Form):
    posted_on = DayField(label=_("Đã đăng ngày"))
    address = forms.URLField(
        label=_("Địa chỉ bài trên fanpage (không bắt buộc)"),
        required=False,
        max_length=500,
        assume_scheme="https",
        error_messages={"invalid": _("Địa chỉ không hợp lệ; hãy chép từ thanh địa chỉ của trình duyệt.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("posted_on", timezone.localdate())

    def clean_posted_on(self) -> date:
        given: date | None = self.cleaned_data["posted_on"]
        return given or timezone.localdate()

    def clean_address(self) -> str:
        address: str = self.cleaned_data["address"]
        if address and not address.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(self.fields["address"].error_messages["invalid"], code="invalid")
        return address


class PeriodForm(forms.Form):
    """What the list shows; without a period, this month. A wrong day is told and left out."""

    tu = DayField(label=_("Từ ngày"))
    den = DayField(label=_("Đến hết ngày"))
    gui = forms.ChoiceField(label=_("Gửi cấp trên"), choices=SENDING, required=False)
    fanpage = forms.ChoiceField(label=_("Fanpage"), choices=FANPAGE, required=False)

    def asked(self) -> dict[str, Any]:
        """`tu`, `den`, `gui`, `fanpage`, all of them said."""
        self.is_valid()
        today = timezone.localdate()
        given = self.cleaned_data if self.is_bound else {}
        return {
            "tu": given.get("tu") or today.replace(day=1),
            "den": given.get("den") or today,
            "gui": given.get("gui", ""),
            "fanpage": given.get("fanpage", ""),
        }
