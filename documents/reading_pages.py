"""The confirmation of reading in the desk."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents import receipts
from editorial.edition_admin import EditionAdmin
from editorial.workflow import Refused


class ReadingReceipts(EditionAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/da-doc/", require_POST(self.read_view), "read"),
            *super().get_urls(),
        ]

    def side_context(self, request: HttpRequest, edition: Any, *, inside: bool) -> dict[str, Any]:
        context = super().side_context(request, edition, inside=inside)
        if not edition.asks_reading:
            return context
        may_see = request.user.has_role(*receipts.SEES_READERS)
        done, missing = receipts.readers(edition) if may_see else ((), ())
        return {
            **context,
            "asks_reading": not receipts.read_refusals(edition, by=request.user),
            "has_read": receipts.has_read(edition, request.user),
            "sees_readers": may_see,
            "readers": done,
            "non_readers": missing,
        }

    def read_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        document: Any = self.find(request, pk)
        try:
            receipts.confirm_reading(document, by=request.user)
        except Refused as refused:
            return self.edition_page(request, document, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã ghi nhận: bạn đã đọc văn bản này."))
        return HttpResponseRedirect(document.get_desk_url() + "#da-doc")
