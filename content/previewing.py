"""Reading an edition by a preview link: the public page as it will be, in a frame that says what it is.

The page is drawn as for the public, only without links that share an address which is not public yet; then
the bar and the form for an opinion are put in, and the addresses of its own pictures and files are led
through the link.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.calendar_views import draw_event
from content.models import Article, Page, SchoolEvent, WorkWeek
from content.views import draw_article, draw_page
from content.week_views import draw_week
from documents.document_views import draw_document
from documents.models import OfficialDocument, ProcurementNotice
from documents.procurement_views import draw_notice
from editorial import preview_links
from editorial.models import Edition, PreviewAnswer, PreviewLink
from editorial.preview_reader import PreviewReader
from editorial.states import IN_PROGRESS
from editorial.workflow import Refused, stale_refusal

DRAWN: dict[type, Callable[..., HttpResponse]] = {
    Article: draw_article,
    Page: draw_page,
    OfficialDocument: draw_document,
    ProcurementNotice: draw_notice,
    SchoolEvent: draw_event,
    WorkWeek: draw_week,
}
# The addresses that a link opens beside the page itself, by their names.
PARTS = frozenset({"picture", "rendition", "download"})
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    # The address is the key: no other site is told it. "no-referrer" would make browsers send the form with
    # the origin "null", which the protection against forged requests refuses.
    "Referrer-Policy": "same-origin",
}


def by_link(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Opens a view with the link and the edition of the token: 404 for a wrong one, 410 when it is over."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **rest: str) -> HttpResponseBase:
        link = preview_links.find_link(token)
        if link is None:
            raise Http404(_("Không có nội dung này."))
        response = _answer(view, request, link, token, rest)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    return opened


def _answer(
    view: Callable[..., HttpResponseBase],
    request: HttpRequest,
    link: PreviewLink,
    token: str,
    rest: dict[str, str],
) -> HttpResponseBase:
    edition = preview_links.linked_edition(link)
    if type(edition) not in DRAWN or not edition.may_leave:
        return _over(request)
    if type(edition).objects.public().filter(pk=edition.pk).exists():
        return redirect(edition)
    if edition.state not in IN_PROGRESS or edition.is_due:
        return _over(request)
    request.user = PreviewReader(edition)
    return view(request, link, edition, token, **rest)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "content/preview_over.html", status=410)


@require_http_methods(["GET", "HEAD", "POST"])
@by_link
def shared_preview(request: HttpRequest, link: PreviewLink, edition: Edition, token: str) -> HttpResponse:
    """The page of the edition for whoever has the link, and their opinion on it."""
    if request.method == "POST":
        return _take_opinion(request, link, edition, token)
    preview_links.note_opening(link)
    return _framed(request, link, edition, token)


def _take_opinion(request: HttpRequest, link: PreviewLink, edition: Edition, token: str) -> HttpResponse:
    thanks = redirect(reverse("shared_preview", args=[token]) + "?da-gui=1#y-kien")
    if request.POST.get("website"):
        return thanks  # a field that people do not see: a robot filled it in
    if request.POST.get("version") != str(edition.version):
        return _framed(request, link, edition, token, reasons=[stale_refusal()], status=409)
    typed = {name: request.POST.get(name, "") for name in ("name", "verdict", "text")}
    try:
        preview_links.answer(link, edition, **typed)
    except Refused as refused:
        return _framed(request, link, edition, token, reasons=refused.reasons, status=422)
    return thanks


@require_safe
@by_link
def shared_part(
    request: HttpRequest, link: PreviewLink, edition: Edition, token: str, part: str
) -> HttpResponseBase:
    """A picture or file of the edition: its own view decides, asked by somebody with leave for this one."""
    try:
        found = resolve(f"/{part}")
    except Resolver404 as error:
        raise Http404(_("Không có tệp này.")) from error
    if found.url_name not in PARTS:
        raise Http404(_("Không có tệp này."))
    return found.func(request, *found.args, **found.kwargs)


def _framed(
    request: HttpRequest,
    link: PreviewLink,
    edition: Edition,
    token: str,
    *,
    reasons: list[str] | tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    response = DRAWN[type(edition)](request, edition, is_preview=True)
    context = {
        "link": link,
        "edition": edition,
        "reasons": reasons,
        "typed": request.POST,
        "verdicts": PreviewAnswer.Verdict.choices,
        "thanks": "da-gui" in request.GET,
        "action": reverse("shared_preview", args=[token]),
    }
    page = response.content.decode()
    for address in _own_addresses(edition):
        page = page.replace(address, reverse("shared_preview", args=[token]) + address.removeprefix("/"))
    for mark, template in (
        ("</head>", "content/preview_style.html"),
        ("</main>", "content/preview_form.html"),
    ):
        before, end, after = page.rpartition(mark)
        page = before + render_to_string(template, context, request) + end + after
    before, start, after = page.partition("<main")
    page = before + render_to_string("content/preview_bar.html", context, request) + start + after
    response.content = page
    response.status_code = status
    return response


def _own_addresses(edition: Edition) -> list[str]:
    """How the addresses of its pictures and files begin, whatever size or name follows."""
    drawn = edition.pictures.all() if isinstance(edition, Article | Page) else ()
    pictures = {one.get_absolute_url().rpartition(".")[0] for one in drawn}
    files = {one.get_absolute_url().rpartition("/")[0] + "/" for one in edition.attachments.all()}
    return sorted(pictures | files)
