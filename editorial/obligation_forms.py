"""The forms of an obligation's page: a report, a reason, people, and a duty for once."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.access import visible
from editorial.forms import MomentField
from editorial.models import Edition, Item, Obligation
from editorial.obligation_acts import needs_publication
from editorial.obligations import LONGEST_TITLE
from editorial.publishing import edition_models
from editorial.text_field import TextField
from people.choices import NumberedChoices
from people.models import Unit, User

LONGEST_NOTE = 2000
_PUBLIC = re.compile(r"-([0-9]{1,18})\.html(?:[?#].*)?$")
_DESK = re.compile(r"/([a-z]+)/([a-z]+)/([0-9]{1,18})/")
_NUMBER = re.compile(r"[0-9]{1,18}")


def _staff() -> Any:
    """Everybody who works at the desk; who only looks on is given nothing to do."""
    staff = User.objects.filter(is_active=True, groups__role__isnull=False)
    return staff.exclude(groups__role__code="inspector").distinct().order_by("full_name")


class ActForm(forms.Form):
    """A note; subclasses ask for more."""

    note = TextField(
        label=gettext_lazy("Ghi chú"), max_length=LONGEST_NOTE, several_lines=True, required=False
    )

    def __init__(self, *args: Any, row: Obligation, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.user = user
        self.build()

    def build(self) -> None:
        """Fill in what depends on the obligation."""

    def details(self) -> dict[str, Any]:
        """What the act takes beside the note; only of a valid form."""
        return {name: value for name, value in self.cleaned_data.items() if name != "note"}


class ReasonForm(ActForm):
    """A note that may not be left out."""

    def build(self) -> None:
        self.fields["note"].label = _("Lý do")
        self.fields["note"].required = True


class ReportForm(ActForm):
    """When it was done, or which item answers it."""

    answer = forms.CharField(
        label=gettext_lazy("Bài, văn bản trả lời"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Dán địa chỉ của bài; tính từ lúc bài được đăng lần đầu."),
    )
    done_at = MomentField(
        label=gettext_lazy("Xong lúc"), help_text=gettext_lazy("Để trống: vừa xong. Bỏ qua khi đã ghi bài.")
    )
    field_order = ("answer", "done_at", "note")

    def build(self) -> None:
        if needs_publication(self.row):
            self.fields["answer"].required = True
            del self.fields["done_at"]

    def clean_answer(self) -> Item | None:
        typed = str(self.cleaned_data["answer"]).strip()
        if not typed:
            return None
        edition = _edition_at(typed, self.user)
        if edition is None:
            raise ValidationError(_("Không thấy bài nào ở địa chỉ này; hãy dán lại địa chỉ của bài."))
        return edition.item


def _edition_at(typed: str, user: User) -> Edition | None:
    """The text behind an address of the desk or the portal, or a number, that this person may see."""
    if found := _DESK.search(typed):
        app, name, pk = found.groups()
        models = [one for one in edition_models() if one._meta.label_lower == f"{app}.{name}"]
        wanted = {"pk": pk}
    elif found := (_PUBLIC.search(typed) or _NUMBER.fullmatch(typed)):
        models, wanted = edition_models(), {"item": found.group(found.lastindex or 0)}
    else:
        return None
    shown = (visible(model, user).filter(**wanted).order_by("-number").first() for model in models)
    return next((edition for edition in shown if edition is not None), None)


class AssignForm(ActForm):
    people = NumberedChoices(
        User.objects.none(), label=gettext_lazy("Người phụ trách"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("people", "note")

    def build(self) -> None:
        people: Any = self.fields["people"]
        people.queryset = _staff()
        people.initial = [one.pk for one in self.row.people.all()]


class OneOffForm(forms.Form):
    """A duty for once (Q8-6)."""

    title = TextField(label=gettext_lazy("Việc phải làm"), max_length=LONGEST_TITLE)
    due_at = MomentField(
        label=gettext_lazy("Hạn"), help_text=gettext_lazy("Đúng giờ này là quá hạn, ví dụ 11:00 ngày 07/10.")
    )
    people = NumberedChoices(
        User.objects.none(), label=gettext_lazy("Người phụ trách"), widget=forms.CheckboxSelectMultiple
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Đơn vị"),
        required=False,
        empty_label=gettext_lazy("Cả trường"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["due_at"].required = True
        fields["people"].queryset = _staff()
        fields["unit"].queryset = Unit.objects.filter(is_active=True)

    def clean_due_at(self) -> Any:
        due = self.cleaned_data["due_at"]
        if due is not None and due <= timezone.now():
            raise ValidationError(_("Hạn phải ở tương lai."))
        return due


FORMS: dict[str, type[ActForm]] = {
    "bao-da-lam": ReportForm,
    "rut-bao": ActForm,
    "mien": ReasonForm,
    "rut-mien": ReasonForm,
    "giao": AssignForm,
}
