"""Forms of the IT administrator: where signposts lead, and the pictures of the theme."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.urls import ResolverMatch
from django.utils.translation import gettext_lazy as _

from content.models import Page
from content.models.editions import HOLDS_ADDRESS
from documents.images import PreparedPicture, prepare_picture
from documents.refusal import UploadRefused
from editorial.models import Item, Section
from portal.models import BlockLink, MenuEntry, Theme
from portal.places import matched
from vietnamese import clean

MAX_CREST_SIDE, MAX_BANNER_SIDE = 512, 1920
MAX_THEME_BYTES = 4 * 1024 * 1024
_foreign = URLValidator(schemes=["https"], message=_("Địa chỉ này không đúng, hãy kiểm tra lại."))
_own = RegexValidator(r"\A/[\w./?=&%+~#-]*\Z", _("Địa chỉ trong cổng không được có dấu cách hay ký tự lạ."))


@dataclass(frozen=True)
class Destination:
    """What an address turned out to mean; one of the three."""

    address: str = ""
    section: Section | None = None
    item: Item | None = None


def destination(typed: str) -> Destination:
    """Understand an address as it was typed or pasted; raises ValidationError with what to do.

    The address of a section or of a single text is kept as that section or text, so that it follows it
    when its title or its address changes, and goes when it is taken down.
    """
    address = clean(typed).strip().removeprefix(settings.SITE_URL)
    if address.startswith("https://"):
        _foreign(address)
        return Destination(address)
    if not address.startswith("/") or address.startswith("//"):
        raise ValidationError(
            _("Ghi địa chỉ trong cổng bắt đầu bằng /, hoặc địa chỉ trang khác bắt đầu bằng https://.")
        )
    _own(address)
    match = matched(address)
    return _at(address, match) if match else Destination(address)


def _at(address: str, match: ResolverMatch) -> Destination:
    if match.url_name == "section" and (
        found := Section.objects.filter(slug=match.kwargs["slug"], kind="articles")
    ):
        return Destination(section=found[0])
    if match.url_name == "article":
        items = Item.objects.filter(pk=match.kwargs["item_id"], kind="content.article")
        return Destination(item=_existing(items.first()))
    if match.url_name == "page":
        pages = Page.objects.filter(slug=match.kwargs["slug"], state__in=HOLDS_ADDRESS)
        page = pages.select_related("item").order_by("-pk").first()
        return Destination(item=_existing(page and page.item))
    return Destination(address)


def _existing(item: Item | None) -> Item:
    if item is None:
        raise ValidationError(_("Không có bài hay trang nào ở địa chỉ này."))
    return item


def address_of(item: Item) -> str:
    """The address of the newest edition, whether it is public or not."""
    edition = item.editions.order_by("-number").first()
    return edition.get_absolute_url() if edition else ""


class SignpostForm(forms.ModelForm):
    """A signpost: a section from the list, or any address."""

    must_lead_somewhere = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Who may only look gets a form without fields.
        if "section" not in self.fields:
            return
        self.fields["section"].queryset = Section.objects.filter(is_active=True)
        self.fields["address"].help_text = _(
            "Dán địa chỉ một bài, một trang của cổng (bắt đầu bằng /), hoặc trang khác (bắt đầu bằng https://)."
        )
        if self.instance.item:
            self.initial["address"] = address_of(self.instance.item)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        section, typed = cleaned.get("section"), cleaned.get("address", "")
        self.instance.item = None
        if section and typed:
            self.add_error("address", _("Chỉ chọn một: chuyên mục, hoặc địa chỉ."))
        elif typed:
            self._understand(cleaned, typed)
        elif self.must_lead_somewhere and not section and not self.errors:
            self.add_error("address", _("Hãy chọn chuyên mục hoặc ghi địa chỉ."))
        return cleaned

    def _understand(self, cleaned: dict[str, Any], typed: str) -> None:
        try:
            found = destination(typed)
        except ValidationError as error:
            self.add_error("address", error)
        else:
            cleaned |= {"section": found.section, "address": found.address}
            self.instance.item = found.item


class MenuEntryForm(SignpostForm):
    # An entry may stand for its children alone.
    must_lead_somewhere = False

    class Meta:
        model = MenuEntry
        fields = ("label", "label_en", "section", "address", "parent", "order", "is_active")


class BlockLinkForm(SignpostForm):
    class Meta:
        model = BlockLink
        fields = ("label", "label_en", "section", "address", "icon", "order", "is_active")


class ThemeForm(forms.ModelForm):
    """Colours are checked by the model; pictures are drawn anew like every upload."""

    new_crest = forms.FileField(
        label=_("Huy hiệu mới"),
        required=False,
        help_text=_("Ảnh PNG (nền trong suốt) hoặc JPG, gần vuông; hiện trên đầu trang và làm biểu tượng."),
    )
    drop_crest = forms.BooleanField(label=_("Bỏ huy hiệu, dùng hình có sẵn"), required=False)
    new_banner = forms.FileField(
        label=_("Ảnh đầu trang mới"),
        required=False,
        help_text=_("Ảnh ngang, rộng 1920 điểm, không có chữ; hiện thành dải trên đầu mọi trang."),
    )
    drop_banner = forms.BooleanField(label=_("Bỏ ảnh đầu trang"), required=False)

    class Meta:
        model = Theme
        fields = ("school_colour", "urgent_colour")

    def clean_new_crest(self) -> PreparedPicture | None:
        return self._prepared("new_crest", MAX_CREST_SIDE)

    def clean_new_banner(self) -> PreparedPicture | None:
        return self._prepared("new_banner", MAX_BANNER_SIDE)

    def _prepared(self, field: str, side: int) -> PreparedPicture | None:
        given = self.cleaned_data.get(field)
        if not given:
            return None
        try:
            return prepare_picture(given, max_bytes=MAX_THEME_BYTES, max_side=side)
        except UploadRefused as refused:
            raise ValidationError(refused.sentence) from refused
