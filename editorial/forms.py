"""The small forms beside the buttons of a move: the reason, and what the move itself asks for."""

from datetime import UTC, date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from editorial.actors import WRITERS
from editorial.checklist import Tick, ticks
from editorial.models import LONGEST_NAME, Edition, Review
from editorial.preview_links import LONGEST_DAYS, SHORTEST_DAYS, USUAL_DAYS
from editorial.refusing import note_demanded
from editorial.routes import preset_for
from editorial.states import MOVES
from people.choices import NumberedChoices
from people.models import User
from vietnamese import clean

EARLIEST, LATEST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
DATETIME_FORMATS = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y"]


class MomentField(forms.DateTimeField):
    """Date and time of the clock on the wall in Asia/Ho_Chi_Minh."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
        messages = {"invalid": _("Ngày giờ không hợp lệ; hãy ghi như 05/09/2026 07:30.")}
        super().__init__(
            required=False,
            widget=widget,
            input_formats=DATETIME_FORMATS,
            error_messages=messages,
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime | None:
        moment = super().to_python(value)
        if moment is not None and not EARLIEST <= moment <= LATEST:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return moment


class TickField(forms.MultipleChoiceField):
    """Statements, every one of which has to be ticked."""

    def __init__(self, statements: list[Tick]) -> None:
        super().__init__(
            label=_("Xác nhận"),
            choices=[(one.code, one.label) for one in statements],
            widget=forms.CheckboxSelectMultiple,
            error_messages={"required": _("Hãy đánh dấu từng ô xác nhận rồi bấm lại.")},
        )

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if {code for code, _label in self.choices} - set(value):
            raise ValidationError(self.error_messages["required"], code="required")


class DayField(forms.DateField):
    """A day of the calendar."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        messages = {"invalid": _("Ngày không hợp lệ; hãy ghi như 05/09/2026.")}
        super().__init__(required=False, widget=widget, error_messages=messages, **kwargs)

    def to_python(self, value: Any) -> date | None:
        day = super().to_python(value)
        if day is not None and not EARLIEST.date() <= day <= LATEST.date():
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


ONWARD = ("submit", "forward", "publish", "sign", "post", "confirm_urgent")


class MoveForm(forms.Form):
    """The version that the page was drawn with, and a note; subclasses add the details of one verb."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, edition: Edition, verb: str, user: User, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {})["version"] = edition.version
        super().__init__(*args, prefix=verb, **kwargs)
        self.move = MOVES[verb]
        self.edition = edition
        if note_demanded(edition, verb, by=user):
            self.fields["note"].label = _("Lý do")
            self.fields["note"].required = True
        if statements := ticks(edition, verb):
            self.fields["ticks"] = TickField(statements)
        self.build()

    def build(self) -> None:
        """Fill in choices that depend on the edition."""

    @property
    def is_one_tap(self) -> bool:
        """The button is enough; a note and the like may be added."""
        beside = {"version", "ticks"}
        return not any(field.required for name, field in self.fields.items() if name not in beside)

    def visible_fields(self) -> list[forms.BoundField]:
        """Without the ticks, which stand above the button and are never folded away."""
        return [field for field in super().visible_fields() if field.name != "ticks"]

    @property
    def is_onward(self) -> bool:
        """The move that brings the text nearer to the public: the button to see first."""
        return self.move.verb in ONWARD

    @property
    def extras_label(self) -> str:
        return _("Hẹn giờ, ghi chú") if "publish_at" in self.fields else _("Thêm ghi chú")

    def clean_note(self) -> str:
        return clean(self.cleaned_data["note"]).strip()

    def details(self) -> dict[str, Any]:
        """What the move itself asks for, and the ticks that this page showed."""
        asked = {name: value for name, value in self.cleaned_data.items() if name not in {"version", "note"}}
        given = {name: value for name, value in asked.items() if value not in (None, "")}
        return {"ticks": []} | given


class RefuseForm(MoveForm):
    reason = forms.ChoiceField(label=_("Căn cứ từ chối"))
    legal_basis = forms.CharField(
        label=_("Căn cứ pháp luật (nếu lý do yêu cầu)"), required=False, max_length=500
    )

    def build(self) -> None:
        reasons = preset_for(self.edition).refusal_reasons
        self.fields["reason"].choices = [
            ("", "—"),
            *((one.code, f"{one.label} ({one.citation})" if one.citation else one.label) for one in reasons),
        ]


class AssignForm(MoveForm):
    reviewers = NumberedChoices(
        User.objects.none(), label=_("Người thẩm định"), widget=forms.CheckboxSelectMultiple
    )
    due_on = forms.DateField(
        label=_("Hạn cho ý kiến"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def build(self) -> None:
        people = User.objects.filter(is_active=True, groups__role__code__in=WRITERS)
        self.fields["reviewers"].queryset = (
            people.exclude(pk=self.edition.submitted_by_id).distinct().order_by("full_name")
        )


class ReviewForm(MoveForm):
    verdict = forms.ChoiceField(
        label=_("Kết luận"),
        choices=[
            (verdict.value, verdict.label)
            for verdict in (Review.Verdict.AGREE, Review.Verdict.CHANGE, Review.Verdict.REMARK)
        ],
        widget=forms.RadioSelect,
    )


class OpinionForm(MoveForm):
    verdict = forms.ChoiceField(
        label=_("Ý kiến"),
        choices=[(v.value, v.label) for v in (Review.Verdict.AGREE, Review.Verdict.DISAGREE)],
        widget=forms.RadioSelect,
    )


class PublishForm(MoveForm):
    publish_at = MomentField(label=_("Đăng lúc"), help_text=_("Để trống: đăng ngay."))

    def build(self) -> None:
        self.fields["publish_at"].initial = self.edition.publish_at

    def details(self) -> dict[str, Any]:
        """An emptied hour is an answer as well: now."""
        return super().details() | {"publish_at": self.cleaned_data["publish_at"]}


class TakeDownForm(MoveForm):
    ground = forms.ChoiceField(label=_("Căn cứ gỡ bỏ"))
    explanation = forms.CharField(
        label=_("Giải thích cho bạn đọc (hiện công khai, không bắt buộc)"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def build(self) -> None:
        grounds = preset_for(self.edition).takedown_grounds
        self.fields["ground"].choices = [("", "—"), *((one.code, one.label) for one in grounds)]


class ShareForm(forms.Form):
    """Whom an edition is shown to before it is public, and for how long."""

    addressee = forms.CharField(
        label=_("Gửi cho ai"), max_length=LONGEST_NAME, help_text=_("Ví dụ: Ban đại diện cha mẹ học sinh.")
    )
    days = forms.IntegerField(
        label=_("Dùng được trong (ngày)"), min_value=SHORTEST_DAYS, max_value=LONGEST_DAYS, initial=USUAL_DAYS
    )


FORMS: dict[str, type[MoveForm]] = {
    "refuse": RefuseForm,
    "assign": AssignForm,
    "review": ReviewForm,
    "give_opinion": OpinionForm,
    "publish": PublishForm,
    "post": PublishForm,
    "take_down": TakeDownForm,
}


def move_form(verb: str, edition: Edition, user: User, data: Any = None) -> MoveForm:
    return FORMS.get(verb, MoveForm)(data, edition=edition, verb=verb, user=user)
