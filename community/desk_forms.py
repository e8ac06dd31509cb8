"""The small forms beside the buttons of a request, and the one for what came by telephone or on paper."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community import guarding
from community.choices import ABOUT_ITEM, Channel, Kind
from community.forms import AskingForm, LineField
from community.handling import handlers
from community.models import OutsideRequest
from community.moves import Move
from community.subjects import Subject, newest_public_edition, public_subject
from content.models import Page
from editorial.forms import MomentField
from editorial.routes import current_preset
from vietnamese import clean

MOVES_ITEM = ("hide", "unhide", "take_down")


def _words(label: Any, *, required: bool, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, required=required, max_length=5000, widget=widget, help_text=help_text
    )


class HandlingForm(forms.Form):
    """The version that the page was drawn with, and what the move asks for."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def __init__(self, *args: Any, request: OutsideRequest, move: Move, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})["version"] = request.version
        super().__init__(*args, prefix=move.verb, label_suffix="", **kwargs)
        self.move = move
        self.request = request
        if move.verb in MOVES_ITEM:
            self._ask_edition_version()
        if build := getattr(self, f"_build_{move.verb}", None):
            build()
        if move.tells:
            self.fields["message"] = _words(
                _("Lời gửi người đề nghị"),
                required=move.demands == "message",
                help_text=_("Được gửi qua thư và hiện khi tra cứu."),
            )
        self.fields["note"] = _words(
            _("Lý do") if move.demands == "note" else _("Ghi chú nội bộ"), required=move.demands == "note"
        )

    def _ask_edition_version(self) -> None:
        edition = newest_public_edition(self.request.item) if self.request.item else None
        if edition is not None:
            field = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
            self.fields["edition_version"] = field
            self.initial["edition_version"] = edition.version

    def _build_assign(self) -> None:
        people = sorted(handlers(), key=str)
        self.people = {str(one.pk): one for one in people}
        choices = [("", "—"), *((str(one.pk), str(one)) for one in people)]
        self.fields["person"] = forms.ChoiceField(label=_("Người xử lý"), choices=choices)
        self.initial["person"] = self.request.assigned_to_id

    def _build_advise(self) -> None:
        choices = [("accept", _("Nên chấp nhận")), ("reject", _("Không nên chấp nhận"))]
        self.fields["verdict"] = forms.ChoiceField(
            label=_("Ý kiến"), choices=choices, widget=forms.RadioSelect
        )

    def _build_take_down(self) -> None:
        listed = [(one.code, one.label) for one in current_preset().takedown_grounds]
        self.fields["ground"] = forms.ChoiceField(label=_("Căn cứ gỡ bỏ"), choices=[("", "—"), *listed])
        self.initial["ground"] = self.request.ground
        self.fields["explanation"] = _words(
            _("Giải thích cho bạn đọc"),
            required=False,
            help_text=_("Hiện trên trang thay cho nội dung đã gỡ; không nhắc đến người đề nghị."),
        )

    def _build_correct(self) -> None:
        self.fields["opens"] = forms.BooleanField(
            label=_("Mở ngay bản đính chính để tôi soạn"), required=False
        )

    @property
    def is_one_tap(self) -> bool:
        """The button is enough; words may be added."""
        return not any(
            field.required
            for name, field in self.fields.items()
            if name not in {"version", "edition_version"}
        )

    def details(self) -> dict[str, Any]:
        given = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "person" in given:
            given["person"] = self.people[given["person"]]
        for name in ("note", "message"):
            if name in given:
                given[name] = clean(given[name]).strip()
        return given


class EnterForm(AskingForm):
    """Written down at the desk for somebody who telephoned, wrote or came."""

    channel = forms.ChoiceField(
        label=_("Nhận qua"), choices=[one for one in Channel.choices if one[0] != "web"]
    )
    received_at = MomentField(
        label=_("Nhận lúc"), help_text=_("Để trống: vừa nhận. Thời hạn tính từ lúc này.")
    )
    address = LineField(
        label=_("Địa chỉ trang nói đến"),
        max_length=500,
        required=False,
        help_text=_("Chép từ thanh địa chỉ của trình duyệt; để trống nếu chỉ nói về dữ liệu cá nhân."),
    )
    stamp = forms.CharField(widget=forms.HiddenInput)

    field_order = ("channel", "received_at", "kind", "address", "ground", "quote", "text", "relation", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, subject=None, kinds=tuple(Kind), **kwargs)
        self.fields["email"].required = False
        self.fields["email"].help_text = _("Không có thì ghi số điện thoại; người gửi sẽ không tra cứu được.")
        self.initial["stamp"] = guarding.new_stamp()

    def clean_stamp(self) -> guarding.Stamp:
        stamp = guarding.read_stamp(self.cleaned_data["stamp"], 0)
        if stamp is None:
            raise ValidationError(_("Trang đã mở quá lâu; hãy tải lại trang."))
        return stamp

    def clean_received_at(self) -> Any:
        moment = self.cleaned_data["received_at"] or timezone.now()
        if moment > timezone.now():
            raise ValidationError(_("Thời điểm nhận không thể ở tương lai."))
        return moment

    def clean_address(self) -> str:
        typed = str(self.cleaned_data["address"])
        self.subject = subject_at(typed) if typed else None
        if typed and self.subject is None:
            raise ValidationError(_("Không có nội dung nào đang đăng ở địa chỉ này."))
        return typed

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") in ABOUT_ITEM and self.subject is None and not self.errors.get("address"):
            self.add_error("address", _("Hãy ghi địa chỉ trang cần gỡ bỏ hoặc đính chính."))
        if not cleaned.get("email") and not cleaned.get("phone") and not self.errors:
            self.add_error("phone", _("Hãy ghi thư điện tử hoặc số điện thoại để trả lời."))
        return cleaned


def subject_at(address: str) -> Subject | None:
    """What visitors see at this address of the portal."""
    try:
        match = resolve(urlsplit(address).path)
    except (Resolver404, ValueError):
        return None
    if match.url_name == "page":
        page = Page.objects.public().filter(slug=match.kwargs["slug"]).first()
        return public_subject(page.item_id) if page else None
    item_id = match.kwargs.get("item_id")
    return public_subject(int(item_id)) if item_id else None
