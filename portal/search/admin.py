"""What the secretariat and the IT administrator tell the search, and what readers looked for in vain."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.search.models import PromotedResult, Synonym, VainSearch

KEEPERS = ("secretariat", "it_admin")
READERS = (*KEEPERS, "deputy", "chair", "principal", "inspector")
LEAST_ASKED = 2  # what one person asked once is nobody else's business


class SearchTable(admin.ModelAdmin):
    """Kept by the secretariat and the IT administrator, open to the board and the inspector."""

    show_facets = admin.ShowFacets.NEVER

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_role(*READERS)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_role(*KEEPERS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_role(*KEEPERS)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_role(*KEEPERS)


@admin.register(Synonym)
class SynonymAdmin(SearchTable):
    list_display = ("__str__", "is_active")
    list_filter = ("is_active",)
    search_fields = ("phrases",)
    fields = ("phrases", "is_active")
    # Deleting many at once would not ask for each whether it came with the portal.
    actions = None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A group that came with the portal is switched off instead: it would be sown again."""
        return super().has_delete_permission(request) and not (obj and obj.key)


@admin.register(PromotedResult)
class PromotedResultAdmin(SearchTable):
    list_display = ("title", "queries", "address", "order", "is_active")
    list_filter = ("is_active",)
    search_fields = ("title", "queries")


@admin.register(VainSearch)
class VainSearchAdmin(SearchTable):
    """A report: counted by the search page, never written by hand; may be deleted."""

    list_display = ("query", "count", "last_on", "try_again")
    list_display_links = None
    view_on_site = False
    search_fields = ("query",)
    date_hierarchy = "last_on"

    def get_queryset(self, request: HttpRequest) -> QuerySet[VainSearch]:
        return super().get_queryset(request).filter(count__gte=LEAST_ASKED)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @admin.display(description=_("Thử lại"))
    def try_again(self, row: VainSearch) -> SafeString:
        return format_html('<a href="{}">{}</a>', row.get_absolute_url(), _("Tìm câu này"))
