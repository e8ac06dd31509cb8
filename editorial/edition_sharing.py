"""Showing an edition to somebody without an account: making, listing and ending the links."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial import preview_links
from editorial.access import closed_numbers
from editorial.edition_page import EditionPage
from editorial.forms import ShareForm
from editorial.models import Edition, PreviewLink
from editorial.workflow import Refused


class SharingPages(EditionPage):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/gui-xem-truoc/", require_POST(self.share_view), "share"),
            self.address(
                "<int:pk>/gui-xem-truoc/<int:link>/thu-hoi/", require_POST(self.unshare_view), "unshare"
            ),
            *super().get_urls(),
        ]

    def side_context(self, request: HttpRequest, edition: Edition, *, inside: bool) -> dict[str, Any]:
        """The links of an edition with their answers, and whether this person may make another."""
        shared = super().side_context(request, edition, inside=inside)
        if not inside:
            return shared
        links = edition.item.preview_links.filter(edition_number=edition.number)
        found = links.select_related("made_by").prefetch_related("answers")
        return {
            **shared,
            "links": [(one, self._may_end(request, one, edition)) for one in found],
            "share_form": ShareForm(auto_id="gui_%s") if self._may_share(request, edition) else None,
        }

    def _may_share(self, request: HttpRequest, edition: Edition) -> bool:
        return not preview_links.link_refusals(edition, by=request.user)

    def _may_end(self, request: HttpRequest, link: PreviewLink, edition: Edition) -> bool:
        return not link.is_over and not preview_links.revoke_refusals(link, edition, by=request.user)

    def share_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The page comes back with the new address, which is shown this once and kept nowhere."""
        edition = self.find(request, pk)
        form = ShareForm(request.POST, auto_id="gui_%s")
        if reasons := self._closed(request, edition):
            return self.edition_page(request, edition, reasons=reasons, status=409)
        if not form.is_valid():
            return self.edition_page(request, edition, share_form=form, status=422)
        try:
            link, token = preview_links.make_link(edition, by=request.user, **form.cleaned_data)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        made = {"link": link, "address": settings.SITE_URL + reverse("shared_preview", args=[token])}
        return self.edition_page(request, edition, new_link=made, status=201)

    def unshare_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        edition = self.find(request, pk)
        if reasons := self._closed(request, edition):
            return self.edition_page(request, edition, reasons=reasons, status=409)
        links = PreviewLink.objects.filter(item=edition.item_id, edition_number=edition.number)
        found = get_object_or_404(links, pk=link)
        try:
            preview_links.revoke(found, edition, by=request.user)
        except Refused as refused:
            return self.edition_page(request, edition, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã thu hồi liên kết; không ai mở được nữa."))
        return HttpResponseRedirect(edition.get_desk_url() + "#gui-xem")

    def _closed(self, request: HttpRequest, edition: Edition) -> list[str]:
        """Who sees at most the public page of an edition has nothing to hand on."""
        if edition.number in closed_numbers(edition, request.user):
            return [_("Chỉ người tham gia biên tập bài này được gửi xem trước.")]
        return []
