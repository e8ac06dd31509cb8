"""The record of an imported document as a row: of a table that was given, or of the table of review."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from documents import recipients
from documents.attaching import SeveralFilesField
from documents.authorities import authority_named, level_of
from documents.checklist import REQUIRED
from documents.forms import day_refusals
from documents.models import DocumentField, DocumentGroup, IssuingAuthority, OfficialDocument
from documents.models.official import LONGEST_SUMMARY, TYPES
from editorial.forms import DayField
from editorial.models import Edition
from editorial.text_field import TextField
from vietnamese import fold

MOST_FILES = 400
NAMES_LIST = "co-quan-ban-hanh"  # the one list of known authorities on the page
_OWN = frozenset({IssuingAuthority.Level.SCHOOL, IssuingAuthority.Level.UNION})
Direction = OfficialDocument.Direction


class ImportManyForm(forms.Form):
    """A few hundred files, and perhaps a table that says what they are."""

    files = SeveralFilesField(
        label=_("Các tệp văn bản"),
        required=False,
        allow_empty_file=True,
        most=MOST_FILES,
        help_text=_("Nhiều tệp một lần; các tệp cùng tên khác đuôi (12-QD.pdf, 12-QD.docx) là một văn bản."),
    )
    table = forms.FileField(
        label=_("Bảng kê (không bắt buộc)"),
        required=False,
        allow_empty_file=True,
        help_text=_(
            "Tệp .xlsx hoặc .csv có các cột như Số ký hiệu, Ngày ban hành, Loại, Cơ quan ban hành, "
            "Trích yếu, Người ký, Tệp."
        ),
    )
    table.widget.attrs["accept"] = ".xlsx,.csv"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not (cleaned.get("files") or cleaned.get("table")):
            self.add_error("files", _now("Hãy chọn ít nhất một tệp."))
        return cleaned


class _WrittenDay(DayField):
    """A day in a box of letters, so that what is no day stays in it beside its error."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget = forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "placeholder": "05/09/2026"}
        )


class DocumentRowForm(forms.Form):
    """Its data are the cells as they are written; fit to be a draft when it is valid."""

    reference_number = TextField(label=_("Số, ký hiệu"), max_length=100, required=False)
    issued_on = _WrittenDay(label=_("Ngày ban hành"))
    document_type = forms.ChoiceField(
        label=_("Loại"),
        choices=[("", "—"), *TYPES],
        required=False,
        error_messages={"invalid_choice": _("Không có loại văn bản “%(value)s”; hãy chọn trong danh sách.")},
    )
    authority = TextField(
        label=_("Cơ quan ban hành"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": NAMES_LIST}),
    )
    summary = TextField(
        label=_("Trích yếu"),
        max_length=LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    signer = TextField(label=_("Người ký"), max_length=120, required=False)
    signer_title = TextField(label=_("Chức vụ người ký"), max_length=200, required=False)
    group = TextField(label=_("Nhóm"), max_length=200, required=False)
    fields_of_work = TextField(
        label=_("Lĩnh vực"), max_length=1_000, required=False, help_text=_("Nhiều lĩnh vực cách nhau bằng ;")
    )
    signed_on = _WrittenDay(label=_("Ngày ký"))
    effective_on = _WrittenDay(label=_("Có hiệu lực từ ngày"))
    expires_on = _WrittenDay(label=_("Hết hiệu lực từ ngày"))
    direction = forms.ChoiceField(
        label=_("Văn bản đi, đến"),
        choices=[("", _("theo cơ quan ban hành")), *Direction.choices],
        required=False,
        error_messages={"invalid_choice": _("Không hiểu “%(value)s”; hãy ghi: đi, đến hoặc nội bộ.")},
    )
    secrecy = forms.ChoiceField(
        label=_("Độ mật"),
        choices=[("", "—"), *OfficialDocument.Secrecy.choices],
        required=False,
        error_messages={"invalid_choice": _("Không hiểu độ mật “%(value)s”; hãy ghi Thường hoặc để trống.")},
    )
    recipient_lines = TextField(
        label=_("Nơi nhận"),
        max_length=20_000,
        several_lines=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    main = ("reference_number", "issued_on", "document_type", "authority", "summary")

    @property
    def main_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.main]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in self.main]

    @property
    def other_is_wrong(self) -> bool:
        return any(name in self.errors for name in self.fields if name not in self.main)

    def clean_secrecy(self) -> str:
        said = self.cleaned_data["secrecy"] or OfficialDocument.Secrecy.NONE
        if said != OfficialDocument.Secrecy.NONE:
            label = OfficialDocument.Secrecy(said).label
            raise ValidationError(
                _now("Văn bản có độ mật “%(label)s” không được nhập vào cổng.") % {"label": label}
            )
        return str(said)

    def clean_group(self) -> DocumentGroup | None:
        said = self.cleaned_data["group"]
        return _named(DocumentGroup, said, _now("Không có nhóm văn bản “%(name)s” trong danh mục."))

    def clean_fields_of_work(self) -> list[DocumentField]:
        names = [name.strip() for name in self.cleaned_data["fields_of_work"].split(";") if name.strip()]
        wrong = _now("Không có lĩnh vực “%(name)s” trong danh mục: hãy thêm vào danh mục trước.")
        return [_named(DocumentField, name, wrong) for name in names]

    def clean_recipient_lines(self) -> list[Any]:
        return recipients.parse_recipients(self.cleaned_data["recipient_lines"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for place, sentence in day_refusals(cleaned):
            self.add_error(place, sentence)
        return cleaned

    @property
    def missing(self) -> list[str]:
        """What a document that is out must have and this row has not; only of a valid form."""
        places = {"issuing_authority": "authority"}
        lacking = (label for name, label in REQUIRED.items() if not self.cleaned_data[places.get(name, name)])
        return [str(label) for label in lacking]

    def sentences(self) -> list[str]:
        """Every error with the name of its cell, for a report."""
        found = ((self.fields[name].label, error) for name, errors in self.errors.items() for error in errors)
        return [f"{label}: {error}" for label, error in found]

    def content(self) -> dict[str, Any]:
        """The fields of the draft, for `editorial.drafting`; only of a valid form.

        Nothing is sent to the recipients of a document that was issued long ago, unless somebody asks for it.
        """
        given = self.cleaned_data
        same = (
            "reference_number",
            "issued_on",
            "document_type",
            "summary",
            "signer",
            "signer_title",
            "group",
        )
        days = ("signed_on", "effective_on", "expires_on", "secrecy")
        name = given["authority"]
        own = not name or level_of(name) in _OWN
        return {field: given[field] for field in (*same, *days)} | {
            "issuing_authority": authority_named(name) if name else None,
            "fields": given["fields_of_work"],
            "recipients": given["recipient_lines"],
            "direction": given["direction"] or (Direction.OUTGOING if own else Direction.INCOMING),
            "origin": Edition.Origin.UNIT if own else Edition.Origin.EXTERNAL,
            "sends_itself": False,
        }


def _named(model: Any, name: str, sentence: str) -> Any:
    """The row of that name, in whatever case and marks; None for no name."""
    if not name:
        return None
    found = next((row for row in model.objects.filter(is_active=True) if fold(row.name) == fold(name)), None)
    if found is None:
        raise ValidationError(sentence % {"name": name})
    return found
