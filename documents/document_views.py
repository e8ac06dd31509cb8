"""The public list of official documents and the page of one; everything shown starts from `public()`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documents.access import with_signatures
from documents.document_types import DOCUMENT_TYPES
from documents.listing import answer, read_question
from documents.models import FileText, OfficialDocument, Validity
from documents.paging import page_of
from documents.relations import related_to
from editorial.history import changes_of
from editorial.metadata import Metadata, shortened
from editorial.public_pages import public_page, show_public

MOST_TEXT = 200_000  # letters of a file's text that are shown in its page


@public_page
def document_list(request: HttpRequest) -> HttpResponse:
    """Filters combine and keep their meaning in the address; a wrong one is said and the rest answered."""
    asked = read_question(request.GET.dict())
    name, path = _("Văn bản"), reverse("documents")
    context = {
        **page_of(asked, answer(asked), path),
        "metadata": Metadata(
            name, path, description=_("Văn bản của nhà trường và cấp trên"), trail=((name, path),)
        ),
        "types": DOCUMENT_TYPES,
        "choices": asked.choices,
        "validities": Validity.choices,
    }
    return render(request, "documents/list.html", context)


@public_page
def document(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    return show_public(request, OfficialDocument, item_id, draw_document, "issuing_authority", "group")


def draw_document(request: HttpRequest, shown: OfficialDocument, **preview: Any) -> HttpResponse:
    """The public page of this edition; the caller has decided that it may be seen.

    `preview` is what a preview adds to the context: `is_preview`, and `desk_url` where it leads back to.
    """
    with translation.override("vi"):
        files = list(with_signatures(shown.attachments).order_by("order", "pk"))
        changes = changes_of(shown)
        name, path = _("Văn bản"), reverse("documents")
        context = {
            "edition": shown,
            "validity": shown.validity_on(timezone.localdate()),
            "related": related_to(shown),
            "fields_of_work": shown.fields.all(),
            "recipients": shown.recipients.all(),
            "attachments": files,
            "texts": _texts(files),
            "changes": changes,
            "corrections": [change for change in changes if change.correction],
            "metadata": Metadata(
                title=shown.title,
                path=shown.get_absolute_url(),
                description=shortened(shown.summary),
                published=shown.first_public_at,
                modified=shown.published_at,
                author=shown.issuing_authority.name if shown.issuing_authority else "",
                trail=((name, path), (shown.heading, shown.get_absolute_url())),
            ),
            **preview,
        }
        return render(request, "documents/document.html", context)


def _texts(files: list[Any]) -> list[tuple[Any, FileText, str]]:
    """(attachment, reading, text) of the files whose text was read."""
    readings = FileText.objects.filter(file__in=[part.file_id for part in files]).exclude(text="")
    by_file = {one.file_id: one for one in readings.select_related("searchable")}
    return [
        (part, reading, reading.text.replace("\f", "\n")[:MOST_TEXT])
        for part in files
        if part.file.is_served and (reading := by_file.get(part.file_id))
    ]
