"""All pages of one kind of edition in the desk, put together, and their list."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from editorial.access import visible
from editorial.actors import may_write
from editorial.edition_claiming import ClaimingPages
from editorial.edition_reading import ReadingPages
from editorial.edition_sharing import SharingPages
from editorial.edition_talking import TalkingPages
from editorial.edition_writing import WritingPages
from editorial.models import Edition
from editorial.routes import step_of
from editorial.searching import search_words


class EditionAdmin(WritingPages, ClaimingPages, TalkingPages, ReadingPages, SharingPages):
    """Subclasses name what `EditionPage` asks for."""

    list_display = ("title", "state_now", "step_now", "section", "unit", "created_by", "created_at")
    list_filter = ("state", "section")
    search_fields = ("search_text",)
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER  # each count costs a query, and they are offered in English
    ordering = ("-created_at",)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return visible(self.model, request.user).latest_editions()

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> Any:
        return super().get_search_results(request, queryset, " ".join(search_words(search_term)))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and may_write(request.user)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=gettext_lazy("trạng thái"))
    def state_now(self, edition: Edition) -> str:
        return str(edition.current_state.label)

    @admin.display(description=gettext_lazy("đang ở bước"))
    def step_now(self, edition: Edition) -> str:
        step = step_of(edition)
        return step.label if step else "—"

    @admin.display(description=gettext_lazy("đơn vị"))
    def unit(self, edition: Edition) -> str:
        return edition.item.unit.name
