"""What every screen of the desk has around it, and the pages that explain: places, help, permissions."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.help_topics import BY_CODE, TOPICS, topic_of
from editorial.matrix_views import matrix_file, matrix_page
from editorial.obligation_pages import obligation_urls
from editorial.shelves import shelves_for
from editorial.target_pages import freshness_page, remind_page, targets_file, targets_page


class Administration(AdminSite):
    """Mixed into the desk's site."""

    empty_value_display = "—"

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        match = request.resolver_match
        return context | {
            "shelves": shelves_for(request, context["available_apps"]) if context["has_permission"] else [],
            "help_topic": topic_of(match.view_name) if match else None,
        }

    def get_urls(self) -> list[URLPattern | URLResolver]:
        return [
            path("danh-muc/", self.admin_view(self.places), name="places"),
            path("tro-giup/", self.admin_view(self.help_contents), name="help"),
            path("tro-giup/<slug:code>/", self.admin_view(self.help_page), name="help_topic"),
            path("ma-tran-quyen/", self.admin_view(self.permission_matrix), name="permission_matrix"),
            path(
                "ma-tran-quyen/ma-tran-phan-quyen.csv",
                self.admin_view(self.permission_matrix_file),
                name="permission_matrix_file",
            ),
            *obligation_urls(self),
            path("chi-tieu/", self.admin_view(self.targets), name="targets"),
            path("chi-tieu/chi-tieu-tin-bai.csv", self.admin_view(self.targets_file), name="targets_file"),
            path("chi-tieu/nhac/", self.admin_view(require_POST(self.remind)), name="targets_remind"),
            path("lau-chua-cap-nhat/", self.admin_view(self.freshness), name="freshness"),
            *super().get_urls(),
        ]

    def places(self, request: HttpRequest) -> HttpResponse:
        """All lists and pages this person may open: the navigation of the desk."""
        context = {**self.each_context(request), "title": _("Danh sách và danh mục")}
        return TemplateResponse(request, "admin/places.html", context)

    def help_contents(self, request: HttpRequest) -> HttpResponse:
        context = {**self.each_context(request), "title": _("Trợ giúp"), "topics": TOPICS}
        return TemplateResponse(request, "admin/help.html", context)

    def help_page(self, request: HttpRequest, code: str) -> HttpResponse:
        topic = BY_CODE.get(code)
        if topic is None:
            raise Http404
        context = {**self.each_context(request), "title": topic.title, "topic": topic, "topics": TOPICS}
        return TemplateResponse(request, "admin/help.html", context)

    def permission_matrix(self, request: HttpRequest) -> HttpResponse:
        return matrix_page(request, self)

    def permission_matrix_file(self, request: HttpRequest) -> HttpResponse:
        return matrix_file(request, self)

    def targets(self, request: HttpRequest) -> HttpResponse:
        return targets_page(request, self)

    def targets_file(self, request: HttpRequest) -> HttpResponse:
        return targets_file(request, self)

    def remind(self, request: HttpRequest) -> HttpResponse:
        return remind_page(request, self)

    def freshness(self, request: HttpRequest) -> HttpResponse:
        return freshness_page(request, self)
