"""The buttons of an edition's page: the moves of the workflow, and nothing beside `perform` makes them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.access import visible
from editorial.edition_page import EditionPage
from editorial.forms import move_form
from editorial.models import Edition
from editorial.refusing import refusals
from editorial.states import MOVES, Who
from editorial.waiting import waits_for
from editorial.workflow import Refused, perform, stale_refusal
from editorial.worklist import next_waiting

# Whoever decides on what others wrote has a pile before them; who sends their own text wants to see it go.
DECIDES = frozenset({Who.STEP, Who.OPINION, Who.REVIEWER})


class MovingPages(EditionPage):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/buoc/<slug:verb>/", require_POST(self.move_view), "move"),
            *super().get_urls(),
        ]

    def side_context(self, request: HttpRequest, edition: Edition, *, inside: bool) -> dict[str, Any]:
        return {
            **super().side_context(request, edition, inside=inside),
            "next_edition": next_waiting(request.user, after=edition),
        }

    def move_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        edition = self.find(request, pk)
        if verb not in MOVES or MOVES[verb].who is Who.CLOCK:
            raise Http404
        form = move_form(verb, edition, request.user, request.POST)
        if not form.is_valid():
            stale = [stale_refusal()] if "version" in form.errors else []
            return self._unmoved_page(request, pk, verb, refusals(edition, verb, by=request.user) or stale)
        answers = form.cleaned_data
        return self.make_move(
            request, edition, verb, note=answers["note"], version=answers["version"], **form.details()
        )

    def make_move(
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
        return HttpResponseRedirect(self._where_now(request, edition, verb))

    def _where_now(self, request: HttpRequest, edition: Edition, verb: str) -> str:
        """After a decision on somebody's text the next one that waits; else the text itself."""
        seen = visible(self.model, request.user).filter(pk=edition.pk).exists()
        if MOVES[verb].who in DECIDES and not waits_for(edition, request.user):
            following = next_waiting(request.user, after=edition)
            if following is not None:
                messages.info(request, _done_with(edition, seen=seen))
                return following.get_desk_url()
        return edition.get_desk_url() if seen else reverse("admin:index")

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


def _done_with(edition: Edition, *, seen: bool) -> str:
    """What is said above the next text: it is another one, and here is the way back."""
    link = format_html('<a href="{}">{}</a>', edition.get_desk_url(), edition.title)
    words = _("Bạn vừa xong bài {done}. Dưới đây là bài tiếp theo đang chờ bạn.")
    return format_html(words, done=link if seen else edition.title)
