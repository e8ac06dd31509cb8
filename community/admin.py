"""“Đề nghị từ bên ngoài” at the desk: the queue, the page of one request, its moves, and the figures."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from community import handling
from community.choices import OPEN, Channel
from community.desk_forms import EnterForm, HandlingForm
from community.figures import figures_of
from community.forms import ground_label
from community.models import OutsideRequest
from community.moves import MOVES, OVERSEES, SEES
from community.on_desk import sees_people, sees_requests
from community.receiving import enter
from documents.views import send_privately
from editorial.workflow import Refused

FIRST_YEAR = 2000


class OpenFilter(admin.SimpleListFilter):
    """What is still owed an answer, first of all."""

    title = gettext_lazy("việc còn lại")
    parameter_name = "con"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mo", _("Đang xử lý")), ("xong", _("Đã xong"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() == "mo":
            return queryset.filter(status__in=OPEN)
        return queryset.exclude(status__in=OPEN) if self.value() == "xong" else queryset


@admin.register(OutsideRequest)
class OutsideRequestAdmin(admin.ModelAdmin):
    list_display = ("code", "kind", "title_shown", "status", "light", "received_at", "assigned_to")
    list_filter = (OpenFilter, "kind", "status", "channel")
    # Never by name or e-mail: what is searched for stands in the address.
    search_fields = ("code", "title")
    list_select_related = ("assigned_to",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ("received_at",)
    actions = None
    change_list_template = "community/desk_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "community_outsiderequest_%s"
        return [
            path("", wrap(self.changelist_view), name=name % "changelist"),
            path("nhap/", wrap(self.enter_view), name=name % "add"),
            path("so-lieu/", wrap(self.figures_view), name=name % "figures"),
            path("<int:pk>/", wrap(self.request_view), name=name % "change"),
            path("<int:pk>/viec/<slug:verb>/", wrap(self.move_view), name=name % "move"),
            path("<int:pk>/tep/", wrap(self.file_view), name=name % "file"),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return sees_requests(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_requests(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and request.user.has_role("secretariat")

    @admin.display(description=gettext_lazy("về nội dung"))
    def title_shown(self, request: OutsideRequest) -> str:
        return request.title or "—"

    @admin.display(description=gettext_lazy("thời hạn"))
    def light(self, request: OutsideRequest) -> SafeString | str:
        waiting = request.waiting
        if waiting.light is None:
            return "—"
        return format_html(
            '<span class="desk-light desk-light-{}"><span aria-hidden="true">{}</span> {}</span>',
            waiting.light,
            waiting.shape,
            waiting.words,
        )

    def find(self, request: HttpRequest, pk: int) -> OutsideRequest:
        """The request, or 404 whatever the cause."""
        rows = OutsideRequest.objects.select_related("item__unit", "assigned_to", "decided_by", "file")
        found = rows.filter(pk=pk).first() if sees_requests(request.user) else None
        if found is None:
            raise Http404
        return found

    def request_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, self.find(request, pk))

    def _page(
        self,
        request: HttpRequest,
        found: OutsideRequest,
        *,
        bound: HandlingForm | None = None,
        reasons: list[str] | tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        forms = [HandlingForm(request=found, move=move) for move in handling.allowed(found, by=request.user)]
        edition = found.item and found.item.editions.order_by("-number").first()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Đề nghị %(code)s") % {"code": found.code},
            "found": found,
            "sees_people": sees_people(request.user),
            "ground": ground_label(found.ground) if found.ground else "",
            "edition": edition,
            "in_hand": handling.edition_in_hand(found),
            "forms": [bound if bound and bound.move == form.move else form for form in forms],
            "events": found.events.select_related("by"),
            "supplements": found.supplements.all(),
            "failed": found.letters.filter(status="failed", user=None).exists(),
            "others": self._others(found),
            "reasons": reasons,
        }
        return render(request, "community/desk_request.html", context, status=status)

    def _others(self, found: OutsideRequest) -> QuerySet | list[OutsideRequest]:
        """What else was asked about the same item."""
        if found.item_id is None:
            return []
        return OutsideRequest.objects.filter(item=found.item_id).exclude(pk=found.pk)[:20]

    @method_decorator(require_POST)
    def move_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        found = self.find(request, pk)
        if verb not in MOVES:
            raise Http404
        if reasons := handling.refusals(found, verb, by=request.user):
            return self._page(request, found, reasons=reasons, status=409)
        form = HandlingForm(request.POST, request=found, move=MOVES[verb])
        if not form.is_valid():
            return self._page(request, found, bound=form, status=422)
        try:
            event = handling.perform(found, verb, by=request.user, **form.details())
        except Refused as refused:
            return self._page(
                request, self.find(request, pk), bound=form, reasons=refused.reasons, status=409
            )
        messages.success(request, _("Đã thực hiện: %(move)s.") % {"move": MOVES[verb].label})
        return HttpResponseRedirect(self._next_page(found, event.data))

    def _next_page(self, found: OutsideRequest, data: dict[str, Any]) -> str:
        """Who opened a correction goes on to write it."""
        edition = handling.edition_in_hand(found)
        if edition is not None and edition.number == data.get("edition"):
            return edition.get_desk_url()
        return found.get_desk_url()

    def file_view(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        found = self.find(request, pk)
        if found.file is None or not sees_people(request.user):
            raise Http404
        return send_privately(request, found.file, found.file_name)

    def enter_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = EnterForm(request.POST or None)
        if request.method == "POST":
            form = EnterForm(request.POST)
            if form.is_valid():
                return self._entered(request, form)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Nhập đề nghị nhận ngoài cổng"),
            "form": form,
        }
        return render(request, "community/desk_enter.html", context, status=422 if form.errors else 200)

    def _entered(self, request: HttpRequest, form: EnterForm) -> HttpResponse:
        given = form.cleaned_data
        made = enter(
            form.asked(),
            form.subject,
            by=request.user,
            channel=Channel(given["channel"]),
            received_at=given["received_at"],
            key=given["stamp"].key,
        )
        messages.success(request, _("Đã ghi đề nghị %(code)s.") % {"code": made.code})
        return HttpResponseRedirect(made.get_desk_url())

    def figures_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_role(*SEES, *OVERSEES):
            raise PermissionDenied
        this_year = timezone.localdate().year
        asked = request.GET.get("nam", "")
        year = int(asked) if asked.isdecimal() and len(asked) == 4 else this_year
        year = min(max(year, FIRST_YEAR), this_year)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Đính chính và gỡ bỏ năm %(year)d") % {"year": year},
            "figures": figures_of(year),
            "before": year - 1 if year > FIRST_YEAR else None,
            "after": year + 1 if year < this_year else None,
            "list_url": reverse("admin:community_outsiderequest_changelist"),
        }
        return render(request, "community/desk_figures.html", context)
