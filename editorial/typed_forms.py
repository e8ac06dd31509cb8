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
    writer = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    user: User
    is_restored = False

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"all": ["editorial/writing.css"]}
        js: ClassVar[list[Any]] = [Script("editorial/writing.js", defer=True)]

    def begin_typing(self, user: User) -> None:
        self.user = user
        self.initial |= {"writer": str(user.pk)}

    @property
    def kind(self) -> str:
        return self._meta.model._meta.label_lower

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
