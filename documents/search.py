"""What search may know of official documents: the public record, and the text of their files."""

from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.document_types import DOCUMENT_TYPES
from documents.models import (
    DocumentAttachment,
    NoticeKind,
    OfficialDocument,
    ProcurementAttachment,
    ProcurementNotice,
)
from documents.models.files import SERVED
from vietnamese.searching import SearchDocument, SearchKind


def _public() -> Any:
    rows = OfficialDocument.objects.public().select_related("item", "issuing_authority")
    return rows.prefetch_related(_read(DocumentAttachment))


def _read(model: Any) -> Prefetch:
    """Attachments that are served, with the text of their files."""
    files = model.objects.filter(file__scan_state__in=sorted(SERVED))
    return Prefetch("attachments", queryset=files.select_related("file__reading"))


def _texts(edition: Any) -> list[str]:
    """Titles, names and text of the files."""
    texts = []
    for part in edition.attachments.all():
        reading = getattr(part.file, "reading", None)
        texts += [part.title, part.name, reading.text if reading else ""]
    return texts


def document_of(document: OfficialDocument) -> SearchDocument:
    """Record and files as they are public now."""
    authority = document.issuing_authority
    record = [document.summary, authority.name if authority else "", document.signer]
    return SearchDocument(
        title=document.title,
        text="\n".join(filter(None, [*record, *_texts(document)])),
        number=document.reference_number,
        on=document.issued_on,
        category=document.document_type,
        authority=authority.slug if authority else "",
        language=document.item.language,
    )


DOCUMENTS = SearchKind(
    key="van-ban",
    label=_("Văn bản"),
    model=OfficialDocument,
    queryset=_public,
    document=document_of,
    categories={kind.code: kind.name for kind in DOCUMENT_TYPES},
)


def _public_notices() -> Any:
    rows = ProcurementNotice.objects.public().select_related("item")
    return rows.prefetch_related(_read(ProcurementAttachment))


def document_of_notice(notice: ProcurementNotice) -> SearchDocument:
    """The notice and its files as they are public now, with the amounts as people read them."""
    record = [notice.text, notice.approval_decision, notice.funding_source, notice.winner]
    amounts = [notice.amount_words, notice.winning_amount_words]
    return SearchDocument(
        title=notice.title,
        text="\n".join(filter(None, [*record, *amounts, *_texts(notice)])),
        on=timezone.localdate(notice.first_public_at or notice.published_at),
        category=notice.notice_kind,
        language=notice.item.language,
    )


PROCUREMENT = SearchKind(
    key="mua-sam-cong",
    label=_("Dự án, mua sắm công"),
    model=ProcurementNotice,
    queryset=_public_notices,
    document=document_of_notice,
    categories=dict(NoticeKind.choices),
)
