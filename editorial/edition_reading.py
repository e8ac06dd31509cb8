"""Reading an edition otherwise: as the public will see it, and against another text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern
from django.utils.translation import gettext as _

from editorial.access import closed_numbers, visible
from editorial.comparison import compare
from editorial.edition_page import EditionPage
from editorial.events import first_snapshot


class ReadingPages(EditionPage):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/xem-truoc/", self.preview_view, "preview"),
            self.address("<int:pk>/so-sanh/<int:number>/", self.compare_view, "compare"),
            self.address("<int:pk>/bien-tap/", self.editing_view, "editing"),
            *super().get_urls(),
        ]

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
        return self.draw_page(request, "editorial/comparison.html", context)

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
        return self.draw_page(request, "editorial/comparison.html", context)
