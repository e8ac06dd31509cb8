"""The desk's pages of one edition: text on the left; road, buttons, remarks and history on the right."""

from collections.abc import Callable
from typing import Any, ClassVar

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from editorial import drafting, remarks
from editorial.access import closed_numbers, get_edition, visible
from editorial.actors import may_move, may_write
from editorial.comparison import compare
from editorial.events import first_snapshot
from editorial.forms import MoveForm, move_form
from editorial.models import Edition, Event, Notification, Remark
from editorial.refusing import refusals
from editorial.road import road_of
from editorial.routes import step_of
from editorial.searching import search_words
from editorial.states import MOVES, Who
from editorial.workflow import Refused, allowed, perform, stale_refusal

# CKEditor sizes pictures and places its balloons by style attributes, which style-src would refuse. They
# are allowed on pages that carry the editor, there alone; inline scripts and style elements stay forbidden.
render_with_editor = csp_update({"style-src-attr": [UNSAFE_INLINE]})(render)


class EditionAdmin(admin.ModelAdmin):
    """Subclasses name the form of their text and draw their public page for the preview.

    The form must have `changes()`: the fields for `editorial.drafting`.
    """

    edition_form: ClassVar[Any]
    text_template: ClassVar[str]
    draw_public_page: ClassVar[Callable[[HttpRequest, Any], HttpResponse]]
    list_display = ("title", "state_now", "step_now", "section", "unit", "created_by", "created_at")
    list_filter = ("state", "section")
    search_fields = ("search_text",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER  # each count costs a query, and they are offered in English
    ordering = ("-created_at",)

    # -- lists ---------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return visible(self.model, request.user).latest_editions()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> Any:
        return super().get_search_results(request, queryset, " ".join(search_words(search_term)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and may_write(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("trạng thái"))
    def state_now(self, edition: Edition) -> str:
        return str(edition.current_state.label)

    @admin.display(description=gettext_lazy("đang ở bước"))
    def step_now(self, edition: Edition) -> str:
        step = step_of(edition)
        return step.label if step else "—"

    @admin.display(description=gettext_lazy("đơn vị"))
    def unit(self, edition: Edition) -> str:
        return edition.item.unit.name

    # -- addresses -----------------------------------------------------------------------------

    def url_name(self, page: str) -> str:
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}_{page}"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name=self.url_name("changelist")),
            path("them/", wrap(self.start_view), name=self.url_name("add")),
            path("<int:pk>/", wrap(self.edition_view), name=self.url_name("change")),
            path(
                "<int:pk>/buoc/<slug:verb>/", wrap(require_POST(self.move_view)), name=self.url_name("move")
            ),
            path("<int:pk>/trao-doi/", wrap(require_POST(self.remark_view)), name=self.url_name("remark")),
            path("<int:pk>/sua-doi/", wrap(require_POST(self.revise_view)), name=self.url_name("revise")),
            path("<int:pk>/xoa-nhap/", wrap(require_POST(self.discard_view)), name=self.url_name("discard")),
            path("<int:pk>/xem-truoc/", wrap(self.preview_view), name=self.url_name("preview")),
            path("<int:pk>/so-sanh/<int:number>/", wrap(self.compare_view), name=self.url_name("compare")),
            path("<int:pk>/bien-tap/", wrap(self.editing_view), name=self.url_name("editing")),
        ]

    def find(self, request: HttpRequest, pk: int) -> Edition:
        """The edition for this person, or 404 whatever the cause."""
        if not self.has_view_permission(request):
            raise Http404
        return get_edition(self.model, request.user, pk)

    # -- writing -------------------------------------------------------------------------------

    def start_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self.edition_form(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            try:
                edition = drafting.start(self.model, by=request.user, **form.changes())
            except Refused as refused:
                form.add_error(None, refused.reasons)
            else:
                messages.success(request, _("Đã lưu bản nháp."))
                return HttpResponseRedirect(edition.get_desk_url())
        context = {"form": form, "title": _("Soạn %(name)s mới") % {"name": self.model._meta.verbose_name}}
        return self._page(request, "editorial/start.html", context, 422 if form.errors else 200)

    def edition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        if request.method != "POST":
            news = Notification.objects.filter(user=request.user, read_at=None, event__item=edition.item_id)
            news.update(read_at=timezone.now())
            return self.edition_page(request, edition)
        # Asked before the form stores a picture that came with the text.
        if reasons := drafting.edit_refusals(edition, by=request.user):
            return self._unsaved_page(request, pk, reasons)
        form = self.edition_form(request.POST, request.FILES, instance=edition, user=request.user)
        if "version" in form.errors:
            return self._unsaved_page(request, pk, [stale_refusal()])
        if not form.is_valid():
            return self.edition_page(request, self.find(request, pk), form=form, status=422)
        try:
            drafting.save_content(
                edition, by=request.user, version=form.cleaned_data["version"], changes=form.changes()
            )
        except Refused as refused:
            return self._unsaved_page(request, pk, refused.reasons)
        messages.success(request, _("Đã lưu."))
        if "submit" in request.POST:
            saved = self.find(request, pk)
            return self._move(request, saved, "submit", version=saved.version)
        return HttpResponseRedirect(edition.get_desk_url())

    def _unsaved_page(self, request: HttpRequest, pk: int, reasons: list[str]) -> HttpResponse:
        """Nothing typed is lost: the form comes back with it, beside the reason and the present version."""
        present = self.find(request, pk)
        typed = request.POST.copy()
        typed["version"] = str(present.version)
        # A form writes what was typed into its instance, so it gets another one than the page.
        form = self.edition_form(typed, instance=self.find(request, pk), user=request.user)
        form.is_valid()
        if not drafting.edit_refusals(present, by=request.user):
            again = _("Phần bạn vừa gõ vẫn còn ở dưới; bấm Lưu lần nữa để ghi đè bản mới.")
            reasons = [*reasons, again]
        return self.edition_page(request, present, form=form, reasons=reasons, status=409)

    # -- moving --------------------------------------------------------------------------------

    def move_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        edition = self.find(request, pk)
        if verb not in MOVES or MOVES[verb].who is Who.CLOCK:
            raise Http404
        form = move_form(verb, edition, request.user, request.POST)
        if not form.is_valid():
            stale = [stale_refusal()] if "version" in form.errors else []
            return self._unmoved_page(request, pk, verb, refusals(edition, verb, by=request.user) or stale)
        answers = form.cleaned_data
        return self._move(
            request, edition, verb, note=answers["note"], version=answers["version"], **form.details()
        )

    def _move(
        self,
        request: HttpRequest,
        edition: Edition,
        verb: str,
        *,
        version: int,
        note: str = "",
        **details: Any,
    ) -> HttpResponse:
        try:
            perform(edition, verb, by=request.user, note=note, version=version, **details)
        except Refused as refused:
            return self._unmoved_page(request, edition.pk, verb, refused.reasons)
        messages.success(request, _("Đã thực hiện: %(move)s.") % {"move": MOVES[verb].label})
        seen = visible(self.model, request.user).filter(pk=edition.pk).exists()
        return HttpResponseRedirect(edition.get_desk_url() if seen else reverse("admin:index"))

    def _unmoved_page(self, request: HttpRequest, pk: int, verb: str, reasons: list[str]) -> HttpResponse:
        """What was typed comes back in the move's form, which now answers for the present version.

        Where the move is no longer this person's, the note comes back as a remark not yet sent.
        """
        present = self.find(request, pk)
        typed = request.POST.copy()
        typed[f"{verb}-version"] = str(present.version)
        may_still = not refusals(present, verb, by=request.user)
        return self.edition_page(
            request,
            present,
            bound=move_form(verb, present, request.user, typed),
            reasons=reasons,
            remark="" if may_still else typed.get(f"{verb}-note", ""),
            status=409 if reasons else 422,
        )

    def revise_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        try:
            successor = drafting.revise(edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(
            request, _("Đã mở bản sửa đổi; bản đang đăng giữ nguyên đến khi bản mới được duyệt.")
        )
        return HttpResponseRedirect(successor.get_desk_url())

    def discard_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        try:
            drafting.discard(edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã xóa bản nháp."))
        return redirect("admin:index")

    def remark_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        text = request.POST.get("text", "")
        answered = request.POST.get("reply_to", "")
        reply_to = None
        if answered:
            # A longer number is no row's, and too long ones Python refuses to read.
            number = int(answered) if answered.isdecimal() and len(answered) < 19 else 0
            reply_to = get_object_or_404(Remark, pk=number, item=edition.item_id)
        if edition.number in closed_numbers(edition, request.user):
            reasons = [_("Chỉ người tham gia biên tập bài này được trao đổi.")]
            return self.edition_page(request, edition, reasons=reasons, remark=text, status=409)
        try:
            remarks.add_remark(edition, by=request.user, text=text, reply_to=reply_to)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, remark=text, status=409)
        return HttpResponseRedirect(edition.get_desk_url() + "#trao-doi")

    # -- reading -------------------------------------------------------------------------------

    def edition_page(
        self,
        request: HttpRequest,
        edition: Edition,
        *,
        form: Any = None,
        bound: MoveForm | None = None,
        reasons: list[str] | tuple[str, ...] = (),
        remark: str = "",
        status: int = 200,
    ) -> HttpResponse:
        user = request.user
        edit_reasons = drafting.edit_refusals(edition, by=user)
        closed = closed_numbers(edition, user)
        inside = edition.number not in closed
        if form is None and not edit_reasons:
            form = self.edition_form(instance=edition, user=user)
        context = {
            "edition": edition,
            "title": edition.title,
            "form": form,
            "text_template": self.text_template,
            "edit_reasons": edit_reasons,
            "move_forms": _move_forms(edition, user, bound),
            "blocked": _blocked_moves(edition, user),
            "reasons": reasons,
            "remark": remark,
            "inside": inside,
            "road": road_of(edition) if inside else [],
            **(_behind(edition, closed) if inside else {}),
            "may_revise": not drafting.revise_refusals(edition, by=user),
            "may_discard": not drafting.discard_refusals(edition, by=user),
            "takedown": edition.item.takedowns.filter(restored_at=None).first(),
            "submits": edition.state in MOVES["submit"].sources and not edition.step,
            **self.parts_context(edition),
        }
        return self._page(request, "editorial/edition.html", context, status)

    def parts_context(self, edition: Edition) -> dict[str, Any]:
        """What hangs on the text and is drawn under it; subclasses say."""
        return {}

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public page, drawn for this edition; never cached, never indexed."""
        response = self.draw_public_page(request, self.find(request, pk))
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def compare_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """This edition against another one of the same item."""
        edition = self.find(request, pk)
        other = get_object_or_404(visible(self.model, request.user), item=edition.item_id, number=number)
        context = {
            "edition": edition,
            "title": _("Bản %(old)s so với bản %(new)s") % {"old": other.number, "new": edition.number},
            "changes": compare(self.model, other.content(), edition.content()),
        }
        return self._page(request, "editorial/comparison.html", context)

    def editing_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The author's own text against the text as it stands (HN-12.4.2a)."""
        edition = self.find(request, pk)
        snapshot = first_snapshot(edition)
        if snapshot is None or edition.number in closed_numbers(edition, request.user):
            raise Http404
        context = {
            "edition": edition,
            "title": _("Bản tác giả gửi so với bản hiện nay"),
            "changes": compare(self.model, snapshot.content, edition.content()),
        }
        return self._page(request, "editorial/comparison.html", context)

    def _page(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.model._meta,
            "urls": f"admin:{self.url_name('')}",
        }
        draw = render_with_editor if context.get("form") else render
        return draw(request, template, {**shared, **context}, status=status)


def _behind(edition: Edition, closed: frozenset[int]) -> dict[str, Any]:
    """How the text came to be; of editions closed to this person nothing."""
    item = edition.item
    remarks = item.remarks.exclude(edition_number__in=closed)
    events = Event.objects.filter(item=item.pk).exclude(edition_number__in=closed)
    return {
        "reviews": item.reviews.filter(edition_number=edition.number).select_related("by"),
        "remarks": remarks.select_related("by", "reply_to__by"),
        "events": events.select_related("by"),
        "editions": item.editions.exclude(number__in=closed).order_by("number"),
        "author_text": first_snapshot(edition),
    }


def _move_forms(edition: Edition, user: Any, bound: MoveForm | None) -> list[MoveForm]:
    """The way onward first, what cannot be undone last."""
    forms = [move_form(move.verb, edition, user) for move in allowed(edition, by=user)]
    forms.sort(key=lambda form: (form.move.danger, not form.is_onward))
    return [bound if bound and bound.move == form.move else form for form in forms]


def _always(edition: Edition) -> bool:
    return True


# Moves that answer to something; where that is missing, their absence is no news to anybody.
_ANSWERS: dict[str, Callable[[Edition], bool]] = {
    "hide": lambda edition: edition.item.suspended_at is None,
    "unhide": lambda edition: edition.item.suspended_at is not None,
    "unschedule": lambda edition: edition.is_scheduled,
    "give_opinion": lambda edition: edition.needs_opinion,
    "confirm_urgent": lambda edition: edition.owes_urgent_confirmation,
}


def _blocked_moves(edition: Edition, user: Any) -> list[tuple[str, list[str]]]:
    """Moves that would be this person's but cannot be made yet, and why, in words."""
    blocked = []
    for verb, move in MOVES.items():
        if move.who is Who.CLOCK or edition.current_state not in move.sources:
            continue
        if not _ANSWERS.get(verb, _always)(edition):
            continue
        if may_move(edition, move, user) and (reasons := refusals(edition, verb, by=user)):
            blocked.append((str(move.label), reasons))
    return blocked
