"""The form of an official document; what its files propose stands in the fields nobody has filled yet."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from documents import recipients, relations
from documents.authorities import authority_named, find_authority
from documents.models import DocumentField, DocumentGroup, IssuingAuthority, OfficialDocument, RelationKind
from documents.models.official import LONGEST_SUMMARY
from documents.proposals import Suggestion, being_read, suggestions
from editorial.entering import EnteringForm, ProviderField
from editorial.field_groups import FoldedForm
from editorial.forms import DayField, MomentField
from editorial.text_field import TextField
from editorial.typed_forms import TypedForm
from people.choices import NumberedChoices
from people.models import User

_RELATION_HELP = _("Mỗi dòng một văn bản: số, ký hiệu hoặc địa chỉ trên cổng.")
RELATION_FIELDS = {f"relation_{kind.value}": kind for kind in RelationKind}


class NamesInput(forms.TextInput):
    """A line with the known names below it, as far as the browser offers them."""

    def __init__(self, names: Callable[[], list[str]]) -> None:
        super().__init__(attrs={"autocomplete": "off"})
        self.names = names

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        known = f"{(attrs or {}).get('id', name)}_ten"
        drawn = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.names()))
        return format_html('{}<datalist id="{}">{}</datalist>', drawn, known, options)


def authority_names() -> list[str]:
    return list(IssuingAuthority.objects.order_by("name").values_list("name", flat=True))


def day_refusals(cleaned: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and sentence of each day that cannot be, in the order of things or for the authority."""
    issued = cleaned.get("issued_on")
    begins, ends = cleaned.get("effective_on") or issued, cleaned.get("expires_on")
    if begins and ends and ends < begins:
        yield "expires_on", _now("Ngày hết hiệu lực phải sau ngày có hiệu lực.")
    authority = find_authority(cleaned["authority"]) if cleaned.get("authority") else None
    if authority and issued and not authority.existed_on(issued):
        reason = _now("“%(name)s” không hoạt động vào ngày %(day)s; hãy xem lại cơ quan hoặc ngày.")
        yield "authority", reason % {"name": authority.name, "day": f"{issued:%d/%m/%Y}"}


