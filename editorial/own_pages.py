"""Pages of the desk that belong to a table but are none of Django's five: lists and forms of their own."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path

from editorial.workflow import Refused


class OwnPages(admin.ModelAdmin):
    """Everybody at the desk may open the list; the pages themselves ask for the rest."""

    def get_urls(self) -> list[URLPattern]:
        """Subclasses say; Django's pages of the table do not exist."""
        return []

    def url_name(self, page: str) -> str:
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}_{page}"

    def address(self, route: str, view: Callable[..., HttpResponse], page: str) -> URLPattern:
        """An address of the desk, for people who are signed in there."""
        return path(route, self.admin_site.admin_view(view), name=self.url_name(page))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.is_active

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def draw(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "urls": f"admin:{self.url_name('')}", **context}
        return render(request, template, context, status=status)


def attempt(
    request: HttpRequest, act: Callable[[], object], done: str | Callable[[], str], onward: str
) -> HttpResponseRedirect | list[str]:
    """Do it and go on with a word of success; or the reasons why it was refused, for the page to show."""
    try:
        act()
    except Refused as refused:
        return list(refused.reasons)
    messages.success(request, done() if callable(done) else done)
    return HttpResponseRedirect(onward)


def retyped(request: HttpRequest, version: int) -> QueryDict:
    """What was typed on a page that has become stale, answering to the present version now."""
    typed = request.POST.copy()
    typed["version"] = str(version)
    return typed
