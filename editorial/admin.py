"""Reference tables and history in the desk; editions have their own pages (editorial.edition_admin)."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from editorial.account_admin import AccountAdmin
from editorial.actors import WRITERS
from editorial.duty_admin import DutyHolderAdmin
from editorial.models import ApprovalDelegation, BoardMember, DutyHolder, Event, Section
from editorial.section_admin import SectionAdmin
from people.choices import PlainChoices
from people.models import User

admin.site.register(User, AccountAdmin)
admin.site.register(Section, SectionAdmin)
admin.site.register(DutyHolder, DutyHolderAdmin)


class HeadsTable(PlainChoices):
    """Kept by the head of the board alone, open to the inspector; rows end on a day and are never deleted."""

    help_texts: ClassVar[dict[str, Any]] = {}

    def _is_head(self, request: HttpRequest) -> bool:
        return request.user.has_role("chair")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._is_head(request) or request.user.has_role("inspector")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self._is_head(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._is_head(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, help_texts=self.help_texts, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Only somebody who takes part in the editing can sit on the board or approve for its head."""
        if db_field.name == "user":
            writers = User.objects.filter(is_active=True, groups__role__code__in=WRITERS)
            kwargs["queryset"] = writers.distinct().order_by("full_name")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(BoardMember)
class BoardMemberAdmin(HeadsTable):
    """Members of the board by decision (HN-5.2, HN-6.1)."""

    list_display = ("user", "board_role", "decision_reference", "valid_from", "valid_to")
    list_filter = ("board_role",)
    help_texts: ClassVar = {
        "user": _("Chỉ người có vai trò biên tập hoặc duyệt bài hiện ở đây."),
        "board_role": _("Ban Biên tập chỉ có một Trưởng ban đương nhiệm."),
        "decision_reference": _("Số, ký hiệu quyết định của trường, ví dụ 45/QĐ-THCS."),
        "valid_to": _("Để trống khi chưa định ngày thôi; dòng đã ghi không xóa."),
    }
    show_facets = admin.ShowFacets.NEVER


@admin.register(ApprovalDelegation)
class ApprovalDelegationAdmin(HeadsTable):
    """Only the head of the board delegates (TS-III.3.2)."""

    list_display = ("user", "section", "valid_from", "valid_to", "given_by")
    help_texts: ClassVar = {
        "user": _("Người này duyệt thay trong chuyên mục dưới đây; vẫn không tự duyệt bài mình gửi."),
        "section": _("Gồm cả các mục con trực tiếp."),
        "valid_to": _("Hết ngày này quyền tự hết. Muốn thôi sớm thì sửa lại ngày."),
    }

    def save_model(self, request: HttpRequest, obj: ApprovalDelegation, form: Any, change: bool) -> None:
        if not change:
            obj.given_by = request.user
        super().save_model(request, obj, form, change)


@admin.register(Event)
class EventAdmin(admin.ModelAdmin):
    """The whole history, read-only, for those who see everything."""

    list_display = ("at", "by", "verb", "item", "edition_number", "state_before", "state_after", "note")
    fields = ("at", "by", "verb", "item", "edition_number", "note", "state_before", "state_after")
    list_filter = ("verb",)
    show_facets = admin.ShowFacets.NEVER
    date_hierarchy = "at"
    list_select_related = ("by", "item")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return request.user.has_role("principal", "chair", "deputy", "inspector", "secretariat")

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.has_module_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
