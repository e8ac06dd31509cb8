"""The public list of procurement notices and the page of one; everything shown starts from `public()`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from documents.access import with_signatures
from documents.models import NoticeKind, NoticeStatus, OfficialDocument, ProcurementNotice
from documents.paging import page_of
from documents.procurement_listing import answer_notices, read_notice_question, years_of_notices
from editorial.history import changes_of
from editorial.metadata import Metadata, shortened
from editorial.public_pages import public_page, show_public


@public_page
def procurement_list(request: HttpRequest) -> HttpResponse:
    """Year by year; a wrong filter is said and the rest answered."""
    asked = read_notice_question(request.GET.dict())
    path = reverse("procurement")
    context = {
        **page_of(asked, answer_notices(asked), path),
        "kinds": NoticeKind.choices,
        "statuses": NoticeStatus.choices,
        "years": years_of_notices(),
        "metadata": Metadata(
            _("Dự án, đấu thầu, mua sắm công"),
            path,
            description=_("Dự án, đầu tư, đấu thầu, mua sắm công của nhà trường theo năm"),
            trail=_trail(),
        ),
    }
    return render(request, "documents/procurement_list.html", context)


@public_page
def procurement_notice(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    return show_public(request, ProcurementNotice, item_id, draw_notice)


def draw_notice(request: HttpRequest, shown: ProcurementNotice, **preview: Any) -> HttpResponse:
    """The public page of this edition; the caller has decided that it may be seen.

    `preview` is what a preview adds to the context: `is_preview`, and `desk_url` where it leads back to.
    """
    with translation.override("vi"):
        changes = changes_of(shown)
        context = {
            "edition": shown,
            "decision": public_decision(shown),
            "attachments": list(with_signatures(shown.attachments).order_by("order", "pk")),
            "changes": changes,
            "corrections": [change for change in changes if change.correction],
            "metadata": Metadata(
                title=shown.title,
                path=shown.get_absolute_url(),
                description=shortened(shown.text or shown.title),
                published=shown.first_public_at,
                modified=shown.published_at,
                trail=(*_trail(), (shown.title, shown.get_absolute_url())),
            ),
            **preview,
        }
        return render(request, "documents/procurement.html", context)


def public_decision(notice: ProcurementNotice) -> OfficialDocument | None:
    """The approval decision where visitors can read it now."""
    if notice.approval_document_id is None:
        return None
    return OfficialDocument.objects.public().filter(item=notice.approval_document_id).first()


def _trail() -> tuple[tuple[str, str], ...]:
    return (
        (_("Văn bản"), reverse("documents")),
        (_("Dự án, đấu thầu, mua sắm công"), reverse("procurement")),
    )
