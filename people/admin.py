"""The IT administrator's screens of units and of the directory; accounts are in people.accounts."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from people.choices import PlainChoices
from people.models import StaffMember, Unit
from people.trees import OrderForm, TreeList, tree_order


def branch(row: Any, name: str) -> SafeString:
    """The name of a row, set in by its depth in the tree."""
    depth = min(getattr(row, "depth", 0), 4)
    return format_html('<span class="admin-branch admin-branch-{}">{}</span>', depth, name)


@admin.register(Unit)
class UnitAdmin(PlainChoices):
    """The tree of units."""

    list_display = ("place", "order", "kind", "head", "people", "is_active")
    list_display_links = ("place",)
    list_editable = ("order",)
    actions = None
    list_filter = ("kind", "is_active")
    list_per_page = 200
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("parent", "head")
    search_fields = ("name", "short_name")
    search_help_text = _("Tìm theo tên đơn vị. Số ở cột Thứ tự nhỏ hơn thì đứng trước; sửa xong bấm Lưu.")
    fieldsets = (
        (_("Đơn vị"), {"fields": ("name", "short_name", "kind", "parent", "head")}),
        (_("Giới thiệu"), {"fields": ("functions", "duties")}),
        (_("Sắp xếp và sử dụng"), {"fields": ("order", "slug", "review_every_months", "is_active")}),
    )
    help_texts = {
        "review_every_months": _(
            "Để trống: theo quy chế. Đơn vị rà soát trang và danh bạ của mình theo kỳ này."
        ),
        "name": _("Tên đầy đủ như trong quyết định, ví dụ Tổ Khoa học tự nhiên."),
        "short_name": _("Tên dùng nơi chật chỗ, ví dụ Tổ KHTN."),
        "kind": _("Quyết định chỗ đứng của đơn vị trong sơ đồ tổ chức."),
        "parent": _("Đơn vị cấp trên trực tiếp; để trống nếu trực thuộc nhà trường."),
        "head": _("Duyệt tin bài của đơn vị đầu tiên; để trống thì lãnh đạo Ban Biên tập duyệt thay."),
        "functions": _("Hiện trên trang cơ cấu tổ chức."),
        "duties": _("Hiện trên trang cơ cấu tổ chức."),
        "order": _("Số nhỏ đứng trước."),
        "is_active": _("Bỏ dấu chọn khi đơn vị giải thể; người và tin bài cũ giữ nguyên."),
    }

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TreeList]:
        return TreeList

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=OrderForm, **kwargs)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        return tree_order(Unit.objects.all())

    def get_queryset(self, request: HttpRequest) -> QuerySet[Unit]:
        working = Count("members", filter=Q(members__is_active=True), distinct=True)
        return super().get_queryset(request).annotate(people=working)

    def get_form(
        self, request: HttpRequest, obj: Unit | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        return super().get_form(request, obj, change, help_texts=self.help_texts, **kwargs)

    @admin.display(description=_("tên đơn vị"))
    def place(self, unit: Unit) -> SafeString:
        return branch(unit, unit.name)

    @admin.display(description=_("số tài khoản"))
    def people(self, unit: Unit) -> int:
        return unit.people


@admin.register(StaffMember)
class StaffMemberAdmin(PlainChoices):
    """The directory."""

    list_display = ("full_name", "position", "unit", "phone", "email", "is_public")
    list_filter = ("unit", "position_code", "is_public")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("unit",)
    search_fields = ("full_name", "position", "email")
    search_help_text = _("Tìm theo họ tên, chức vụ hoặc thư điện tử.")
    fieldsets = (
        (_("Cán bộ, giáo viên, nhân viên"), {"fields": ("full_name", "position", "position_code", "unit")}),
        (_("Liên hệ"), {"fields": ("phone", "email")}),
        (_("Trên cổng"), {"fields": ("is_public", "order", "user")}),
    )
    help_texts = {
        "position": _("Ghi như muốn hiện ra, ví dụ Phó Hiệu trưởng, Tổ trưởng tổ Toán."),
        "position_code": _("Để cổng nhận ra Hiệu trưởng, người đứng đầu đơn vị…; không hiện ra ngoài."),
        "phone": _("Chỉ ghi số người ấy đồng ý công khai."),
        "email": _("Chỉ ghi địa chỉ người ấy đồng ý công khai."),
        "is_public": _("Bỏ dấu chọn thì người này chỉ hiện trong bàn làm việc."),
        "order": _("Số nhỏ đứng trước; bằng nhau thì theo tên."),
        "user": _("Để trống nếu người này không đăng nhập vào cổng."),
    }

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, help_texts=self.help_texts, **kwargs)
