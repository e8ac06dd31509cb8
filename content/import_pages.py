"""Texts from files at the desk: one place to drop them, what was understood, and the draft at a word."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.import_forms import DraftForm, ImportForm
from content.import_taking import take
from content.imports import SECONDS_AT_ONCE, make_draft, read_waiting
from content.legacy import sample
from content.models import Article, ImportedFile
from content.style import text_classes
from editorial.checklist import findings
from editorial.edition_writing import WritingPages
from editorial.models import Section
from editorial.routes import current_preset
from editorial.workflow import Refused

State = ImportedFile.State


class ImportPages(WritingPages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("nhap-tep/", require_POST(self.import_view), "import"),
            self.address("nhap-tep/<slug:batch>/", self.imported_view, "imported"),
            *super().get_urls(),
        ]

    def start_context(self, request: HttpRequest) -> dict[str, Any]:
        return {**super().start_context(request), "import_form": self._import_form(request)}

    def _import_form(self, request: HttpRequest, *data: Any) -> ImportForm:
        return ImportForm(*data, user=request.user, auto_id="nhap_%s")

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = self._import_form(request, request.POST, request.FILES)
        if form.is_valid():
            try:
                batch = take(
                    form.cleaned_data["files"], by=request.user, model=self.model, source=form.source()
                )
            except Refused as refused:
                form.add_error("files", refused.reasons)
            else:
                read_waiting(batch, seconds=SECONDS_AT_ONCE)
                return HttpResponseRedirect(reverse(f"admin:{self.url_name('imported')}", args=[batch]))
        return self.start_page(request, import_form=form, status=422)

    def imported_view(self, request: HttpRequest, batch: str) -> HttpResponse:
        """What became of the files of one batch: a draft to agree to, or a table of drafts."""
        rows = list(self._rows(request, batch))
        if not rows:
            raise Http404
        if request.method == "POST":
            return self._draft(request, rows[0])
        if len(rows) > 1 or rows[0].state != State.READ:
            return self._table(request, rows)
        return self._review(request, rows[0])

    def _rows(self, request: HttpRequest, batch: str) -> Any:
        own = ImportedFile.objects.filter(
            user=request.user.pk, kind=self.model._meta.label_lower, batch=batch
        )
        return own.select_related("item", "user", "provider")

    def _form(self, row: ImportedFile, data: Any = None) -> DraftForm:
        sections = Section.objects.filter(is_active=True, kind=self.edition_form.section_kind)
        return DraftForm(
            data,
            row=row,
            sections=sections.order_by("order", "name"),
            is_article=issubclass(self.model, Article),
        )

    def _draft(self, request: HttpRequest, row: ImportedFile) -> HttpResponse:
        if row.state == State.DRAFTED and row.item is not None:
            return HttpResponseRedirect(row.item.editions.latest("number").get_desk_url())
        if row.state != State.READ:
            return self._table(request, [row], status=409)
        form = self._form(row, request.POST)
        if not form.is_valid():
            return self._review(request, row, form, status=422)
        try:
            edition = make_draft(row, form.wishes())
        except Refused as refused:
            form.add_error(None, refused.reasons)
            return self._review(request, row, form, status=409)
        messages.success(request, _("Đã tạo bản nháp từ tệp."))
        return HttpResponseRedirect(edition.get_desk_url())

    def _review(
        self, request: HttpRequest, row: ImportedFile, form: DraftForm | None = None, status: int = 200
    ) -> HttpResponse:
        context = {
            "row": row,
            "draft_form": form or self._form(row),
            "body": row.result["reading"]["body"],
            "notices": row.result["notices"],
            "attached": row.attachments.all(),
            "samples": [sample(before, after) for before, after in row.result["samples"]],
            "text_classes": text_classes(current_preset().style),
            "title": _("Đã đọc “%(name)s”") % {"name": row.name} if row.name else _("Bài từ các ảnh"),
        }
        return self.draw_page(request, "content/_desk_import.html", context, status)

    def _table(self, request: HttpRequest, rows: list[ImportedFile], status: int = 200) -> HttpResponse:
        waiting = sum(1 for row in rows if row.state == State.WAITING)
        context = {
            "rows": [(row, *self._draft_of(row)) for row in rows],
            "waiting": waiting,
            "done": len(rows) - waiting,
            "title": _("Kết quả nhập tệp"),
        }
        return self.draw_page(request, "content/_desk_imports.html", context, status)

    def _draft_of(self, row: ImportedFile) -> tuple[Any, list[str]]:
        """The text that the file became, and what the checklist will ask about it."""
        edition = self.model._base_manager.filter(item=row.item_id).order_by("-number").first()
        return edition, [finding.told for finding in findings(edition)] if edition else []
