"""The form in which the head of a unit writes what is to change, and those in which it is decided."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from content.models import ChangeRequest
from content.reviewing.reviews import Wish
from content.reviewing.subject import (
    STAFF_COLUMNS,
    UNIT_COLUMNS,
    pages_of,
    staff_of,
    staff_values,
    unit_values,
)
from editorial.text_field import TextField
from people.models import StaffMember, Unit

Kind = ChangeRequest.Kind
NEW_LINES = 3
LONGEST_WORDS = 4000


class ReviewForm(forms.Form):
    """“Không thay đổi”: which screen it answers to, and a note."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    after = forms.IntegerField(min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    note = TextField(label=_("Ghi chú"), max_length=1000, several_lines=True, required=False)


class StaffForm(forms.ModelForm):
    """A line of the directory as it should be."""

    full_name = TextField(label=_("Họ và tên"), max_length=150)
    position = TextField(label=_("Chức vụ"), max_length=150)
    is_leaving = forms.BooleanField(label=_("Bỏ khỏi danh bạ công khai"), required=False)

    class Meta:
        model = StaffMember
        fields = STAFF_COLUMNS

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["is_leaving"]
            # An empty line is no wish; one with anything in it must be whole.
            self.empty_permitted, self.use_required_attribute = True, False

    def values(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in STAFF_COLUMNS}


class ChangesForm:
    """The whole screen: texts of the unit, its directory line by line, its pages, and anything else."""

    def __init__(self, unit: Unit, data: Mapping[str, Any] | None = None) -> None:
        self.unit, self.is_bound = unit, data is not None
        self.base = ReviewForm(data)
        self.texts = UnitTextForm(data, prefix="unit", initial=unit_values(unit))
        self.staff = [
            (one, StaffForm(data, instance=one, prefix=f"staff-{one.pk}"), staff_values(one))
            for one in staff_of(unit)
        ]
        self.new = [StaffForm(data, prefix=f"new-{place}", is_new=True) for place in range(1, NEW_LINES + 1)]
        self.pages = [(page, PageWishForm(data, prefix=f"page-{page.item_id}")) for page in pages_of(unit)]
        self.other = PageWishForm(data, prefix="other")

    @property
    def forms(self) -> list[forms.BaseForm]:
        staff, pages = [form for _one, form, _now in self.staff], [form for _page, form in self.pages]
        return [self.base, self.texts, *staff, *self.new, *pages, self.other]

    def is_valid(self) -> bool:
        # Every part is asked, so that all errors are told at once.
        valid = [form.is_valid() for form in self.forms]
        return all(valid)

    @property
    def has_errors(self) -> bool:
        return self.is_bound and any(form.errors for form in self.forms)

    def wishes(self) -> list[Wish]:
        """What differs from what was there."""
        return [*self._texts(), *self._staff(), *self._new(), *self._words()]

    def _texts(self) -> Iterator[Wish]:
        before = unit_values(self.unit)
        after = {name: self.texts.cleaned_data[name] for name in UNIT_COLUMNS}
        if changed := _changed(before, after):
            yield Wish(Kind.UNIT_TEXT, before={name: before[name] for name in changed}, after=changed)

    def _staff(self) -> Iterator[Wish]:
        for member, form, before in self.staff:
            if form.cleaned_data["is_leaving"]:
                yield Wish(Kind.STAFF_REMOVE, staff=member, before=before)
            elif changed := _changed(before, form.values()):
                # The name stays, so that the request says whom it is about.
                shown = {name: before[name] for name in ("full_name", *changed)}
                yield Wish(Kind.STAFF_CHANGE, staff=member, before=shown, after=changed)

    def _new(self) -> Iterator[Wish]:
        for form in self.new:
            if form.has_changed():
                yield Wish(Kind.STAFF_ADD, after=form.values())

    def _words(self) -> Iterator[Wish]:
        for page, form in self.pages:
            if words := form.cleaned_data["words"]:
                yield Wish(Kind.PAGE, words=words, item_id=page.item_id, before={"title": page.title})
        if words := self.other.cleaned_data["words"]:
            yield Wish(Kind.OTHER, words=words)


def _changed(before: dict[str, str], after: dict[str, str]) -> dict[str, str]:
    """The columns whose text is another; line breaks of a browser are no change."""
    return {name: value for name, value in after.items() if value.split() != before[name].split()}


class UnitTextForm(forms.Form):
    functions = TextField(label=_("Chức năng"), max_length=LONGEST_WORDS, several_lines=True, required=False)
    duties = TextField(
        label=_("Nhiệm vụ, quyền hạn"), max_length=LONGEST_WORDS, several_lines=True, required=False
    )


class PageWishForm(forms.Form):
    words = TextField(label=_("Cần sửa gì"), max_length=LONGEST_WORDS, several_lines=True, required=False)


class ApplyForm(forms.Form):
    """The state of things that the button was drawn beside."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class DecisionForm(forms.Form):
    """Done by hand, or not done: with a word why."""

    reason = TextField(
        label=_("Ghi chú, hoặc lý do không làm"), max_length=1000, several_lines=True, required=False
    )
