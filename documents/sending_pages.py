"""The recipients of a document in the desk: sent by a button, each with its state."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from documents.dispatching import dispatches_of
from documents.models import Dispatch
from documents.sending import send_again, send_refusals, send_to_recipients
from editorial.edition_admin import EditionAdmin
from editorial.workflow import Refused


class SendingPages(EditionAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/gui-noi-nhan/", require_POST(self.send_view), "send"),
            self.address("<int:pk>/gui-noi-nhan/<int:letter>/", require_POST(self.send_again_view), "resend"),
            *super().get_urls(),
        ]

    def side_context(self, request: HttpRequest, edition: Any, *, inside: bool) -> dict[str, Any]:
        return {
            **super().side_context(request, edition, inside=inside),
            "recipients": edition.recipients.all(),
            "dispatches": dispatches_of(edition) if inside else (),
            "may_send": inside and not send_refusals(edition, by=request.user),
        }

    def send_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        document: Any = self.find(request, pk)
        try:
            made = send_to_recipients(document, by=request.user)
        except Refused as refused:
            return self.edition_page(request, document, reasons=refused.reasons, status=409)
        said = ngettext("%(count)d nơi nhận sẽ được gửi ngay.", "%(count)d nơi nhận sẽ được gửi ngay.", made)
        told = said % {"count": made} if made else _("Mọi nơi nhận đã được gửi hoặc đang chờ gửi.")
        messages.success(request, told)
        return HttpResponseRedirect(document.get_desk_url() + "#noi-nhan")

    def send_again_view(self, request: HttpRequest, pk: int, letter: int) -> HttpResponse:
        document = self.find(request, pk)
        dispatch = get_object_or_404(Dispatch, pk=letter, item=document.item_id)
        try:
            send_again(dispatch, by=request.user)
        except Refused as refused:
            return self.edition_page(request, document, reasons=refused.reasons, status=409)
        messages.success(request, _("Thư sẽ được gửi lại ngay."))
        return HttpResponseRedirect(document.get_desk_url() + "#noi-nhan")
