"""Entering a text for somebody else: on paper, on a USB stick, by mail (TS-III.3.9a, HN-12.4.1).

Whoever enters stays the one who wrote and sends; who gave the text is its provider, and an author too.
"""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from editorial.actors import WRITERS
from people.models import User

ENTERS_FOR_OTHERS = ("secretariat", "clerk", "editor", "deputy")


def may_enter_for_others(user: User) -> bool:
    """Whether the person may say that a text is somebody else's; teachers send what is their own."""
    return user.is_active and user.has_role(*ENTERS_FOR_OTHERS)


def providers() -> QuerySet[Any]:
    """The people a text can be entered for: active accounts that could have written it themselves."""
    people = get_user_model().objects.filter(is_active=True, groups__role__code__in=WRITERS)
    return people.select_related("unit").distinct().order_by("full_name")


class ProviderField(forms.ModelChoiceField):
    """Somebody of the staff, told apart by their unit."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Người cung cấp thông tin"))
        kwargs.setdefault(
            "help_text",
            _("Khi nhập thay: người này thấy bài như bài của mình và được báo khi bài được gửi, trả, đăng."),
        )
        super().__init__(get_user_model().objects.none(), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj} ({obj.unit})" if obj.unit else str(obj)


class EnteringForm(forms.ModelForm):
    """The fields that only those see who enter for others; for everybody else they stay as they are."""

    entering_fields = ("information_provider", "channel")

    def begin_entering(self, user: User) -> None:
        if not may_enter_for_others(user):
            for name in self.entering_fields:
                del self.fields[name]
            return
        offered: Any = self.fields["information_provider"]
        everybody = providers()
        own = Q(pk__in=everybody.order_by().values("pk")) | Q(pk=self.instance.information_provider_id)
        known = get_user_model().objects.filter(own)
        offered.queryset = known.select_related("unit").order_by("full_name")
        for name in set(self.entering_fields) - {"information_provider"}:
            # A form that does not say leaves it as it is.
            self.fields[name].required = False

    def entered(self, names: Any) -> dict[str, Any]:
        """The cleaned fields of these names that this person was asked; an empty choice changes nothing."""
        given = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return {
            name: value
            for name, value in given.items()
            if value or name not in {"origin", "channel"} or name not in self.entering_fields
        }
