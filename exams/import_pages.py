"""Files of results at the desk: uploaded, columns chosen, read by the worker, agreed to or undone."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.refusal import UploadRefused
from editorial.table_files import csv_file
from editorial.workflow import Refused
from exams import loading
from exams.choices import Progress
from exams.codes import codes_of, forget_codes
from exams.desk_forms import PlanForm, UploadForm
from exams.keys import unseal
from exams.models import ResultImport
from exams.reading import Head


class ImportPages:
    """Mixed into the admin of sessions."""

    def import_urls(self) -> list[URLPattern]:
        wrap, post = self.admin_site.admin_view, require_POST
        name = "exams_examsession_%s"
        batch = "<int:pk>/tep/<int:batch>/"
        return [
            path("<int:pk>/tep/", wrap(post(self.upload_view)), name=name % "upload"),
            path(batch, wrap(self.import_view), name=name % "import"),
            path(f"{batch}dong-y/", wrap(post(self.confirm_view)), name=name % "confirm"),
            path(f"{batch}huy/", wrap(post(self.undo_view)), name=name % "undo"),
            path(f"{batch}ma.csv", wrap(post(self.codes_view)), name=name % "codes"),
            path(f"{batch}xoa-ma/", wrap(post(self.forget_view)), name=name % "forget"),
        ]

    def _batch(self, request: HttpRequest, pk: int, batch: int) -> ResultImport:
        found = self.find(request, pk)
        own = ResultImport.objects.select_related("session", "uploaded_by").filter(pk=batch, session=found)
        if (one := own.first()) is None:
            raise Http404
        return one

    def upload_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        found = self.find(request, pk)
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = loading.take(found, form.cleaned_data["file"], by=request.user)
            except UploadRefused as refused:
                form.add_error("file", refused.sentence)
            except Refused as refused:
                form.add_error("file", refused.reasons)
            else:
                return HttpResponseRedirect(_address(batch))
        return self._page(request, found, upload_form=form, status=422)

    def import_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        """Which columns are for what, while that is open; then how far the reading is and what came of it."""
        one = self._batch(request, pk, batch)
        again = one.status == Progress.READ and "chon-lai" in request.GET
        if one.file and (one.status == Progress.UPLOADED or again or request.method == "POST"):
            return self._plan_page(request, one)
        return self._state_page(request, one)

    def _plan_page(self, request: HttpRequest, one: ResultImport) -> HttpResponse:
        try:
            heads = loading.heads(one)
        except UploadRefused as refused:
            return self._state_page(request, one, reasons=[refused.sentence], status=409)
        head = _chosen(heads, request.POST.get("sheet", ""))
        if request.method != "POST" or "look" in request.POST:
            return self._draw_plan(request, one, heads, PlanForm(head=head, session=one.session))
        form = PlanForm(request.POST, head=head, session=one.session)
        if not form.is_valid():
            return self._draw_plan(request, one, heads, form, status=422)
        try:
            loading.plan_reading(one, form.plan(), by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reasons)
            return self._draw_plan(request, one, heads, form, status=422)
        return HttpResponseRedirect(_address(one))

    def _draw_plan(
        self, request: HttpRequest, one: ResultImport, heads: list[Head], form: PlanForm, status: int = 200
    ) -> HttpResponse:
        context = {"title": _("Chọn cột"), "one": one, "heads": heads, "head": form.head, "form": form}
        return self.draw(request, "exams/desk_plan.html", context, status)

    def _state_page(
        self,
        request: HttpRequest,
        one: ResultImport,
        reasons: list[str] | tuple[str, ...] = (),
        status: int = 200,
    ) -> HttpResponse:
        report = unseal(one.report) if one.report else {"wrong": [], "preview": []}
        context = {
            "title": one.name,
            "one": one,
            "waiting": one.status == Progress.WAITING,
            "wrong": report["wrong"],
            "preview": report["preview"],
            "may_undo": one.pk not in (one.session.shown_id, one.session.proposed_id),
            "reasons": reasons,
        }
        return self.draw(request, "exams/desk_import.html", context, status)

    def _done(self, request: HttpRequest, one: ResultImport, act: Any, said: str) -> HttpResponse:
        try:
            act()
        except Refused as refused:
            fresh = self._batch(request, one.session_id, one.pk)
            return self._state_page(request, fresh, reasons=refused.reasons, status=409)
        messages.success(request, said)
        return HttpResponseRedirect(one.session.get_desk_url())

    def confirm_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        one = self._batch(request, pk, batch)
        without = "without_wrong" in request.POST
        return self._done(
            request,
            one,
            lambda: loading.confirm(one, by=request.user, without_wrong=without),
            _("Đã nhập. Kết quả chỉ hiện với bạn đọc khi lãnh đạo duyệt công bố."),
        )

    def undo_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        one = self._batch(request, pk, batch)
        return self._done(
            request, one, lambda: loading.undo(one, by=request.user), _("Đã hủy bản nhập và xóa mọi dòng.")
        )

    def forget_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        one = self._batch(request, pk, batch)
        return self._done(
            request, one, lambda: forget_codes(one, by=request.user), _("Đã xóa mã; cổng chỉ còn dấu vân.")
        )

    def codes_view(self, request: HttpRequest, pk: int, batch: int) -> HttpResponse:
        """The codes to hand out, as a table for a mail merge; told until somebody has them forgotten."""
        one = self._batch(request, pk, batch)
        try:
            codes = codes_of(one, by=request.user)
        except Refused as refused:
            return self._state_page(request, one, reasons=refused.reasons, status=409)
        heads = [_("Số báo danh"), _("Họ và tên"), _("Mã bí mật")]
        response = csv_file(f"ma-tra-cuu-{one.pk}.csv", heads, codes)
        response.headers["Cache-Control"] = "no-store"
        return response


def _chosen(heads: list[Head], sheet: str) -> Head:
    return next((head for head in heads if head.sheet == sheet), heads[0])


def _address(batch: ResultImport) -> str:
    return reverse("admin:exams_examsession_import", args=[batch.session_id, batch.pk])
