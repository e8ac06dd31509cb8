"""Many documents at once at the desk: the files, how far their reading is, and the table of review."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _

from documents.forms import authority_names
from documents.import_forms import MOST_FILES, NAMES_LIST, ImportManyForm
from documents.importing import review
from documents.importing.batches import KEPT, SECONDS_AT_ONCE, take, take_waiting
from documents.importing.review import ReviewRow
from documents.models import ImportedDocument
from editorial.edition_writing import WritingPages
from editorial.workflow import Refused

PER_PAGE = 20
Status = ImportedDocument.Status


class ImportManyPages(WritingPages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("nhap-nhieu/", self.import_many_view, "import_many"),
            self.address("nhap-nhieu/<slug:batch>/", self.import_review_view, "import_review"),
            *super().get_urls(),
        ]

    def import_many_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = ImportManyForm(request.POST or None, request.FILES or None, auto_id="nhap_%s")
        if request.method == "POST":
            form = ImportManyForm(request.POST, request.FILES, auto_id="nhap_%s")
            if form.is_valid() and (batch := self._taken(request, form)):
                take_waiting(batch, seconds=SECONDS_AT_ONCE)
                return HttpResponseRedirect(self._review_url(batch))
        context = {"import_form": form, "title": _("Nhập nhiều văn bản"), "most": MOST_FILES}
        return self.draw_page(
            request, "documents/_desk_import_many.html", context, 422 if form.errors else 200
        )

    def _taken(self, request: HttpRequest, form: ImportManyForm) -> str:
        """The batch of what was given; "" with an error in the form when the table is none."""
        try:
            return take(form.cleaned_data["files"], form.cleaned_data["table"], by=request.user)
        except Refused as refused:
            form.add_error("table", refused.reasons)
            return ""

    def _review_url(self, batch: str, page: int = 1) -> str:
        address = reverse(f"admin:{self.url_name('import_review')}", args=[batch])
        return f"{address}?trang={page}" if page > 1 else address

    def import_review_view(self, request: HttpRequest, batch: str) -> HttpResponse:
        rows = review.rows_of(batch, request.user)
        if not rows.exists():
            raise Http404
        if not self.has_add_permission(request):
            raise PermissionDenied
        shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
        on_page = [ReviewRow(row) for row in shown.object_list]
        if request.method != "POST":
            return self._review_page(request, batch, shown, on_page)
        review.keep_typed(on_page, request.POST.dict())
        wish, _colon, page = request.POST.get("do", "").partition(":")
        problems: list[tuple[str, str]] = []
        if wish == "draft":
            problems = self._draft(request, on_page)
        elif wish == "submit":
            problems = self._submit(request, batch, on_page)
        else:
            messages.success(request, _("Đã lưu các ô."))
        if problems:
            return self._review_page(request, batch, shown, on_page, problems, status=422)
        to = int(page) if page.isdecimal() and len(page) < 6 else shown.number
        return HttpResponseRedirect(self._review_url(batch, to))

    def _draft(self, request: HttpRequest, on_page: list[ReviewRow]) -> list[tuple[str, str]]:
        ticked = set(request.POST.getlist("tick"))
        wanted = [one for one in on_page if str(one.row.pk) in ticked and one.is_open]
        if not wanted:
            return [("", _("Hãy đánh dấu ít nhất một dòng để tạo bản nháp."))]
        made = sum(review.draft(one, by=request.user) for one in wanted)
        if made:
            messages.success(request, _("Đã tạo %(count)d bản nháp.") % {"count": made})
        return review.told(wanted)

    def _submit(self, request: HttpRequest, batch: str, on_page: list[ReviewRow]) -> list[tuple[str, str]]:
        """Of the whole batch, what is complete and somebody has looked at."""
        here = {one.row.pk: one for one in on_page}
        everything = [here.get(row.pk, ReviewRow(row)) for row in review.rows_of(batch, request.user)]
        sent = sum(review.submit(one, by=request.user) for one in everything)
        if sent:
            messages.success(request, _("Đã gửi duyệt %(count)d văn bản.") % {"count": sent})
        problems = review.told(everything)
        if not (sent or problems):
            return [("", _("Chưa có dòng nào đủ thông tin để gửi duyệt."))]
        return problems

    def _review_page(
        self,
        request: HttpRequest,
        batch: str,
        shown: Any,
        on_page: list[ReviewRow],
        problems: list[tuple[str, str]] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        everything = [ReviewRow(row) for row in review.rows_of(batch, request.user)]
        done = sum(one.is_read for one in everything)
        context = {
            "rows": on_page,
            "shown": shown,
            "problems": problems or [],
            "total": len(everything),
            "done": done,
            "waiting": len(everything) - done,
            "drafted": sum(one.row.status == Status.DRAFTED for one in everything),
            "any_open": any(one.is_open and one.is_read for one in on_page),
            "authorities": authority_names(),
            "names_list": NAMES_LIST,
            "days": KEPT.days,
            "title": _("Xem lại các văn bản nhập"),
        }
        return self.draw_page(request, "documents/_desk_import_review.html", context, status)
