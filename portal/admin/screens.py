"""What the IT administrator's screens share: who may do what, and the way back to the default."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from content.navigation import SectionTree, section_tree

READERS = ("it_admin", "principal", "inspector", "school_leaders")


class ItAdminScreen(admin.ModelAdmin):
    """The IT administrator changes it, leaders and inspectors read it, nobody else sees it (Q8-3.4b)."""

    show_facets = admin.ShowFacets.NEVER

    class Media:
        css: ClassVar = {"all": ["portal/arranging.css"]}

    def _is_it_admin(self, request: HttpRequest) -> bool:
        return request.user.has_role("it_admin")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_role(*READERS)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_it_admin(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_it_admin(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_it_admin(request)


class ItAdminInline(admin.TabularInline):
    """Rows inside a screen, for the same people."""

    extra = 1

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Without the buttons that add a section in passing: a row is wide enough as it is."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_role(*READERS)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_role("it_admin")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_role("it_admin")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_role("it_admin")


class ExplainedList(ChangeList):
    """A list whose admin explains its rows all at once, before they are shown one by one."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.model_admin.explain(request, self.result_list)


class DefaultSetAdmin(ItAdminScreen):
    """A table that stands for its default while it is empty; can be filled from it and emptied again."""

    change_list_template = "portal/default_set_change_list.html"
    list_per_page = 200
    sortable_by = ()
    screen_title: ClassVar[Any]
    # Said above the list while it is empty, and before everything is thrown away.
    default_said: ClassVar[Any]
    # Makes rows of the default; returns how many.
    write_default: ClassVar[Callable[[SectionTree], int]]

    def explain(self, request: HttpRequest, rows: Any) -> None:
        """Give each row what its columns say of it."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ExplainedList

    def _url_name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("sao-chep/", wrap(self.copy_view), name=self._url_name("copy")),
            path("mac-dinh/", wrap(self.reset_view), name=self._url_name("reset")),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        context = {
            "title": self.screen_title,
            "copy_url": f"admin:{self._url_name('copy')}",
            "reset_url": f"admin:{self._url_name('reset')}",
            "default_said": self.default_said,
            "is_default": not self.model.objects.exists(),
            "may_arrange": self._is_it_admin(request),
        }
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def copy_view(self, request: HttpRequest) -> HttpResponse:
        """Make rows of the default, to be changed one by one."""
        if not self._is_it_admin(request):
            raise PermissionDenied
        if request.method == "POST":
            with transaction.atomic():
                count = 0 if self.model.objects.exists() else self.write_default(section_tree(request))
            if count:
                messages.success(request, _("Đã sao chép %(count)d dòng; nay có thể sửa.") % {"count": count})
            else:
                messages.warning(request, _("Đã có dòng của trường, nên không sao chép đè lên."))
        return redirect(f"admin:{self._url_name('changelist')}")

    def reset_view(self, request: HttpRequest) -> HttpResponse:
        """Throw all rows away, after a question: the default stands again."""
        if not self._is_it_admin(request):
            raise PermissionDenied
        rows = self.model.objects.all()
        if request.method == "POST":
            self.log_deletions(request, rows)
            rows.delete()
            messages.success(request, _("Đã trở lại mặc định."))
            return redirect(f"admin:{self._url_name('changelist')}")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Trở lại mặc định"),
            "count": rows.count(),
            "default_said": self.default_said,
            "list_url": f"admin:{self._url_name('changelist')}",
        }
        return render(request, "portal/reset_confirmation.html", context)
