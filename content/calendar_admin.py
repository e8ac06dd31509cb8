"""Events and work weeks in the desk."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from content import reporting
from content.calendar_asking import LIST, MONTH, AskedCalendar, read_calendar_question
from content.calendar_days import neighbours_of
from content.calendar_views import draw_event, span_context
from content.event_forms import SchoolEventForm
from content.models import SchoolEvent
from content.week_copying import copy_last_week, last_week_of
from content.week_forms import WorkWeekForm
from content.week_views import draw_week, table_context
from documents.attachment_pages import AttachmentPages
from editorial.edition_typing import TypingPages
from editorial.workflow import Refused


class SchoolEventAdmin(AttachmentPages, TypingPages):
    """Events go the route of documents; from each one its article is begun (HN-13.1)."""

    edition_form = SchoolEventForm
    text_template = "content/_desk_event.html"
    draw_public_page = staticmethod(draw_event)

    list_display = ("title", "event_kind", "starts_at", "audience", "status", "state_now", "created_by")
    list_filter = ("state", "event_kind", "audience", "status")
    list_select_related = ("item__unit", "created_by", "regulation")

    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("lich/", require_safe(self.month_view), "month"),
            self.address("<int:pk>/viet-tin/", require_POST(self.report_view), "report"),
            self.address("<int:pk>/gan-tin/", require_POST(self.link_view), "link_report"),
            self.address("<int:pk>/go-tin/<int:link>/", require_POST(self.unlink_view), "unlink_report"),
            *super().get_urls(),
        ]

    def month_view(self, request: HttpRequest) -> HttpResponse:
        """The calendar of everybody who works here: what is out, for whichever audience."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        asked = read_calendar_question(request.GET.dict())
        if asked.view == LIST:
            asked = AskedCalendar(view=MONTH, day=read_calendar_question({}).day)
        rows = SchoolEvent.objects.out()
        context = {
            **span_context(rows, asked),
            "neighbours": neighbours_of(rows, asked),
            "asked": asked,
            "for_desk": True,
            "title": _("Lịch của nhà trường"),
        }
        return self.draw_page(request, "content/desk_month.html", context)

    def parts_context(self, edition: Any) -> dict[str, Any]:
        return {**super().parts_context(edition), "part_templates": ("content/_desk_reports.html",)}

    def side_context(self, request: HttpRequest, edition: Any, *, inside: bool) -> dict[str, Any]:
        return {
            **super().side_context(request, edition, inside=inside),
            "reports": reporting.reports_seen_by(edition, request.user),
            "may_report": reporting.may_report(edition, request.user),
        }

    def report_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Begin the article about this event, and open it."""
        event: Any = self.find(request, pk)
        try:
            article = reporting.begin_report(event, by=request.user)
        except Refused as refused:
            return self.edition_page(request, event, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã mở bản nháp tin về sự kiện; hãy viết tiếp, thêm ảnh rồi gửi duyệt."))
        return HttpResponseRedirect(article.get_desk_url())

    def link_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        event: Any = self.find(request, pk)
        try:
            reporting.link_report(event, request.POST.get("report", ""), by=request.user)
        except Refused as refused:
            return self.edition_page(
                request,
                event,
                reasons=refused.reasons,
                status=409,
                typed_report=request.POST.get("report", ""),
            )
        messages.success(request, _("Đã gắn với sự kiện."))
        return HttpResponseRedirect(event.get_desk_url() + "#tin-su-kien")

    def unlink_view(self, request: HttpRequest, pk: int, link: int) -> HttpResponse:
        event: Any = self.find(request, pk)
        try:
            reporting.unlink_report(event, link, by=request.user)
        except Refused as refused:
            return self.edition_page(request, event, reasons=refused.reasons, status=409)
        messages.success(request, _("Đã gỡ khỏi sự kiện; bài, văn bản vẫn còn nguyên."))
        return HttpResponseRedirect(event.get_desk_url() + "#tin-su-kien")


class WorkWeekAdmin(AttachmentPages, TypingPages):
    """The work calendar of a week, entered by the clerk and approved by the leaders (TS-III.2.2.9)."""

    edition_form = WorkWeekForm
    text_template = "content/_desk_week.html"
    draw_public_page = staticmethod(draw_week)

    list_display = ("title", "starts_on", "audience", "state_now", "step_now", "created_by")
    list_filter = ("state", "audience")
    list_select_related = ("item__unit", "created_by", "regulation")

    def get_urls(self) -> list[URLPattern]:
        return [self.address("chep-tuan-truoc/", require_POST(self.copy_view), "copy"), *super().get_urls()]

    def start_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **super().start_context(request),
            "start_template": "content/_desk_week_copy.html",
            "last_week": last_week_of(request.user),
        }

    def copy_view(self, request: HttpRequest) -> HttpResponse:
        """A draft of the next free week with the lines of the last one."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        try:
            week = copy_last_week(by=request.user)
        except Refused as refused:
            for reason in refused.reasons:
                messages.error(request, reason)
            return HttpResponseRedirect(reverse(f"admin:{self.url_name('add')}"))
        messages.success(request, _("Đã chép các việc của tuần trước; hãy sửa lại cho đúng tuần này."))
        return HttpResponseRedirect(week.get_desk_url())

    def parts_context(self, edition: Any) -> dict[str, Any]:
        return {**super().parts_context(edition), **table_context(edition), "week": edition}
