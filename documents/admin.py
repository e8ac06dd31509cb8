"""Official documents in the desk, and the tables that they are filed by."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from documents.attaching import AttachForm, attach
from documents.attachment_pages import AttachmentPages
from documents.document_views import draw_document
from documents.forms import OfficialDocumentForm
from documents.import_pages import ImportManyPages
from documents.models import (
    DocumentField,
    DocumentGroup,
    IssuingAuthority,
    OfficialDocument,
    ProcurementNotice,
)
from documents.procurement_forms import ProcurementNoticeForm
from documents.procurement_views import draw_notice, public_decision
from documents.proposals import being_read
from documents.reading_pages import ReadingReceipts
from documents.relations import related_to
from documents.sending_pages import SendingPages
from editorial import drafting
from editorial.edition_typing import TypingPages
from editorial.workflow import Refused
from vietnamese import clean

# What stands below the files of a document at the desk.
PART_TEMPLATES = (
    "documents/_desk_reading.html",
    "documents/_desk_receipts.html",
    "documents/_desk_sending.html",
)


class FileForm(AttachForm):
    """The file or files of a document that has no record yet."""

    version = None
    title = None


@admin.register(OfficialDocument)
class OfficialDocumentAdmin(ImportManyPages, SendingPages, ReadingReceipts, AttachmentPages, TypingPages):
    """A document begins with its record or with its file, which then proposes the record."""

    edition_form = OfficialDocumentForm
    text_template = "documents/_desk_document.html"
    draw_public_page = staticmethod(draw_document)

    list_display = ("title", "issued_on", "issuing_authority", "state_now", "step_now", "created_by")
    list_filter = ("state", "direction", "audience")
    list_select_related = ("issuing_authority", "item__unit", "created_by", "regulation")

    def get_urls(self) -> list[URLPattern]:
        return [self.address("tu-tep/", require_POST(self.from_file_view), "import"), *super().get_urls()]

    def start_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **super().start_context(request),
            "import_form": FileForm(auto_id="tu_tep_%s"),
            "import_heading": _("Bắt đầu từ tệp văn bản"),
            "import_many": _("Nhập nhiều văn bản một lần"),
            "import_help": _("Tải bản PDF đã ký, đóng dấu: cổng đọc tệp và điền sẵn các ô để bạn kiểm tra."),
        }

    def from_file_view(self, request: HttpRequest) -> HttpResponse:
        """A draft with this file; its name stands for the title until there is a record."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = FileForm(request.POST, request.FILES, auto_id="tu_tep_%s")
        if form.is_valid():
            try:
                document, warnings = start_from_files(form.cleaned_data["files"], by=request.user)
            except Refused as refused:
                form.add_error("files", refused.reasons)
            else:
                for warning in warnings:
                    messages.warning(request, warning)
                messages.success(request, _("Đã nhận tệp. Hãy kiểm tra các ô được điền sẵn rồi bấm Lưu."))
                return HttpResponseRedirect(document.get_desk_url())
        return self.start_page(request, import_form=form, status=422)

    def parts_context(self, edition: Any) -> dict[str, Any]:
        return {
            **super().parts_context(edition),
            "being_read": being_read(edition),
            "related": related_to(edition),
            "part_templates": PART_TEMPLATES,
        }


def start_from_files(files: Any, *, by: Any) -> tuple[OfficialDocument, list[str]]:
    """A draft with these files; raises `Refused` with nothing left behind when a file is turned away."""
    document: Any = drafting.start(OfficialDocument, by=by, title=clean(files[0].name)[:255])
    try:
        warnings = attach(document, by=by, version=document.version, files=files)
    except Refused:
        drafting.discard(document, by=by)
        raise
    return document, warnings


class KeptTable(admin.ModelAdmin):
    """Tables of the clerk and the secretariat: entered and renamed, switched off, never deleted."""

    show_facets = admin.ShowFacets.NEVER
    search_fields: tuple[str, ...] = ("name",)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(IssuingAuthority)
class IssuingAuthorityAdmin(KeptTable):
    list_display = ("name", "level", "abbreviation", "email", "existed_to")
    list_filter = ("level",)
    prepopulated_fields = {"slug": ("name",)}


@admin.register(DocumentField)
class DocumentFieldAdmin(KeptTable):
    list_display = ("name", "slug", "order", "is_active")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(DocumentGroup)
class DocumentGroupAdmin(KeptTable):
    list_display = ("name", "slug", "order", "is_active")
    prepopulated_fields = {"slug": ("name",)}


@admin.register(ProcurementNotice)
class ProcurementNoticeAdmin(AttachmentPages, TypingPages):
    """Notices of projects, tenders and purchases go the route of documents (Q8-2.8)."""

    edition_form = ProcurementNoticeForm
    text_template = "documents/_desk_procurement.html"
    draw_public_page = staticmethod(draw_notice)

    list_display = ("title", "notice_kind", "fiscal_year", "status", "state_now", "step_now", "created_by")
    list_filter = ("state", "notice_kind", "status", "fiscal_year")
    list_select_related = ("item__unit", "created_by", "regulation")

    def parts_context(self, edition: Any) -> dict[str, Any]:
        return {**super().parts_context(edition), "decision": public_decision(edition)}
