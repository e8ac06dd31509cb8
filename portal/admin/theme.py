from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.screens import ItAdminScreen
from portal.colours import DARK_GROUNDS, LIGHT_GROUNDS, WHITE, contrast, dark, is_colour, light
from portal.forms import ThemeForm
from portal.models import THE_ROW, SchoolProfile, Theme, ThemePicture

PICTURES = ("crest", "banner")


@admin.register(Theme)
class ThemeAdmin(ItAdminScreen):
    """Colours, crest and banner; a colour that cannot be read is refused with what was measured."""

    form = ThemeForm
    fieldsets = (
        (_("Màu"), {"fields": ("school_colour", "urgent_colour", "measured")}),
        (_("Huy hiệu"), {"fields": ("crest_now", "new_crest", "drop_crest")}),
        (_("Ảnh đầu trang"), {"fields": ("banner_now", "new_banner", "drop_banner")}),
    )
    readonly_fields = ("measured", "crest_now", "banner_now")

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Who may only look sees no fields for uploads."""
        if self.has_change_permission(request, obj):
            return super().get_fieldsets(request, obj)
        looked_at = ("school_colour", "urgent_colour", *self.readonly_fields)
        return ((None, {"fields": looked_at}),)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_add_permission(request) and SchoolProfile.objects.exists()
        return allowed and not Theme.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row, so its form is the list."""
        if Theme.objects.exists():
            return redirect("admin:portal_theme_change", THE_ROW)
        if self.has_add_permission(request):
            return redirect("admin:portal_theme_add")
        if self._is_it_admin(request):
            messages.warning(request, gettext("Hãy điền thông tin nhà trường trước, rồi mới chọn giao diện."))
            return redirect("admin:portal_schoolprofile_add")
        return super().changelist_view(request, extra_context)

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: Theme, form: ThemeForm, change: bool) -> None:
        replaced = [picture for name in PICTURES if (picture := _changed(obj, name, form.cleaned_data))]
        super().save_model(request, obj, form, change)
        for picture in replaced:
            if picture.pk not in {obj.crest_id, obj.banner_id}:
                transaction.on_commit(_file_remover(picture))
                picture.delete()

    @admin.display(description=_("độ tương phản đo được"))
    def measured(self, theme: Theme) -> SafeString:
        """How well words show in the colours above, in both schemes; 4,5 : 1 is asked for."""
        if not (is_colour(theme.school_colour) and is_colour(theme.urgent_colour)):
            return SafeString("—")
        bright, dim = (shades(theme.school_colour, theme.urgent_colour) for shades in (light, dark))
        rows = (
            (gettext("chữ trắng trên màu của trường"), contrast(WHITE, bright.school)),
            (gettext("liên kết, nền sáng"), min(contrast(bright.link, one) for one in LIGHT_GROUNDS)),
            (gettext("liên kết, nền tối"), min(contrast(dim.link, one) for one in DARK_GROUNDS)),
            (gettext("báo khẩn, nền sáng"), min(contrast(bright.urgent, one) for one in LIGHT_GROUNDS)),
            (gettext("báo khẩn, nền tối"), min(contrast(dim.urgent, one) for one in DARK_GROUNDS)),
        )
        shown = ((name, number_format(ratio, 1)) for name, ratio in rows)
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}: {} : 1</li>", shown))

    @admin.display(description=_("huy hiệu đang dùng"))
    def crest_now(self, theme: Theme) -> SafeString | str:
        return _drawn(theme.crest, gettext("Huy hiệu đang dùng"), 96)

    @admin.display(description=_("ảnh đầu trang đang dùng"))
    def banner_now(self, theme: Theme) -> SafeString | str:
        return _drawn(theme.banner, gettext("Ảnh đầu trang đang dùng"), 320)


def _changed(theme: Theme, name: str, told: dict[str, Any]) -> ThemePicture | None:
    """Put the new picture in its place, or none; returns the one that stood there."""
    before: ThemePicture | None = getattr(theme, name)
    if prepared := told.get(f"new_{name}"):
        setattr(theme, name, ThemePicture.keep(prepared))
        return before
    if told.get(f"drop_{name}"):
        setattr(theme, name, None)
        return before
    return None


def _file_remover(picture: ThemePicture) -> Any:
    storage, name = picture.file.storage, picture.file.name
    return lambda: storage.delete(name)


def _drawn(picture: ThemePicture | None, alt: str, width: int) -> SafeString | str:
    if picture is None:
        return gettext("Chưa có.")
    height = max(1, round(picture.height * width / picture.width))
    return format_html(
        '<img src="{}" alt="{}" width="{}" height="{}">', picture.get_absolute_url(), alt, width, height
    )
