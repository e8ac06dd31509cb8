"""Reading an edition otherwise: as the public will see it, and against another text."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _

from editorial.access import closed_numbers, visible
from editorial.comparison import compare
from editorial.edition_page import EditionPage
from editorial.events import first_snapshots
from editorial.models import Edition

AUTHORS = "-tac-gia"  # after the number: the text as its author sent it
COLUMNS = "hai-cot"


@dataclass(frozen=True)
class Text:
    """Something that can be compared: an edition as it stands, or as its author first sent it."""

    code: str
    label: str
    content: dict[str, Any]


class ReadingPages(EditionPage):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("<int:pk>/xem-truoc/", self.preview_view, "preview"),
            self.address("<int:pk>/so-sanh/<int:number>/", self.compare_view, "compare"),
            self.address("<int:pk>/bien-tap/", self.editing_view, "editing"),
            *super().get_urls(),
        ]

    def side_context(self, request: HttpRequest, edition: Edition, *, inside: bool) -> dict[str, Any]:
        public = self.model.objects.public().filter(item=edition.item_id).exclude(pk=edition.pk)
        return {
            **super().side_context(request, edition, inside=inside),
            "public_number": public.values_list("number", flat=True).first(),
        }

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The public page, drawn for this edition, and a way back; never cached, never indexed."""
        edition = self.find(request, pk)
        response = self.draw_public_page(request, edition, is_preview=True, desk_url=edition.get_desk_url())
        response["Cache-Control"] = "private, no-store"
        response["X-Robots-Tag"] = "noindex"
        return response

    def compare_view(self, request: HttpRequest, pk: int, number: int) -> HttpResponse:
        """Two texts of the same item; `number` is the older one unless the lists say otherwise."""
        edition = self.find(request, pk)
        return self._comparison(request, edition, str(number))

    def editing_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The author's own text against the text as it stands (HN-12.4.2a)."""
        edition = self.find(request, pk)
        return self._comparison(request, edition, f"{edition.number}{AUTHORS}")

    def _comparison(self, request: HttpRequest, edition: Edition, older: str) -> HttpResponse:
        texts = {text.code: text for text in self._texts(request, edition)}
        old = texts.get(request.GET.get("cu", older))
        new = texts.get(request.GET.get("moi", str(edition.number)))
        if old is None or new is None:
            raise Http404
        columns = request.GET.get("xem") == COLUMNS
        context = {
            "edition": edition,
            "title": _("%(old)s so với %(new)s") % {"old": old.label, "new": new.label},
            "texts": texts.values(),
            "old": old,
            "new": new,
            "columns": columns,
            "changes": compare(self.model, old.content, new.content, columns=columns),
        }
        return self.draw_page(request, "editorial/comparison.html", context)

    def _texts(self, request: HttpRequest, edition: Edition) -> list[Text]:
        """What this person may read of the item; how a text came to be only where they take part."""
        closed = closed_numbers(edition, request.user)
        sent = first_snapshots(edition)
        found = []
        for one in visible(self.model, request.user).filter(item=edition.item_id).order_by("number"):
            if one.number in sent and one.number not in closed:
                label = _("Bản %(n)s như tác giả gửi") % {"n": one.number}
                found.append(Text(f"{one.number}{AUTHORS}", label, sent[one.number].content))
            words = {"n": one.number, "state": one.current_state.label}
            found.append(Text(str(one.number), _("Bản %(n)s (%(state)s)") % words, one.content()))
        return found
