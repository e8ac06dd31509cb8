"""The public list of procurement notices and the page of one; everything shown starts from `public()`."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from documents.access import with_signatures
from documents.listing import PER_PAGE
from documents.models import NoticeKind, NoticeStatus, OfficialDocument, ProcurementNotice
from documents.procurement_listing import answer_notices, read_notice_question, years_of_notices
from editorial.history import changes_of
from editorial.metadata import Metadata, shortened
from editorial.public_pages import gone_or_missing, public_page


@public_page
def procurement_list(request: HttpRequest) -> HttpResponse:
    """Year by year; a wrong filter is said and the rest answered."""
    asked = read_notice_question(request.GET.dict())
    paginator = Paginator(answer_notices(asked), PER_PAGE)
    if not 1 <= asked.page <= paginator.num_pages:
        raise Http404(_("Không có trang này trong danh sách."))
    path = reverse("procurement")
    context = {
        "asked": asked,
        "page": paginator.page(asked.page),
        "numbers": list(paginator.get_elided_page_range(asked.page)),
        "kinds": NoticeKind.choices,
        "statuses": NoticeStatus.choices,
        "years": years_of_notices(),
        "metadata": Metadata(
            _("Dự án, đấu thầu, mua sắm công"),
            path,
            description=_("Dự án, đầu tư, đấu thầu, mua sắm công của nhà trường theo năm"),
            trail=_trail(),
        ),
        # Narrowed lists are not for search engines.
        "canonical_path": path if asked.page == 1 else f"{path}?trang={asked.page}",
        "narrowed": asked.is_narrowed,
    }
    return render(request, "documents/procurement_list.html", context)


@public_page
def procurement_notice(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    rows = ProcurementNotice.objects.public().filter(item=item_id)
    shown = rows.select_related("item__unit").first()
    if shown is None:
        return gone_or_missing(request, item=item_id, item__kind=ProcurementNotice._meta.label_lower)
    if request.path != shown.get_absolute_url():
        return redirect(shown, permanent=True)
    return draw_notice(request, shown)


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
