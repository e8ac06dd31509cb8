"""The screens of the calendar: days off, make-up days, school years and the working week."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from people.choices import PlainChoices
from regulations.calendar_review import calendar_gaps
from regulations.forms import TermFormSet
from regulations.models import THE_WEEK, CalendarDay, Holiday, MakeupWorkday, SchoolYear, Term, WorkingWeek


class CalendarScreen(PlainChoices):
    """One person at a time: what is refused looks at other rows and tables, which somebody may just write."""

    show_facets = admin.ShowFacets.NEVER
    help_texts: ClassVar[dict[str, Any]] = {}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, help_texts=self.help_texts, **kwargs)

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            if request.method == "POST":
                WorkingWeek.lock()
            return super().changeform_view(request, *args, **kwargs)


class NamedCells(admin.options.BaseModelAdmin):
    """Fields in the cells of a table, which have no label of their own, bear the column's name."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs["aria-label"] = field.label
        return field


class CalendarDayAdmin(NamedCells, CalendarScreen):
    """Days with their source; what the portal wrote is switched off, not deleted, or it would come back."""

    change_list_template = "regulations/calendar_day_list.html"
    list_display = ("day", "name", "source", "applied", "confirmed", "standing")
    list_display_links = ("day",)
    list_editable = ("applied", "confirmed")
    list_per_page = 100
    date_hierarchy = "date"
    ordering = ("date",)
    search_fields = ("name", "source")
    actions = ("confirm",)
    fields: ClassVar[tuple[str, ...]] = ("date", "name", "source", "applied", "confirmed")
    help_texts: ClassVar = {
        "source": gettext_lazy("Số, ký hiệu thông báo hoặc quyết định, ví dụ Thông báo 9441/TB-BNV."),
        "applied": gettext_lazy("Bỏ dấu chọn thì ngày này trở lại như thứ của nó trong tuần."),
        "confirmed": gettext_lazy("Đánh dấu khi đã có thông báo chính thức; chưa có thì là dự kiến."),
    }

    @admin.display(description=gettext_lazy("ngày"), ordering="date")
    def day(self, row: CalendarDay) -> str:
        return date_format(row.date, "l, d/m/Y")

    @admin.display(description=gettext_lazy("hiện là"))
    def standing(self, row: CalendarDay) -> str:
        return row.standing

    @admin.action(
        description=gettext_lazy("Xác nhận các ngày đã chọn theo thông báo chính thức"),
        permissions=["change"],
    )
    def confirm(self, request: HttpRequest, rows: QuerySet[Any]) -> None:
        rows = rows.filter(confirmed=False)
        for row in rows:
            self.log_change(request, row, _("Đã xác nhận."))
        n = rows.update(confirmed=True, edited=True)
        said = ngettext("Đã xác nhận %(n)s ngày.", "Đã xác nhận %(n)s ngày.", n) % {"n": n}
        self.message_user(request, said, messages.SUCCESS)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        return {name: action for name, action in super().get_actions(request).items() if name == "confirm"}

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.seeded)

    def save_model(self, request: HttpRequest, obj: CalendarDay, form: Any, change: bool) -> None:
        obj.edited = change
        super().save_model(request, obj, form, change)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        gaps = calendar_gaps(timezone.localdate())
        with transaction.atomic():
            if request.method == "POST":
                WorkingWeek.lock()
            return super().changelist_view(request, {**(extra_context or {}), "calendar_gaps": gaps})


@admin.register(Holiday)
class HolidayAdmin(CalendarDayAdmin):
    """Days off."""

    help_texts: ClassVar = CalendarDayAdmin.help_texts | {
        "name": gettext_lazy("Ví dụ Quốc khánh, Ngày nghỉ (thay cho ngày 22/08/2026), Trường nghỉ do bão."),
    }


@admin.register(MakeupWorkday)
class MakeupWorkdayAdmin(CalendarDayAdmin):
    """Days of rest that are worked."""

    fields: ClassVar = ("date", "instead_of", "name", "source", "applied", "confirmed")
    help_texts: ClassVar = CalendarDayAdmin.help_texts | {
        "date": gettext_lazy("Thứ Bảy hoặc Chủ nhật mà nhà trường đi làm."),
        "instead_of": gettext_lazy("Ngày nghỉ được hoán đổi; để trống nếu không có."),
    }

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        first, *others = self.list_display
        return (first, "instead_of", *others)


class TermInline(NamedCells, admin.TabularInline):
    model = Term
    formset = TermFormSet
    extra = 0
    fields = ("name", "starts_on", "ends_on")


@admin.register(SchoolYear)
class SchoolYearAdmin(CalendarScreen):
    """School years with their terms; a year is never deleted, for figures and reports point at it."""

    list_display = ("name", "starts_on", "ends_on")
    actions = None
    inlines = (TermInline,)
    fields = ("starts_on", "ends_on")
    help_texts: ClassVar = {
        "starts_on": gettext_lazy("Theo quyết định khung kế hoạch thời gian năm học của UBND tỉnh."),
    }

    @admin.display(description=gettext_lazy("năm học"), ordering="starts_on")
    def name(self, year: SchoolYear) -> str:
        return year.name

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(WorkingWeek)
class WorkingWeekAdmin(CalendarScreen):
    """The one row of switches."""

    fields = ("saturdays", "quiet_on_days_off")
    help_texts: ClassVar = {
        "saturdays": gettext_lazy("Khi chọn, thứ Bảy được tính là ngày làm việc trong mọi thời hạn."),
        "quiet_on_days_off": gettext_lazy("Khi chọn, cổng không gửi thư nhắc việc vào ngày nghỉ."),
    }

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row, so its form is the list."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        WorkingWeek.objects.get_or_create(pk=THE_WEEK)
        return redirect("admin:regulations_workingweek_change", THE_WEEK)
