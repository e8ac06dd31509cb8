"""The secretariat's queue of what readers sent: read, taken up as a draft, or declined."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from content.models import ReaderSubmission
from content.reader_desk import accept, acts_for_readers, decline, sees_readers
from content.reader_forms import DeclineForm
from editorial.workflow import Refused

Stage = ReaderSubmission.Stage


class ReaderSubmissionAdmin(admin.ModelAdmin):
    """Names of strangers: for the secretariat and the leaders alone, whatever rights a group has."""

    list_display = ("title", "sender", "stage", "confirmed_at", "files_sent", "decided_by")
    list_filter = ("stage",)
    list_select_related = ("decided_by",)
    list_per_page = 50
    search_fields = ("title",)
    show_facets = admin.ShowFacets.NEVER
    ordering = ("-pk",)

    # -- who ------------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return sees_readers(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return sees_readers(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    # -- the list -------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[ReaderSubmission]:
        """What nobody confirmed is not in anybody's queue."""
        rows = super().get_queryset(request).exclude(stage=Stage.UNCONFIRMED)
        return rows.annotate(file_count=Count("files"))

    @admin.display(description=gettext_lazy("người gửi"))
    def sender(self, row: ReaderSubmission) -> str:
        said = (row.name, row.get_relation_display(), row.class_name)
        return ", ".join(word for word in said if word) or "–"

    @admin.display(description=gettext_lazy("tệp"))
    def files_sent(self, row: Any) -> str:
        return str(row.file_count or "–")

    # -- one text -------------------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, "content_readersubmission"
        return [
            path("<int:pk>/nhan/", wrap(require_POST(self.accept_view)), name=f"{name}_accept"),
            path("<int:pk>/tu-choi/", wrap(require_POST(self.decline_view)), name=f"{name}_decline"),
            path("<int:pk>/tep/<int:part>/", wrap(require_safe(self.file_view)), name=f"{name}_file"),
            *super().get_urls(),
        ]

    def _find(self, request: HttpRequest, pk: Any) -> ReaderSubmission:
        if not sees_readers(request.user):
            raise PermissionDenied
        number = str(pk)
        if not (number.isascii() and number.isdecimal() and len(number) <= 18):
            raise Http404
        return get_object_or_404(self.get_queryset(request), pk=int(number))

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if request.method == "POST":
            raise PermissionDenied
        return self._page(request, self._find(request, object_id))

    def _page(
        self,
        request: HttpRequest,
        submission: ReaderSubmission,
        *,
        reasons: list[str] | tuple[str, ...] = (),
        form: DeclineForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        acts = acts_for_readers(request.user)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": submission.title,
            "submission": submission,
            "files": submission.files.select_related("file"),
            "letters": submission.letters.all(),
            "article": submission.item.editions.order_by("-number").first() if submission.item else None,
            "may_accept": acts and submission.stage == Stage.WAITING,
            "decline_form": (form or DeclineForm()) if acts and submission.stage != Stage.DECLINED else None,
            "reasons": reasons,
        }
        return render(request, "content/_desk_reader.html", context, status=status)

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        submission = self._find(request, pk)
        try:
            article = accept(submission, by=request.user)
        except Refused as refused:
            return self._page(request, self._find(request, pk), reasons=refused.reasons, status=409)
        messages.success(request, _("Đã nhận làm bản nháp; hãy biên tập, chọn chuyên mục rồi gửi duyệt."))
        return redirect(article.get_desk_url())

    def decline_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        submission = self._find(request, pk)
        form = DeclineForm(request.POST)
        if not form.is_valid():
            return self._page(request, submission, form=form, status=422)
        try:
            decline(submission, by=request.user, reason=form.cleaned_data["reason"])
        except Refused as refused:
            fresh = self._find(request, pk)
            return self._page(request, fresh, reasons=refused.reasons, form=form, status=409)
        messages.success(request, _("Đã từ chối; người gửi được báo lý do qua thư."))
        return redirect("admin:content_readersubmission_changelist")

    def file_view(self, request: HttpRequest, pk: int, part: int) -> HttpResponseBase:
        """A file as it was sent, never shown in the browser; only once the scanner has let it through."""
        submission = self._find(request, pk)
        one = get_object_or_404(submission.files.select_related("file"), pk=part)
        if not one.file.is_served:
            reasons = [_("Tệp này đang chờ quét vi-rút hoặc có vi-rút nên chưa tải được.")]
            return self._page(request, submission, reasons=reasons, status=409)
        response = FileResponse(one.file.path.open("rb"), as_attachment=True, filename=one.name)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