class OfficialDocumentForm(EnteringForm, FoldedForm, TypedForm):
    reference_number = TextField(
        label=_("Số, ký hiệu"),
        max_length=100,
        required=False,
        help_text=_("Ghi như trên văn bản, ví dụ 12/QĐ-THCS."),
    )
    summary = TextField(label=_("Trích yếu"), max_length=LONGEST_SUMMARY, several_lines=True, required=False)
    authority = TextField(
        label=_("Cơ quan ban hành"),
        max_length=200,
        required=False,
        widget=NamesInput(authority_names),
        help_text=_("Chọn tên đã có, hoặc gõ tên mới: cổng tự thêm vào danh mục."),
    )
    issued_on = DayField(label=_("Ngày ban hành"))
    signed_on = DayField(label=_("Ngày ký"), help_text=_("Khi khác ngày ban hành."))
    stamped_at = MomentField(
        label=_("Đóng dấu lúc"), help_text=_("Giờ đóng dấu định hạn đăng lên cổng; nên ghi đủ giờ.")
    )
    effective_on = DayField(label=_("Có hiệu lực từ ngày"), help_text=_("Để trống: từ ngày ban hành."))
    expires_on = DayField(
        label=_("Hết hiệu lực từ ngày"), help_text=_("Ngày đầu tiên không còn hiệu lực; để trống: chưa định.")
    )
    signer = TextField(label=_("Người ký"), max_length=120, required=False)
    signer_title = TextField(label=_("Chức vụ người ký"), max_length=200, required=False)
    group = forms.ModelChoiceField(DocumentGroup.objects.none(), label=_("Nhóm văn bản"), required=False)
    fields_of_work = NumberedChoices(
        DocumentField.objects.none(),
        label=_("Lĩnh vực"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    recipient_lines = TextField(
        label=_("Nơi nhận"),
        max_length=20_000,
        several_lines=True,
        required=False,
        help_text=_(
            "Mỗi dòng một nơi; thêm địa chỉ thư điện tử để gửi tệp, ví dụ: Phòng GD&ĐT: pgd@xa.gov.vn."
        ),
    )
    information_provider = ProviderField()
    publish_at = MomentField(label=_("Hẹn giờ đăng"), help_text=_("Để trống: đăng ngay khi được duyệt."))
    change_note = TextField(
        label=_("Nội dung sửa đổi"),
        max_length=255,
        required=False,
        help_text=_("Bạn đọc thấy dòng này khi văn bản đã đăng được sửa."),
    )

    class Meta:
        model = OfficialDocument
        fields = (
            "document_type",
            "reference_number",
            "issued_on",
            "summary",
            "signer",
            "signer_title",
            "group",
            "signed_on",
            "stamped_at",
            "effective_on",
            "expires_on",
            "direction",
            "secrecy",
            "audience",
            "asks_reading",
            "sends_itself",
            "information_provider",
            "origin",
            "channel",
            "sensitive",
            "publish_at",
            "change_note",
            "correction",
        )

    entering_fields = ("information_provider", "origin", "channel")
    groups = (
        (
            _("Hiệu lực, văn bản liên quan"),
            ("effective_on", "expires_on", "signed_on", "stamped_at", *RELATION_FIELDS),
        ),
        (_("Nơi nhận, ai được đọc"), ("recipient_lines", "sends_itself", "audience", "asks_reading")),
        (_("Độ mật, văn bản đi hay đến, hẹn giờ"), ("direction", "secrecy", "sensitive", "publish_at")),
        (_("Nhập thay người khác"), entering_fields),
        (_("Sửa đổi văn bản đã đăng"), ("change_note", "correction")),
    )
    field_order = (
        "document_type",
        "reference_number",
        "issued_on",
        "authority",
        "summary",
        "signer",
        "signer_title",
        "group",
        "fields_of_work",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_typing(user)
        self.begin_entering(user)
        self.fields["group"].queryset = DocumentGroup.objects.filter(is_active=True)
        self.fields["fields_of_work"].queryset = DocumentField.objects.filter(is_active=True)
        if not self.fields["fields_of_work"].queryset.exists():
            del self.fields["fields_of_work"]
        self._begin_relations()
        self._begin_parts()
        self._suggest()

    @property
    def being_read(self) -> list[Any]:
        return being_read(self.instance)

    def _begin_relations(self) -> None:
        for name, kind in RELATION_FIELDS.items():
            self.fields[name] = TextField(
                label=kind.label,
                max_length=20_000,
                several_lines=True,
                required=False,
                help_text=_RELATION_HELP if kind == RelationKind.REPLACES else "",
            )
            self.fields[name].widget.attrs["rows"] = 2

    def _begin_parts(self) -> None:
        document = self.instance
        if document.pk is None:
            return
        said = list(document.relations.all())
        for name, kind in RELATION_FIELDS.items():
            self.initial.setdefault(name, relations.lines_of(said, kind))
        self.initial.setdefault("recipient_lines", recipients.lines_of(document.recipients.all()))
        self.initial.setdefault("fields_of_work", list(document.fields.values_list("pk", flat=True)))
        self.initial.setdefault("authority", str(document.issuing_authority or ""))

    def _suggest(self) -> None:
        """An empty field shows what a file proposes; a filled one is left alone and told what differs."""
        for name, one in suggestions(self.instance).items():
            place = "authority" if name == "issuing_authority" else name
            if self.initial.get(place) in (None, ""):
                self.initial[place] = one.value
                self.fields[place].suggestion, self.fields[place].is_filled_in = one, True
            elif not self._says(place, one):
                self.fields[place].suggestion, self.fields[place].is_filled_in = one, False

    def _says(self, place: str, one: Suggestion) -> bool:
        there = self.initial.get(place)
        if isinstance(one.value, date):
            return bool(there == one.value)
        return " ".join(str(there).split()).casefold() == " ".join(str(one.value).split()).casefold()

    def clean_recipient_lines(self) -> list[Any]:
        return recipients.parse_recipients(self.cleaned_data["recipient_lines"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, kind in RELATION_FIELDS.items():
            try:
                cleaned[name] = relations.parse_relations(kind, cleaned.get(name, ""), self.instance)
            except ValidationError as error:
                self.add_error(name, error)
        self._check_days(cleaned)
        return cleaned

    def _check_days(self, cleaned: dict[str, Any]) -> None:
        for place, sentence in day_refusals(cleaned):
            self.add_error(place, sentence)

    def changes(self) -> dict[str, Any]:
        """The fields of the edition, for `editorial.drafting`; only of a valid form."""
        given = self.cleaned_data
        name = given["authority"]
        said = [one for field in RELATION_FIELDS for one in given[field]]
        changes = self.entered(self._meta.fields or ())
        changes["issuing_authority"] = authority_named(name) if name else None
        changes |= {"relations": said, "recipients": given["recipient_lines"]}
        if "fields_of_work" in given:
            changes["fields"] = given["fields_of_work"]
        return changes
