"""Official documents for the tests: drafts that a clerk made, and what goes the road to the public."""

from datetime import date
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from documents.authorities import authority_named
from documents.files import check_upload
from documents.models import OfficialDocument, StoredFile, store
from editorial import drafting
from tests.documents.samples import POLICY
from tests.school import School

_NUMBERS = count(1)
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
