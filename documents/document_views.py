"""The public list of official documents and the page of one; everything shown starts from `public()`."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from documents.access import with_signatures
from documents.document_types import DOCUMENT_TYPES
from documents.listing import PER_PAGE, answer, read_question
from documents.models import FileText, OfficialDocument, Validity
from documents.relations import related_to
from editorial.history import changes_of
from editorial.metadata import Metadata, shortened
from editorial.public_pages import gone_or_missing, public_page

MOST_TEXT = 200_000  # letters of a file's text that are shown in its page


@public_page
def document_list(request: HttpRequest) -> HttpResponse:
    """Filters combine and keep their meaning in the address; a wrong one is said and the rest answered."""
    asked = read_question(request.GET.dict())
    rows = answer(asked)
    paginator = Paginator(rows, PER_PAGE)
    if not 1 <= asked.page <= paginator.num_pages:
        raise Http404(_("Không có trang này trong danh sách."))
    name, path = _("Văn bản"), reverse("documents")
    context = {
        "asked": asked,
        "page": paginator.page(asked.page),
        "numbers": list(paginator.get_elided_page_range(asked.page)),
        "trail": [],
        "metadata": Metadata(
            name, path, description=_("Văn bản của nhà trường và cấp trên"), trail=((name, path),)
        ),
        # Narrowed lists are not for search engines.
        "canonical_path": path if asked.page == 1 else f"{path}?trang={asked.page}",
        "narrowed": asked.is_narrowed,
        "types": DOCUMENT_TYPES,
        "choices": asked.choices,
        "validities": Validity.choices,
    }
    return render(request, "documents/list.html", context)


@public_page
def document(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    rows = OfficialDocument.objects.public().filter(item=item_id)
    shown = rows.select_related("item__unit", "issuing_authority", "group").first()
    if shown is None:
        return gone_or_missing(request, item=item_id, item__kind=OfficialDocument._meta.label_lower)
    if request.path != shown.get_absolute_url():
        return redirect(shown, permanent=True)
    return draw_document(request, shown)


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
