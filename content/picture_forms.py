"""The pictures of a text in its form: added several at once, described, chosen as the lead picture."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from content.figures import Shown, described, shown_in, with_figures
from content.legacy import Legacy, find_legacy, legacy_in
from content.models import Article, Picture
from content.storing import store_pictures
from documents.attaching import SeveralFilesField
from editorial.text_field import TextField
from people.models import User

ACCEPTED = ".jpg,.jpeg,.png,.webp,.gif"
MOST_PICTURES = 20


class DescriptionFields(forms.BaseForm):
    """A description and, for figures, a caption for each picture of a text, in their order."""

    shown: list[Shown] = []

    def ask_for_descriptions(self, body: str) -> None:
        self.shown = shown_in(body)
        for number, one in enumerate(self.shown, start=1):
            self._ask(f"alt_{one.token}", _now("Mô tả ảnh %(number)d") % {"number": number}, one.alt)
            if one.is_figure:
                label = _now("Chú thích dưới ảnh %(number)d") % {"number": number}
                self._ask(f"caption_{one.token}", label, one.caption)

    def _ask(self, name: str, label: str, initial: str) -> None:
        self.fields[name] = TextField(label=label, max_length=255, required=False, initial=initial)

    def drawn_in_order(self) -> list[forms.BoundField]:
        """The visible fields but those of single pictures, which stand beside their picture."""
        return [field for field in self.visible_fields() if not field.name.startswith(("alt_", "caption_"))]

    @property
    def pictures(self) -> list[tuple[Shown, forms.BoundField, forms.BoundField | None]]:
        return [
            (one, self[f"alt_{one.token}"], self[f"caption_{one.token}"] if one.is_figure else None)
            for one in self.shown
        ]

    def said_about(self, kind: str) -> dict[str, str]:
        """What was said anew: what stands in the text may have been changed in the editor meanwhile."""
        return {
            one.token: self.cleaned_data.get(name, "")
            for one in self.shown
            if (name := f"{kind}_{one.token}") in self.changed_data
        }

    def with_descriptions(self, body: str) -> str:
        return described(body, self.said_about("alt"), self.said_about("caption"))


class PicturesForm(DescriptionFields, forms.ModelForm):
    """What the forms of articles and pages share about pictures and about text in an old encoding."""

    more_pictures = SeveralFilesField(
        label=_("Thêm ảnh vào cuối bài"),
        required=False,
        allow_empty_file=True,
        most=MOST_PICTURES,
        help_text=_("Chọn nhiều ảnh một lần (JPG, PNG, WebP); ảnh được thêm theo thứ tự khi bạn bấm Lưu."),
    )

    user: User

    def begin_pictures(self) -> None:
        self.fields["more_pictures"].widget.attrs["accept"] = ACCEPTED
        self.ask_for_descriptions(self.instance.body)
        if self.shown and isinstance(self.instance, Article):
            self.fields["lead_picture_choice"] = forms.ChoiceField(
                label=_("Hoặc lấy ảnh đại diện từ ảnh trong bài"),
                required=False,
                choices=[("", _("— giữ ảnh đang có —")), *self._choices()],
            )
            self.order_fields(self.field_order)

    def _choices(self) -> list[tuple[str, str]]:
        return [
            (
                one.token,
                _now("Ảnh %(number)d: %(alt)s") % {"number": number, "alt": one.alt or one.caption or "…"},
            )
            for number, one in enumerate(self.shown, start=1)
        ]

    def clean_more_pictures(self) -> list[Picture]:
        """The good pictures stay, whatever is wrong with others."""
        stored, refused = store_pictures(self.cleaned_data["more_pictures"], by=self.user)
        for sentence in refused:
            self.add_error("more_pictures", sentence)
        return stored

    def place_pictures(self, cleaned: dict[str, Any]) -> None:
        """Write descriptions and new pictures into the text, also into a form that comes back with errors."""
        if "body" not in cleaned:
            return
        added = self._added(cleaned)
        body = self.with_descriptions(cleaned["body"])
        cleaned["body"] = with_figures(body, [(picture, "", "") for picture in added])
        if added and self.errors:
            self.data = self.data.copy()
            self.data["body"] = cleaned["body"]

    def _added(self, cleaned: dict[str, Any]) -> list[Picture]:
        return cleaned.get("more_pictures") or []

    def chosen_lead(self, changes: dict[str, Any]) -> dict[str, Any]:
        token = self.cleaned_data.get("lead_picture_choice")
        if not token:
            return {}
        alt = next((one.alt for one in shown_in(changes["body"]) if one.token == token), "")
        picture = Picture.objects.filter(token=token).first()
        return {"lead_picture": picture, "lead_picture_alt": changes["lead_picture_alt"] or alt}

    # -- text in an old encoding -----------------------------------------------------------------

    @cached_property
    def legacy(self) -> Legacy | None:
        """What of the saved text is in an old encoding; asked for by the page."""
        return legacy_in(self.instance) if self.instance.pk and not self.is_bound else None

    def converted(self, changes: dict[str, Any]) -> dict[str, Any]:
        """The changes in Unicode, if the person pressed the button that agrees to it (TS-III.3.7b)."""
        if "convert" not in self.data:
            return changes
        lines = {name: value for name, value in changes.items() if isinstance(value, str) and name != "body"}
        legacy = find_legacy(lines, changes["body"])
        return changes if legacy is None else {**changes, **legacy.lines, "body": legacy.body}
