from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from content.models import Article
from documents.models import OfficialDocument
from portal.admin.screens import DefaultSetAdmin, ItAdminInline
from portal.blocks import write_default_blocks
from portal.forms import BlockLinkForm
from portal.models import BlockLink, HomeBlock
from portal.places import Places, places

Kind = HomeBlock.Kind
OF_LINKS = frozenset({Kind.TASKS, Kind.LINKS, Kind.SUPERIOR})


class Links(ItAdminInline):
    model = BlockLink
    form = BlockLinkForm


@admin.register(HomeBlock)
class HomeBlockAdmin(DefaultSetAdmin):
    """The home page on one screen: its blocks in their order, with what visitors do not see and why."""

    list_display = ("name", "kind", "column", "order", "is_active", "seen")
    list_editable = ("column", "order", "is_active")
    fields = ("kind", "title", "title_en", "section", "count", "column", "order", "is_active")
    screen_title = _("Sắp xếp trang chủ")
    write_default = staticmethod(write_default_blocks)
    default_said = _(
        "Trang chủ đang có các khối mặc định: tin mới, thông báo, văn bản mới, việc thường làm, "
        "chuyên mục, ảnh."
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[HomeBlock]:
        return super().get_queryset(request).select_related("section").prefetch_related("links")

    def get_inlines(self, request: HttpRequest, obj: Any) -> list[Any]:
        """Links belong to some kinds only; a new block gets them once its kind is known."""
        return [Links] if obj and obj.kind in OF_LINKS else []

    def explain(self, request: HttpRequest, rows: Any) -> None:
        where = places(request)
        where.expect(link for row in rows for link in row.links.all())
        for row in rows:
            row.why = _why_hidden(row, where)

    @admin.display(description=_("khối"))
    def name(self, block: HomeBlock) -> str:
        return str(block)

    @admin.display(description=_("bạn đọc thấy?"))
    def seen(self, block: Any) -> str:
        return gettext("Không: %(why)s") % {"why": block.why} if block.why else gettext("Có")


def _why_hidden(row: HomeBlock, where: Places) -> str:
    if not row.is_active:
        return gettext("Đang cất đi.")
    if row.kind in OF_LINKS and not any(link.is_active and where.url(link) for link in row.links.all()):
        return gettext("Chưa có liên kết nào dùng được; mở khối này để thêm.")
    if row.kind == Kind.SECTION and not (row.section and row.section.is_active):
        return gettext("Chuyên mục này đã tắt.")
    if row.kind == Kind.PICTURES and not Article.objects.public().filter(lead_picture__isnull=False).exists():
        return gettext("Chưa có bài nào có ảnh đại diện.")
    if row.kind == Kind.DOCUMENTS and not OfficialDocument.objects.public().exists():
        return gettext("Chưa có văn bản nào được đăng.")
    return ""
