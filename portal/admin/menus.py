from typing import Any

from django.contrib import admin
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.screens import DefaultSetAdmin, ItAdminInline
from portal.forms import MenuEntryForm
from portal.menu import write_default_menu
from portal.models import MenuEntry
from portal.places import Places, places


class ChildEntries(ItAdminInline):
    """The entries below one of the first level."""

    model = MenuEntry
    fk_name = "parent"
    form = MenuEntryForm
    fields = ("label", "label_en", "section", "address", "order", "is_active")
    verbose_name = _("mục con")
    verbose_name_plural = _("mục con")


@admin.register(MenuEntry)
class MenuEntryAdmin(DefaultSetAdmin):
    """The main menu on one screen: in its order, with what visitors do not see and why."""

    form = MenuEntryForm
    list_display = ("in_tree", "leads_to", "seen", "order", "is_active")
    list_editable = ("order", "is_active")
    fields = ("label", "label_en", "section", "address", "parent", "order", "is_active")
    screen_title = _("Sắp xếp danh mục chính")
    write_default = staticmethod(write_default_menu)
    default_said = _("Danh mục đang theo cây chuyên mục: chuyên mục nào có nội dung thì hiện.")

    def get_queryset(self, request: HttpRequest) -> QuerySet[MenuEntry]:
        return super().get_queryset(request).select_related("parent", "section", "item")

    def get_ordering(self, request: HttpRequest) -> Any:
        """Each entry of the first level, followed by those below it."""
        top = Coalesce(F("parent__order"), F("order")), Coalesce(F("parent_id"), F("pk"))
        return [*top, F("parent_id").asc(nulls_first=True), "order", "pk"]

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        return [ChildEntries] if obj and obj.parent_id is None else []

    def explain(self, request: HttpRequest, rows: Any) -> None:
        where = places(request)
        where.expect(rows)
        above = {row.parent_id for row in rows if row.is_active and where.url(row)}
        for row in rows:
            row.leads = where.url(row)
            row.why = _why_hidden(row, where, has_children=row.pk in above)

    @admin.display(description=_("mục"))
    def in_tree(self, entry: MenuEntry) -> SafeString:
        return format_html("{}{}", "— " if entry.parent_id else "", entry.label)

    @admin.display(description=_("dẫn đến"))
    def leads_to(self, entry: Any) -> str:
        return entry.leads or entry.address or str(entry.section or "—")

    @admin.display(description=_("bạn đọc thấy?"))
    def seen(self, entry: Any) -> str:
        return gettext("Không: %(why)s") % {"why": entry.why} if entry.why else gettext("Có")


def _why_hidden(row: MenuEntry, where: Places, *, has_children: bool) -> str:
    if row.parent and not row.parent.is_active:
        return gettext("Mục cấp trên đang cất đi.")
    if row.is_active and has_children:
        return ""
    return where.why_hidden(row) or ("" if where.url(row) else gettext("Chưa có mục con nào hiện ra."))
