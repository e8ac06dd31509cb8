"""What search may know of official documents: the public record, and the text of their files."""

from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from documents.document_types import DOCUMENT_TYPES
from documents.models import DocumentAttachment, OfficialDocument
from documents.models.files import SERVED
from vietnamese.searching import SearchDocument, SearchKind


def _public() -> Any:
    files = DocumentAttachment.objects.filter(file__scan_state__in=sorted(SERVED))
    read = Prefetch("attachments", queryset=files.select_related("file__reading"))
    return (
        OfficialDocument.objects.public().select_related("item", "issuing_authority").prefetch_related(read)
    )


def document_of(document: OfficialDocument) -> SearchDocument:
    """Record and files as they are public now."""
    authority = document.issuing_authority
    texts = []
    for part in document.attachments.all():
        reading = getattr(part.file, "reading", None)
        texts += [part.title, part.name, reading.text if reading else ""]
    record = [document.summary, authority.name if authority else "", document.signer]
    return SearchDocument(
        title=document.title,
        text="\n".join(filter(None, [*record, *texts])),
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
