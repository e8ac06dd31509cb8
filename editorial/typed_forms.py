"""A form in which a text is typed: kept aside while it is, and taken only from who it was drawn for."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now

from editorial import autosave
from editorial.models import WorkingCopy
from people.models import User


class TypedForm(forms.ModelForm):
    """The form of an edition; `version` is the one that the person's page was drawn with."""

    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)
    writer = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    user: User
    is_restored = False

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["editorial/writing.css"]}
        js: ClassVar[list[Any]] = [Script("editorial/writing.js", defer=True)]

    def begin_typing(self, user: User) -> None:
        self.user = user
        self.initial |= {"writer": str(user.pk)}
        self.initial.setdefault("version", self.instance.version)
        # Without it a saved text could be overwritten unseen.
        self.fields["version"].required = self.instance.pk is not None

    @property
    def kind(self) -> str:
        return self._meta.model._meta.label_lower

    @property
    def text_classes(self) -> str:
        """How the regulation wants a body to look; kinds without one have nothing to be set."""
        return ""

    @cached_property
    def working_copy(self) -> WorkingCopy | None:
        """What this person typed into this form and did not save; asked for by the page."""
        if self.is_bound or self.is_restored:
            return None
        return autosave.find(self._meta.model, by=self.user, edition=self.instance.pk or 0)

    def restore(self) -> None:
        """Fill the form with what was typed and not saved, for the version that is there now."""
        copy = self.working_copy
        if copy is None:
            return
        typed = QueryDict(mutable=True)
        for name, values in copy.fields.items():
            typed.setlist(name, values)
        for name, field in self.fields.items():
            if name not in autosave.NOT_TYPED and not isinstance(field, forms.FileField):
                self.initial[name] = field.widget.value_from_datadict(typed, MultiValueDict(), name)
        del self.working_copy
        self.is_restored = True

    def clean_writer(self) -> str:
        """A page that somebody else opened in this browser is not saved for who signed in after them."""
        writer = self.cleaned_data["writer"]
        if writer and writer != str(self.user.pk):
            raise ValidationError(
                _now("Trang này do người khác mở; phần họ đang gõ không được lưu vào tài khoản của bạn.")
            )
        return str(self.user.pk)

    def clean_version(self) -> int:
        version = self.cleaned_data["version"]
        return int(self.instance.version if version is None else version)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("correction") and not cleaned.get("change_note") and "change_note" not in self.errors:
            self.add_error("change_note", _now("Đính chính phải ghi rõ đã sửa điều gì."))
        return cleaned
