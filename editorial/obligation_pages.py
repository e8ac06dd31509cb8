"""The desk's pages about what is owed: the list, its files, one obligation with history, a duty for once."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.deadline_states import DeadlineState
from editorial.lights import Waiting, end_in_words
from editorial.models import Edition, Obligation
from editorial.obligation_acts import ACTS, Act, acts_of, do, may_open_by_hand, visible_obligations
from editorial.obligation_forms import FORMS, ActForm, OneOffForm
from editorial.obligation_listing import columns, light_of, lines, listing, mark_of
from editorial.obligations import open_by_hand, places_of
from editorial.table_files import csv_file, xlsx_file
from editorial.workflow import Refused
from people.models import User

PER_PAGE = 50
_WIDTHS = (18, 40, 60, 20, 30, 18, 30, 18, 40)


def obligation_urls(site: AdminSite) -> list[URLPattern]:
    """The addresses below /quan-tri/thoi-han/."""

    def page(view: Any) -> Any:
        return site.admin_view(lambda request, **kwargs: view(request, site, **kwargs))

    return [
        path("thoi-han/", page(list_page), name="obligations"),
        path("thoi-han/thoi-han.csv", page(csv_list), name="obligations_csv"),
        path("thoi-han/thoi-han.xlsx", page(xlsx_list), name="obligations_xlsx"),
        path("thoi-han/viec-moi/", page(new_page), name="obligation_new"),
        path("thoi-han/<int:pk>/", page(obligation_page), name="obligation"),
        path("thoi-han/<int:pk>/<slug:code>/", page(act_page), name="obligation_act"),
    ]


@dataclass(frozen=True)
class Line:
    """One row of the list."""

    row: Any

    @property
    def state(self) -> DeadlineState:
        return DeadlineState(self.row.state_now)

    @property
    def mark(self) -> str:
        return mark_of(self.state)

    @property
    def light(self) -> str:
        """The colour that goes with the mark: what came late stays yellow."""
        return light_of(self.state)

    @property
    def waiting(self) -> Waiting | None:
        return Waiting(self.row.opened_at, self.row.due_at) if self.row.is_open else None

    @property
    def end(self) -> str:
        return end_in_words(self.row.due_at)


def list_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    asked = listing(request.user, request.GET.dict())
    rows = asked.rows.select_related("unit").prefetch_related("people")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        **site.each_context(request),
        "title": _("Việc có hạn"),
        "listing": asked,
        "counts": asked.counts(),
        "page": page,
        "lines": [Line(row) for row in page.object_list],
        "may_add": may_open_by_hand(request.user),
    }
    status = 422 if asked.form.errors else 200
    return TemplateResponse(request, "editorial/obligations.html", context, status=status)


def csv_list(request: HttpRequest, site: AdminSite) -> HttpResponse:
    rows = listing(request.user, request.GET.dict()).rows
    return _private(csv_file("thoi-han.csv", columns(), lines(rows)))


def xlsx_list(request: HttpRequest, site: AdminSite) -> HttpResponse:
    rows = listing(request.user, request.GET.dict()).rows
    return _private(xlsx_file("thoi-han.xlsx", _("Việc có hạn"), columns(), _WIDTHS, lines(rows)))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    return response


def new_page(request: HttpRequest, site: AdminSite) -> HttpResponse:
    if not may_open_by_hand(request.user):
        raise PermissionDenied
    form = OneOffForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = open_by_hand(given["title"], given["due_at"], given["people"], given["unit"], request.user)
        messages.success(request, _("Đã giao việc; người phụ trách được nhắc theo giờ của quy chế."))
        return HttpResponseRedirect(made.get_absolute_url())
    context = {**site.each_context(request), "title": _("Giao việc có hạn"), "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "editorial/obligation_new.html", context, status=status)


def obligation_page(request: HttpRequest, site: AdminSite, pk: int) -> HttpResponse:
    if request.method not in ("GET", "HEAD"):
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return _page(request, site, _get(request.user, pk))


def act_page(request: HttpRequest, site: AdminSite, pk: int, code: str) -> HttpResponse:
    """An act is only posted; its form stands on the obligation's page."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    row = _get(request.user, pk)
    if code not in ACTS:
        raise Http404
    form = _form(code, row, request.user, request.POST)
    if not form.is_valid():
        return _page(request, site, row, bound={code: form}, status=422)
    try:
        do(row, code, by=request.user, note=form.cleaned_data["note"], **form.details())
    except Refused as refused:
        fresh = _get(request.user, pk)
        return _page(request, site, fresh, bound={code: form}, reasons=refused.reasons, status=409)
    messages.success(request, _("Đã thực hiện: %(move)s.") % {"move": ACTS[code].label})
    return HttpResponseRedirect(row.get_absolute_url())


def _get(user: User, pk: int) -> Obligation:
    """The obligation, or 404 for both “no such” and “not yours”."""
    found = visible_obligations(user).select_related(
        "unit__head", "item", "answer", "regulation", "waived_by"
    )
    row = found.filter(pk=pk).first() if pk < 2**63 else None
    if row is None:
        raise Http404
    return row


def _form(code: str, row: Obligation, user: User, data: Any = None) -> ActForm:
    return FORMS[code](data, row=row, user=user, prefix=code, auto_id=f"{code}_%s")


def _page(
    request: HttpRequest,
    site: AdminSite,
    row: Obligation,
    *,
    bound: dict[str, ActForm] | None = None,
    reasons: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    possible: dict[str, Act] = acts_of(row, request.user)
    forms = bound or {}
    context = {
        **site.each_context(request),
        "title": row.title,
        "row": row,
        "line": Line(_with_state(row)),
        "people": row.people.order_by("full_name"),
        "changes": row.changes.select_related("by"),
        "reminders": row.reminders.select_related("user"),
        "place": places_of([row]).get(row.pk, "") or _desk_url(row, request.user),
        "answer": _edition_of(row.answer_id and row.answer, request.user),
        "acts": [
            (code, act, forms.get(code) or _form(code, row, request.user)) for code, act in possible.items()
        ],
        "reasons": reasons or [],
        "rule": row.regulation.preset.deadline(row.rule) if row.regulation else None,
        "now": timezone.now(),
        "list_url": reverse("admin:obligations"),
    }
    return TemplateResponse(request, "editorial/obligation.html", context, status=status)


def _with_state(row: Any) -> Any:
    row.state_now = row.state
    return row


def _edition_of(item: Any, user: User) -> Edition | None:
    """The newest edition of the item that this person may open at the desk."""
    if not item:
        return None
    model = item.edition_model
    return model.objects.visible_to(user).filter(item=item).order_by("-number").first()


def _desk_url(row: Obligation, user: User) -> str:
    edition = _edition_of(row.item, user)
    return edition.get_desk_url() if edition else ""
