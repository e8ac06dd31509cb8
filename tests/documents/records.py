"""Official documents for the tests: drafts that a clerk made, and what goes the road to the public."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.authorities import authority_named
from documents.files import check_upload
from documents.models import (
    DocumentField,
    DocumentGroup,
    DocumentRelation,
    FileProposal,
    FileText,
    OfficialDocument,
    StoredFile,
    store,
)
from editorial import drafting
from editorial.models import Item
from editorial.searching import search_text
from tests.documents.samples import POLICY
from tests.school import School

_NUMBERS = count(1)
AUTHORITIES = (
    "Trường THCS Hoa Phượng",
    "Sở Giáo dục và Đào tạo",
    "Bộ Giáo dục và Đào tạo",
    "UBND xã Hoa Phượng",
    "Chính phủ",
    "Công đoàn cơ sở",
)
FIELDS = ("chuyen-mon", "tai-chinh", "to-chuc")
TYPES_USED = ("quyet-dinh", "ke-hoach", "thong-bao", "bao-cao", "cong-van")
TO_PUBLIC = ("vanthu:submit", "phoban:publish")


def a_file(school: School, content: str) -> StoredFile:
    upload = SimpleUploadedFile("van-ban.txt", content.encode())
    return store(check_upload(upload, POLICY), school.vanthu)


def drafted(school: School, **fields: Any) -> OfficialDocument:
    """A complete draft of the clerk with one file; fields say otherwise, file=None leaves it out."""
    number = next(_NUMBERS)
    content = fields.pop("file", f"Nội dung văn bản thứ {number}")
    authority = fields.pop("authority", "Trường THCS Hoa Phượng")
    values = {
        "document_type": "quyet-dinh",
        "reference_number": f"{number}/QĐ-THCSHP",
        "issued_on": date(2026, 9, 5),
        "summary": "Về việc thành lập Ban Biên tập",
        "issuing_authority": authority_named(authority) if authority else None,
    } | fields
    document: Any = drafting.start(OfficialDocument, by=school.vanthu, **values)
    if content is not None:
        stored = content if isinstance(content, StoredFile) else a_file(school, content)
        document.attachments.create(file=stored, name="van-ban.txt", order=1)
    return document


def published(school: School, **fields: Any) -> OfficialDocument:
    document = drafted(school, **fields)
    school.do(document, *TO_PUBLIC)
    document.refresh_from_db()
    return document


class DeadMailServer:
    """A mail backend that nobody answers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Takes what Django gives a backend."""

    def send_messages(self, messages: Any) -> int:
        raise ConnectionRefusedError(111, "Connection refused")


def rich_document(school: School) -> OfficialDocument:
    """Public, with three files, one of them read, with recipients, a field, and relations both ways."""
    earlier = published(school, summary="Văn bản cũ")
    document = published(school, summary="Văn bản có mọi thứ", signer="Trần Thị Hoa", asks_reading=True)
    later = published(school, summary="Văn bản mới")
    for place in range(2, 4):
        document.attachments.create(file=a_file(school, f"Phụ lục {place}"), name=f"{place}.txt", order=place)
    FileText.objects.create(
        file=document.attachments.first().file,
        status="done",
        finished_at=timezone.now(),
        text="Điều 1. Nội dung.",
    )
    for place in range(5):
        document.recipients.create(name=f"Nơi {place}", order=place)
    document.fields.add(DocumentField.objects.get_or_create(slug="thi-cu", name="Thi cử")[0])
    DocumentRelation.objects.create(edition=document, kind="based_on", text="x", target=earlier.item)
    DocumentRelation.objects.create(edition=later, kind="amends", text="x", target=document.item)
    return document


def proposed_document(school: School) -> OfficialDocument:
    """A draft whose file proposes a number for the empty field, and another summary than was typed."""
    draft = drafted(school, reference_number="", summary="Về việc đã gõ")
    said = {
        "reference_number": ("12/QĐ-THCS", "Số: 12/QĐ-THCS", True),
        "summary": ("Thành lập tổ tư vấn", "Về việc thành lập tổ tư vấn", False),
    }
    values = {
        name: {"value": value, "line": line, "confidence": "high", "needs_check": check}
        for name, (value, line, check) in said.items()
    }
    FileProposal.objects.create(file=draft.attachments.get().file, values=values)
    return draft


def many_documents(school: School, count: int) -> None:
    """So many public records without files, by bulk: of many days, types, fields and six authorities.

    Every tenth is replaced by the one after it, so that validity has something to compute.
    """
    authorities = [authority_named(name) for name in AUTHORITIES]
    fields = [DocumentField.objects.get_or_create(slug=slug, name=slug)[0] for slug in FIELDS]
    group, _made = DocumentGroup.objects.get_or_create(slug="cua-truong", defaults={"name": "Của trường"})
    like = drafted(school, file=None)
    now, kind = timezone.now(), like.item.kind
    items = Item.objects.bulk_create(
        Item(kind=kind, unit=school.unit, created_by=school.vanthu) for _one in range(count)
    )
    rows = []
    for place, item in enumerate(items):
        row = OfficialDocument(
            item=item,
            created_by=school.vanthu,
            state="published",
            published_at=now,
            first_public_at=now,
            document_type=TYPES_USED[place % len(TYPES_USED)],
            reference_number=f"{place % 900 + 1}/QĐ-THCSHP",
            summary=f"Về việc tổ chức hoạt động số {place} của nhà trường",
            issuing_authority=authorities[place % len(authorities)],
            issued_on=date(2026, 9, 1) - timedelta(days=place % 3000),
            signer="Trần Thị Hoa",
            group=group,
        )
        row.prepare()
        row.search_text = search_text(row.title, row.searched_text())
        rows.append(row)
    made = OfficialDocument.objects.bulk_create(rows, batch_size=500)
    through = OfficialDocument.fields.through
    through.objects.bulk_create(
        through(officialdocument_id=row.pk, documentfield=fields[place % len(fields)])
        for place, row in enumerate(made)
    )
    DocumentRelation.objects.bulk_create(
        DocumentRelation(edition=made[place - 1], kind="replaces", text="x", target=made[place].item)
        for place in range(1, count, 10)
    )
