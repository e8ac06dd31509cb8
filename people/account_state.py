"""In what state an account is, in the words of its list and of its filters."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from people.models import Role, User


class AccountState(models.TextChoices):
    ON = "on", _("Đang dùng")
    NEW = "new", _("Chờ đặt mật khẩu")
    LATE = "late", _("Liên kết đã hết hạn")
    OFF = "off", _("Đã khóa")

    @classmethod
    def of(cls, user: User) -> "AccountState":
        if not user.is_active:
            return cls.OFF
        if user.temporary_password_expired():
            return cls.LATE
        return cls.NEW if user.must_change_password else cls.ON

    def condition(self) -> Q:
        """The same question, asked of the database."""
        expired = Q(must_change_password=True, password_expires_at__lte=timezone.now())
        return {
            AccountState.ON: Q(is_active=True, must_change_password=False),
            AccountState.NEW: Q(is_active=True, must_change_password=True) & ~expired,
            AccountState.LATE: Q(is_active=True) & expired,
            AccountState.OFF: Q(is_active=False),
        }[self]


class StateFilter(admin.SimpleListFilter):
    title = _("tình trạng")
    parameter_name = "tinh-trang"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*AccountState.choices, ("never", _("Chưa đăng nhập lần nào"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        if self.value() == "never":
            return queryset.filter(is_active=True, last_login=None)
        state = next((one for one in AccountState if one.value == self.value()), None)
        return queryset.filter(state.condition()) if state else queryset


class RoleFilter(admin.SimpleListFilter):
    title = _("vai trò")
    parameter_name = "vai-tro"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(role.code, role.group.name) for role in Role.objects.select_related("group")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__role__code=self.value()) if self.value() else queryset
