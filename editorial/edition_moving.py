"""The buttons of an edition's page: the moves of the workflow, and nothing beside `perform` makes them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.access import visible
from editorial.edition_page import EditionPage
from editorial.forms import move_form
from editorial.models import Edition
from editorial.refusing import refusals
from editorial.states import MOVES, Who
from editorial.workflow import Refused, perform, stale_refusal


class MovingPages(EditionPage):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/buoc/<slug:verb>/", require_POST(self.move_view), "move"),
            *super().get_urls(),
        ]

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
