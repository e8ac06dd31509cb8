"""Exam results at the desk: sessions with their counts and moves; files are in `exams.import_pages`.

Candidates are in no list, search, export or address here; one result is shown at a time, with its reason.
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from editorial.workflow import Refused
from exams import approving
from exams.choices import Outcome, Progress, Status
from exams.desk_forms import OneResultForm, SessionForm, UploadForm, version_of
from exams.import_pages import ImportPages
from exams.looking_up import result_at_desk
from exams.models import ExamEvent, ExamSession
from exams.recording import write_event


@admin.register(ExamSession)
class ExamSessionAdmin(ImportPages, admin.ModelAdmin):
    list_display = ("name", "kind", "school_year", "status", "opens_at", "closes_at", "delete_after")
    list_filter = ("status", "kind")
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    actions = None
    change_list_template = "exams/desk_list.html"

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = "exams_examsession_%s"
        return [
            path("", wrap(self.changelist_view), name=name % "changelist"),
            path("cong-tac/", wrap(require_POST(self.switch_view)), name=name % "switch"),
            path("them/", wrap(self.add_view), name=name % "add"),
            path("<int:pk>/", wrap(self.session_view), name=name % "change"),
            path("<int:pk>/sua/", wrap(self.edit_view), name=name % "edit"),
            path("<int:pk>/viec/<slug:verb>/", wrap(require_POST(self.move_view)), name=name % "move"),
            path("<int:pk>/xem/", wrap(require_POST(self.look_view)), name=name % "look"),
            *self.import_urls(),
        ]

    # -- who ---------------------------------------------------------------------------------

    def has_module_permission(self, request: HttpRequest) -> bool:
        return approving.manages(request.user)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return approving.manages(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return approving.manages(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def find(self, request: HttpRequest, pk: int) -> ExamSession:
        """The session; 403 for who does not manage results, whether or not there is one."""
        if not approving.manages(request.user):
            raise PermissionDenied
        found = ExamSession.objects.select_related("shown", "proposed", "submitted_by").filter(pk=pk).first()
        if found is None:
            raise Http404
        return found

    def draw(
        self, request: HttpRequest, template: str, context: dict[str, Any], status: int = 200
    ) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts}
        return render(request, template, {**shared, **context}, status=status)

    # -- the list, and the switch --------------------------------------------------------------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        extra = {
            "is_on": approving.is_switched_on(),
            "may_switch": approving.approves(request.user),
            "switched": ExamEvent.objects.filter(session=None).select_related("by").last(),
        }
        return super().changelist_view(request, {**extra, **(extra_context or {})})

    def switch_view(self, request: HttpRequest) -> HttpResponse:
        if not approving.approves(request.user):
            raise PermissionDenied
        on = request.POST.get("on") == "1"
        approving.turn(on, by=request.user)
        messages.success(request, _("Đã bật tra cứu.") if on else _("Đã tắt tra cứu."))
        return HttpResponseRedirect(reverse("admin:exams_examsession_changelist"))

    # -- one session ----------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SessionForm(request.POST or None, instance=ExamSession(created_by=request.user))
        if request.method == "POST" and form.is_valid():
            with transaction.atomic():
                made = form.save()
                write_event(made, "create", by=request.user)
            return HttpResponseRedirect(made.get_desk_url())
        return self._form_page(request, form, _("Lập kỳ tra cứu"))

    def edit_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self.find(request, pk)
        if not approving.may_edit(found):
            reasons = [_("Kỳ đã trình hoặc đã duyệt: hãy trả lại hoặc ngừng công bố rồi sửa.")]
            return self._page(request, found, reasons=reasons, status=409)
        form = SessionForm(request.POST or None, instance=found)
        if request.method == "POST" and form.is_valid():
            try:
                approving.edit(found, form, by=request.user)
            except Refused as refused:
                return self._page(request, self.find(request, pk), reasons=refused.reasons, status=409)
            messages.success(request, _("Đã lưu."))
            return HttpResponseRedirect(found.get_desk_url())
        return self._form_page(request, form, _("Sửa kỳ tra cứu"))

    def _form_page(self, request: HttpRequest, form: SessionForm, title: str) -> HttpResponse:
        context = {"form": form, "title": title}
        return self.draw(request, "exams/desk_form.html", context, 422 if form.errors else 200)

    def session_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._page(request, self.find(request, pk))

    def _page(
        self,
        request: HttpRequest,
        found: ExamSession,
        *,
        reasons: list[str] | tuple[str, ...] = (),
        upload_form: UploadForm | None = None,
        one_form: OneResultForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        now = timezone.now()
        imports = list(found.imports.select_related("uploaded_by"))
        look_ups = {outcome.value: found.look_ups.filter(outcome=outcome).count() for outcome in Outcome}
        context = {
            "title": found.name,
            "found": found,
            "reasons": reasons,
            "imports": imports,
            "ready": [one for one in imports if one.status == Progress.LOADED],
            "upload_form": upload_form or UploadForm(),
            "one_form": one_form or OneResultForm(),
            "events": found.events.select_related("by").order_by("-pk")[:100],
            "may_edit": approving.may_edit(found),
            "may_submit": found.status in (Status.DRAFT, Status.APPROVED),
            "may_approve": not approving.approval_refusals(found, by=request.user),
            "approval_refusals": approving.approval_refusals(found, by=request.user),
            "is_open": found.is_open(now) and approving.is_switched_on(),
            "is_on": approving.is_switched_on(),
            "hits": found.found_count + look_ups[Outcome.FOUND],
            "misses": found.missed_count + look_ups[Outcome.MISSED],
        }
        return self.draw(request, "exams/desk_session.html", context, status)

    def move_view(self, request: HttpRequest, pk: int, verb: str) -> HttpResponse:
        found = self.find(request, pk)
        moves = {
            "trinh": lambda: approving.submit(found, batch, by=request.user, version=version),
            "duyet": lambda: approving.approve(found, by=request.user, version=version),
            "tra-lai": lambda: approving.send_back(found, by=request.user, version=version, note=note),
            "ngung": lambda: approving.withdraw(found, by=request.user, version=version, note=note),
        }
        if verb not in moves:
            raise Http404
        try:
            version, batch, note = version_of(request.POST)
            moves[verb]()
        except ValidationError as error:
            return self._page(request, found, reasons=error.messages, status=422)
        except Refused as refused:
            return self._page(request, self.find(request, pk), reasons=refused.reasons, status=409)
        messages.success(request, _("Đã ghi."))
        return HttpResponseRedirect(found.get_desk_url())

    def look_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One result, for who asks at the school's counter; that somebody looked, and why, is noted."""
        found = self.find(request, pk)
        form = OneResultForm(request.POST)
        if not form.is_valid():
            return self._page(request, found, one_form=form, status=422)
        result = result_at_desk(found, form.cleaned_data["number"])
        write_event(found, "look", by=request.user, note=form.cleaned_data["reason"])
        if result is None:
            form.add_error("number", _("Không có kết quả của số này trong bản đã nhập mới nhất."))
            return self._page(request, found, one_form=form, status=422)
        context = {"title": _("Một kết quả"), "found": found, "result": result}
        return self.draw(request, "exams/desk_result.html", context)
