"""What the addresses of documents and procurement notices name, ready in the database."""

from typing import Any

from django.urls import resolve

from documents.models import Dispatch, DocumentField, DocumentGroup, ImportedDocument
from editorial.preview_links import make_link
from tests.documents.notices import drafted_notice, published_notice
from tests.documents.records import drafted
from tests.documents.records import published as published_document
from tests.school import School


def document_world(school: School) -> dict[str, list[Any]]:
    """A public document, and a complete draft with everything that its pages name."""
    shown = published_document(school)
    draft = drafted(school)
    link, _token = make_link(draft, by=school.vanthu, addressee="Phòng GD&ĐT", days=7)
    letter = Dispatch.objects.create(
        item=draft.item, edition_number=1, name="A", email="a@b.example", asked_by=school.vanthu
    )
    field = DocumentField.objects.create(name="Thi đua", slug="thi-dua")
    return {
        "public_document": list(resolve(shown.get_absolute_url()).kwargs.values()),
        "officialdocument": [draft.pk],
        "document_batch": [ImportedDocument.objects.create(user=school.vanthu, source="a.pdf").batch],
        "document_link": [link.pk],
        "document_part": [draft.attachments.get().pk],
        "letter": [letter.pk],
        "documents_issuingauthority": [draft.issuing_authority_id],
        "documents_documentfield": [field.pk],
        "documents_documentgroup": [DocumentGroup.objects.earliest("pk").pk],
    }


def notice_world(school: School) -> dict[str, list[Any]]:
    """A public procurement notice, and a complete draft with everything that its pages name."""
    shown, draft = published_notice(school), drafted_notice(school)
    link, _token = make_link(draft, by=school.vanthu, addressee="Phòng GD&ĐT", days=7)
    return {
        "public_notice": ["mua-ban-ghe-phong-hoc-bo-mon", shown.item_id],
        "procurementnotice": [draft.pk],
        "notice_link": [link.pk],
        "notice_part": [draft.attachments.get().pk],
    }
