"""The page of one edition: its state, its text, then what can be done with it, and how it came to be."""

from collections.abc import Callable
from typing import Any, ClassVar

from csp.constants import UNSAFE_INLINE
from csp.decorators import csp_update
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path

from editorial import drafting, locks
from editorial.access import closed_numbers, get_edition
from editorial.actors import may_move
from editorial.checklist import findings
from editorial.events import first_snapshots
from editorial.forms import MoveForm, move_form
from editorial.insets import insets_beside
from editorial.models import Edition, Event
from editorial.refusing import refusals
from editorial.road import road_of
from editorial.states import IN_PROGRESS, MOVES, State, Who
from editorial.workflow import allowed

# CKEditor sizes pictures and places its balloons by style attributes, which style-src would refuse. They
# are allowed on pages that carry the editor, there alone; inline scripts and style elements stay forbidden.
render_with_editor = csp_update({"style-src-attr": [UNSAFE_INLINE]})(render)


class EditionPage(admin.ModelAdmin):
    """What every page of an edition builds on; each subject adds its addresses in a subclass.

    The kinds of edition name the form of their text and draw their public page for the preview. The form
    must have `changes()`: the fields for `editorial.drafting`.
    """

    edition_form: ClassVar[Any]
    text_template: ClassVar[str]
    draw_public_page: ClassVar[Callable[..., HttpResponse]]

    def url_name(self, page: str) -> str:
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}_{page}"

    def address(self, route: str, view: Callable[..., HttpResponse], page: str) -> URLPattern:
        """An address of the desk, for people who are signed in there."""
        return path(route, self.admin_site.admin_view(view), name=self.url_name(page))

    def get_urls(self) -> list[URLPattern]:
        return [self.address("", self.changelist_view, "changelist")]

    def find(self, request: HttpRequest, pk: int) -> Edition:
        """The edition for this person, or 404 whatever the cause."""
        if not self.has_view_permission(request):
            raise Http404
        return get_edition(self.model, request.user, pk)

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
        **more: Any,
    ) -> HttpResponse:
        user = request.user
        edit_reasons = drafting.edit_refusals(edition, by=user)
        closed = closed_numbers(edition, user)
        inside = edition.number not in closed
        writer = None if edit_reasons else locks.other_writer(edition, user)
        if form is None and not edit_reasons and writer is None:
            form = self.edition_form(instance=edition, user=user)
        moves = _move_forms(edition, user, bound)
        context = {
            "edition": edition,
            "title": edition.title,
            "form": form,
            "text_template": self.text_template,
            "edit_reasons": edit_reasons,
            "writer": writer,
            "move_forms": moves,
            "unmoved": bound if bound is not None and bound.errors and not reasons else None,
            "quick_moves": [one for one in moves if one.is_onward or one.move.verb == "return"],
            "blocked": _blocked_moves(edition, user),
            "findings": findings(edition) if inside and edition.state in IN_PROGRESS else None,
            "reasons": reasons,
            "remark": remark,
            "inside": inside,
            "road": road_of(edition) if inside else [],
            **(_behind(edition, closed) if inside else {}),
            "may_revise": not drafting.revise_refusals(edition, by=user),
            "may_discard": not drafting.discard_refusals(edition, by=user),
            "takedown": edition.item.takedowns.filter(restored_at=None).first(),
            "insets": insets_beside(edition, user),
            "submits": edition.state in MOVES["submit"].sources and not edition.step,
            **self.parts_context(edition),
            **self.side_context(request, edition, inside=inside),
            **more,
        }
        return self.draw_page(request, "editorial/edition.html", context, status)

    def parts_context(self, edition: Edition) -> dict[str, Any]:
        """What hangs on the text and is drawn under it; subclasses say."""
        return {}

    def side_context(self, request: HttpRequest, edition: Edition, *, inside: bool) -> dict[str, Any]:
        """What the subjects show beside the text; `inside` tells whether the person takes part in it."""
        return {}

    def draw_page(
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
    events = list(Event.objects.filter(item=item.pk).exclude(edition_number__in=closed).select_related("by"))
    return {
        "reviews": item.reviews.filter(edition_number=edition.number).select_related("by"),
        "remarks": remarks.select_related("by", "reply_to__by"),
        "events": events,
        "came_back": _came_back(edition, events),
        "editions": item.editions.exclude(number__in=closed).order_by("number"),
        "author_text": first_snapshots(edition).get(edition.number),
    }


def _came_back(edition: Edition, events: list[Event]) -> Event | None:
    """The event that returned or refused the edition, while it is so: its author reads the reason first."""
    if edition.state not in {State.RETURNED, State.REFUSED}:
        return None
    sent_back = (one for one in reversed(events) if one.verb in {"return", "refuse"})
    return next((one for one in sent_back if one.edition_number == edition.number), None)


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
