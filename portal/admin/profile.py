from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from portal.admin.screens import ItAdminScreen
from portal.models import THE_ROW, SchoolProfile


@admin.register(SchoolProfile)
class SchoolProfileAdmin(ItAdminScreen):
    """The school's profile: the IT administrator fills it in, leaders and inspectors read it."""

    fieldsets = (
        (None, {"fields": ("name", "superior_body", "mode", "english_enabled", "accepts_submissions")}),
        (_("Thông tin giao dịch"), {"fields": ("address", "phone", "email", "fanpage")}),
        (
            _("Về cổng thông tin"),
            {"fields": ("responsible_person", "licence", "founded_on", "shows_timeliness")},
        ),
        (_("Tiếng Anh"), {"fields": ("name_en", "superior_body_en", "address_en")}),
    )

    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request) and not SchoolProfile.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """There is one row, so its form is the list."""
        if SchoolProfile.objects.exists():
            return redirect("admin:portal_schoolprofile_change", THE_ROW)
        if self.has_add_permission(request):
            return redirect("admin:portal_schoolprofile_add")
        return super().changelist_view(request, extra_context)
