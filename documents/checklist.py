"""What a document is asked before it is sent and before the public sees it (Q8-2.3, HN-4.2b, HL-7.3b)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from documents.access import with_signatures
from documents.checking import FILE_RULES
from documents.models import Attachment, DocumentAttachment, OfficialDocument
from documents.numbering import normalise
from editorial.checklist import Found, Rule, Severity, register

# What every document that is out must have, with the sentence for the person who left it out.
REQUIRED = {
    "document_type": _("loại văn bản"),
    "reference_number": _("số, ký hiệu"),
    "issued_on": _("ngày ban hành"),
    "issuing_authority": _("cơ quan ban hành"),
    "summary": _("trích yếu"),
}


@dataclass(frozen=True)
class Checked:
    """A document being checked, with its files."""

    document: OfficialDocument

    @cached_property
    def files(self) -> Sequence[Attachment]:
        return list(with_signatures(self.document.attachments).order_by("order", "pk"))


def field_missing(checked: Checked) -> Iterator[Found]:
    for name, label in REQUIRED.items():
        if not getattr(checked.document, name):
            yield Found(str(label))


def file_missing(checked: Checked) -> Iterator[Found]:
    if not checked.files:
        yield Found()


def secret(checked: Checked) -> Iterator[Found]:
    if checked.document.is_secret:
        yield Found(checked.document.get_secrecy_display())


def same_number(checked: Checked) -> Iterator[Found]:
    """Another document with this normal number by the same authority; numbers begin anew every year."""
    document = checked.document
    number = normalise(document.reference_number)
    if number.is_blank or document.issuing_authority_id is None:
        return
    others = OfficialDocument.objects.latest_editions().exclude(item=document.item_id)
    same = others.filter(number_key=document.number_key, issuing_authority=document.issuing_authority_id)
    if document.issued_on and number.year is None:
        same = same.filter(issued_on__year=document.issued_on.year)
    for other in same[:3]:
        yield Found(other.title)


def same_file(checked: Checked) -> Iterator[Found]:
    """The very same bytes at another document."""
    rows = DocumentAttachment.objects.filter(file__in=[part.file_id for part in checked.files])
    others = rows.exclude(edition__item=checked.document.item_id).select_related("edition")
    for other in others[:3]:
        yield Found(other.name, other.edition.title)


def day_ahead(checked: Checked) -> Iterator[Found]:
    day = checked.document.issued_on
    if day and day > timezone.localdate():
        yield Found(_now("ngày ban hành %(day)s") % {"day": f"{day:%d/%m/%Y}"})


def number_other_type(checked: Checked) -> Iterator[Found]:
    """The sign of the number is that of another type of document."""
    found = normalise(checked.document.reference_number).type
    if found and checked.document.document_type and found.code != checked.document.document_type:
        yield Found(checked.document.reference_number, found.name)


RULES = (
    Rule(
        "document_secret",
        _("Văn bản không thuộc loại “Thường” không được đăng, gửi hay cho tải qua cổng."),
        _("Văn bản mật, lưu hành nội bộ xử lý theo quy định về bảo vệ bí mật nhà nước, không qua cổng."),
        secret,
        fixed=True,
    ),
    Rule(
        "document_field_missing",
        _("Còn thiếu thông tin bắt buộc của văn bản."),
        _("Hãy điền các ô này theo đúng văn bản."),
        field_missing,
        fixed=True,
    ),
    Rule(
        "document_file_missing",
        _("Chưa có tệp văn bản."),
        _("Hãy đính kèm ít nhất một tệp, nên là PDF."),
        file_missing,
        fixed=True,
    ),
    Rule(
        "document_same_number",
        _("Đã có văn bản cùng số, ký hiệu của cùng cơ quan."),
        _("Nếu là bản sửa, hãy mở bản sửa đổi của văn bản đã có; nếu gõ nhầm số, hãy sửa lại."),
        same_number,
        Severity.WARN,
    ),
    Rule(
        "document_same_file",
        _("Tệp này đã có ở văn bản khác."),
        _("Hãy xem có phải văn bản đã nhập rồi không."),
        same_file,
        Severity.WARN,
    ),
    Rule(
        "document_day_ahead",
        _("Ngày ban hành ở tương lai."),
        _("Hãy xem lại ngày trên văn bản."),
        day_ahead,
        Severity.WARN,
    ),
    Rule(
        "document_number_type",
        _("Ký hiệu trong số không khớp loại văn bản."),
        _("Hãy xem lại loại văn bản và số, ký hiệu."),
        number_other_type,
        Severity.WARN,
    ),
    *FILE_RULES,
)

register("documents.officialdocument", Checked, RULES)
