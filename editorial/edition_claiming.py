"""“Nhận xử lý” and the edit lock: who is at a text, told to those who come after them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import claims, drafting, locks
from editorial.edition_page import EditionPage
from editorial.models import Edition
from editorial.workflow import Refused


class ClaimingPages(EditionPage):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/nhan/", require_POST(self.claim_view), "claim"),
            self.address("<int:pk>/thoi-nhan/", require_POST(self.unclaim_view), "unclaim"),
            self.address("<int:pk>/dang-sua/", require_POST(self.lock_view), "lock"),
            self.address("<int:pk>/tiep-quan/", require_POST(self.take_over_view), "take_over"),
            *super().get_urls(),
        ]

    def side_context(self, request: HttpRequest, edition: Edition, *, inside: bool) -> dict[str, Any]:
        return {
            **super().side_context(request, edition, inside=inside),
            "claim": claims.claim_of(edition) if inside else None,
            "may_claim": inside and not claims.claim_refusals(edition, by=request.user),
        }

    def claim_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        try:
            claims.claim(edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(request, _("Bạn đã nhận xử lý bài này."))
        return HttpResponseRedirect(edition.get_desk_url())

    def unclaim_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        if not claims.unclaim(edition, by=request.user):
            reasons = [_("Bạn không nhận xử lý bài này.")]
            return self.edition_page(request, edition, reasons=reasons, status=409)
        messages.success(request, _("Bài này lại chờ mọi người xử lý."))
        return HttpResponseRedirect(edition.get_desk_url())

    def lock_view(self, request: HttpRequest, pk: int) -> JsonResponse:
        """The heartbeat of a page that is open for writing; answers what the page has to say about it."""
        edition = self.find(request, pk)
        if "leave" in request.POST:
            locks.let_go(edition, by=request.user)
            return JsonResponse({"state": "free"})
        if reasons := drafting.edit_refusals(edition, by=request.user):
            return JsonResponse({"state": "closed", "reasons": reasons})
        if locks.hold(edition, by=request.user) is None:
            return JsonResponse({"state": "lost", "reasons": locks.lock_refusals(edition, request.user)})
        return JsonResponse({"state": "held"})

    def take_over_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        if reasons := drafting.edit_refusals(edition, by=request.user):
            return self.edition_page(request, edition, reasons=reasons, status=409)
        locks.take_over(edition, by=request.user)
        messages.success(request, _("Bạn đang sửa bài này; người sửa trước đã được báo."))
        return HttpResponseRedirect(edition.get_desk_url())
