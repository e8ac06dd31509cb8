"""The conversation beside a text."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import remarks
from editorial.access import closed_numbers
from editorial.edition_page import EditionPage
from editorial.models import Remark
from editorial.workflow import Refused


class TalkingPages(EditionPage):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/trao-doi/", require_POST(self.remark_view), "remark"),
            *super().get_urls(),
        ]

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
