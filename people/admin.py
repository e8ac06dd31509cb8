"""The IT administrator's screens: accounts, units and the directory."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people.choices import NumberedChoices
from people.models import TEMPORARY_PASSWORD_VALIDITY, Role, StaffMember, Unit, User
from people.roles import is_last_it_admin, set_roles


class UserForm(forms.ModelForm):
    """An account and its roles; `actor` is who fills the form in."""

    actor: User
    roles = NumberedChoices(
        Role.objects.select_related("group"),
        label=_("Vai trò"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Quản trị CNTT không có quyền phê duyệt nội dung. Mọi thay đổi vai trò đều được ghi lại."
        ),
    )

    class Meta:
        model = User
        fields = ("username", "full_name", "email", "unit", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "roles" in self.fields:
            self.initial["roles"] = list(Role.objects.filter(group__user=self.instance))
        if self.instance.pk == self.actor.pk and not self.actor.is_superuser and "roles" in self.fields:
            self.fields["roles"].disabled = True
            self.fields["roles"].help_text = _("Không ai tự thay đổi vai trò của mình.")

    def clean_username(self) -> str:
        return self.cleaned_data["username"].strip().lower()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.instance.pk and self._retires_it_admin(cleaned) and is_last_it_admin(self.instance):
            raise ValidationError(
                _("Đây là tài khoản quản trị CNTT cuối cùng còn hoạt động: không thể khóa hay bỏ vai trò.")
            )
        return cleaned

    def _retires_it_admin(self, cleaned: dict[str, Any]) -> bool:
        stays_active = cleaned.get("is_active", self.instance.is_active)
        codes = {role.code for role in cleaned.get("roles", ())}
        return not stays_active or "it_admin" not in codes


class RoleFilter(admin.SimpleListFilter):
    title = _("vai trò")
    parameter_name = "vai-tro"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [(role.code, role.group.name) for role in Role.objects.select_related("group")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        return queryset.filter(groups__role__code=self.value()) if self.value() else queryset


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Accounts (Q8-3.4d–e); nobody sees a password: a one-time link is handed over (HL-10.5a)."""

    form = UserForm
    list_display = ("username", "full_name", "unit", "role_names", "is_active", "last_login")
    list_filter = ("is_active", RoleFilter, "unit")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("unit",)
    search_fields = ("username", "full_name", "email")
    readonly_fields = ("must_change_password", "password_expires_at", "last_login", "date_joined")
    change_form_template = "admin/people/user/change_form.html"

    def get_fieldsets(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[tuple[Any, dict[str, Any]]]:
        person = ("username", "full_name", "email", "unit")
        if obj is None:
            return [(None, {"fields": (*person, "roles")})]
        roles = "roles" if self.has_change_permission(request, obj) else "role_names"
        return [
            (None, {"fields": (*person, "is_active")}),
            (_("Vai trò"), {"fields": (roles,)}),
            (_("Đăng nhập"), {"fields": self.readonly_fields}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "role_names")

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("vai trò"))
    def role_names(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all())) or "–"

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Never: what a person did stays attributed to them (HL-10.2); the account is switched off."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.set_temporary_password(None)
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: UserForm, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        user = form.instance
        granted, revoked = set_roles(user, {role.code for role in form.cleaned_data["roles"]})
        if granted or revoked:
            codes = [f"+{code}" for code in granted] + [f"−{code}" for code in revoked]
            self.log_change(request, user, gettext("Vai trò: %(codes)s") % {"codes": ", ".join(codes)})

    def response_add(
        self, request: HttpRequest, obj: User, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._show_link(request, obj)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.new_link)
        return [path("<int:user_id>/lien-ket/", view, name="people_user_link"), *super().get_urls()]

    @method_decorator(require_POST)
    def new_link(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Take the password away, end every session, and show a fresh one-time link (Q8-3.4e)."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        with transaction.atomic():
            user = get_object_or_404(User.objects.select_for_update(of=("self",)), pk=user_id)
            if not self.has_change_permission(request, user):
                raise PermissionDenied
            if not user.is_active:
                raise Http404
            user.set_temporary_password(None)
            user.save()
            self.log_change(
                request, user, gettext("Cấp liên kết đặt mật khẩu mới; kết thúc mọi phiên đăng nhập.")
            )
        return self._show_link(request, user)

    @method_decorator(never_cache)
    def _show_link(self, request: HttpRequest, user: User) -> HttpResponse:
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        link = request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=key))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Liên kết đặt mật khẩu"),
            "opts": self.opts,
            "account": user,
            "link": link,
            "days": TEMPORARY_PASSWORD_VALIDITY.days,
        }
        return TemplateResponse(request, "admin/people/user/link.html", context)


@admin.register(Unit)
class UnitAdmin(admin.ModelAdmin):
    """The tree of units."""

    list_display = ("name", "kind", "parent", "head", "order", "is_active")
    list_filter = ("kind", "is_active")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("parent", "head")
    search_fields = ("name", "short_name")
    fields = (
        "name",
        "short_name",
        "slug",
        "kind",
        "parent",
        "head",
        "order",
        "functions",
        "duties",
        "is_active",
    )


@admin.register(StaffMember)
class StaffMemberAdmin(admin.ModelAdmin):
    """The directory."""

    list_display = ("full_name", "position", "unit", "phone", "email", "is_public")
    list_filter = ("unit", "position_code", "is_public")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("unit",)
    search_fields = ("full_name", "position", "email")
