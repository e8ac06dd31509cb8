"""The IT administrator's screen of accounts (Q8-3.4d–e); the desk completes and registers it."""

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from people.account_form import UserForm
from people.account_state import AccountState, RoleFilter, StateFilter
from people.choices import PlainChoices
from people.models import TEMPORARY_PASSWORD_VALIDITY, Unit, User
from people.roles import is_last_it_admin, set_roles


class UserAdmin(PlainChoices):
    """Accounts; nobody sees a password: a one-time link is handed over (HL-10.5a).

    What a person does at the desk is known to rooms above this one: they fill in `duties` and `waiting`.
    """

    form = UserForm
    list_display = ("full_name", "username", "unit", "role_names", "state", "last_seen")
    list_display_links = ("full_name", "username")
    list_filter = (StateFilter, RoleFilter, "unit")
    show_facets = admin.ShowFacets.NEVER
    list_select_related = ("unit",)
    ordering = ("full_name",)
    search_fields = ("username", "full_name", "email")
    search_help_text = _("Tìm theo họ tên, tên đăng nhập hoặc thư điện tử.")
    readonly_fields = ("duties_now", "state", "password_expires_at", "last_seen", "date_joined")
    change_form_template = "admin/people/user/change_form.html"

    # -- what the desk adds --------------------------------------------------------------------

    def duties(self, user: User) -> list[str]:
        """Sentences on what this very person may do now, beside what the roles say."""
        return [gettext("Đứng đầu đơn vị: %(unit)s") % {"unit": unit} for unit in user.headed_units.all()]

    def waiting(self, user: User, viewer: User) -> list[Any]:
        """What waits for this person, as far as the viewer may know of it."""
        return []

    # -- the form ------------------------------------------------------------------------------

    def get_fieldsets(
        self, request: HttpRequest, obj: User | None = None
    ) -> list[tuple[Any, dict[str, Any]]]:
        person = ("full_name", "username", "email", "unit")
        if obj is None:
            return [(_("Người dùng"), {"fields": person}), (_("Vai trò"), {"fields": ("roles",)})]
        roles = "roles" if self.has_change_permission(request, obj) else "role_names"
        return [
            (_("Người dùng"), {"fields": person}),
            (_("Vai trò"), {"fields": (roles,)}),
            (_("Hiện nay người này làm được gì, ở đâu"), {"fields": ("duties_now",)}),
            (_("Đăng nhập"), {"fields": ("state", "password_expires_at", "last_seen", "date_joined")}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> tuple[str, ...]:
        return (*self.readonly_fields, "role_names")

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> type[forms.ModelForm]:
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"actor": request.user})

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Units in use, for choosing alone: they are kept on their own screen."""
        if db_field.name == "unit":
            kwargs["queryset"] = Unit.objects.filter(Q(is_active=True) | Q(members__isnull=False)).distinct()
            return db_field.formfield(**kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("vai trò"))
    def role_names(self, user: User) -> str:
        return ", ".join(sorted(group.name for group in user.groups.all())) or "–"

    @admin.display(description=_("tình trạng"))
    def state(self, user: User) -> SafeString:
        now = AccountState.of(user)
        return format_html('<span class="admin-badge admin-is-{}">{}</span>', now.value, now.label)

    @admin.display(description=_("đăng nhập gần nhất"), ordering="last_login")
    def last_seen(self, user: User) -> str:
        if user.last_login is None:
            return gettext("Chưa lần nào")
        return timezone.localtime(user.last_login).strftime("%d/%m/%Y %H:%M")

    @admin.display(description=_("việc và phạm vi"))
    def duties_now(self, user: User) -> SafeString:
        if not user.is_active:
            return format_html("<p>{}</p>", gettext("Tài khoản đã khóa: người này không vào được cổng."))
        sentences = self.duties(user)
        if not sentences:
            return format_html("<p>{}</p>", gettext("Chưa có việc nào."))
        items = format_html_join("", "<li>{}</li>", ((one,) for one in sentences))
        return format_html('<ul class="admin-duties">{}</ul>', items)

    # -- permissions ---------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Never: what a person did stays attributed to them (HL-10.2); the account is switched off."""
        return False

    # -- saving --------------------------------------------------------------------------------

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
        return self._show_link(request, obj, is_new=True)

    # -- pages of one account ------------------------------------------------------------------

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:user_id>/lien-ket/", wrap(self.new_link), name="people_user_link"),
            path("<int:user_id>/khoa/", wrap(self.switch_off), name="people_user_off"),
            path("<int:user_id>/mo-lai/", wrap(self.switch_on), name="people_user_on"),
            *super().get_urls(),
        ]

    def _lock(self, request: HttpRequest, user_id: int) -> User:
        """The account for this administrator, its row held until the transaction ends."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        # no_key: the log names its writer, and two administrators may have hold of each other.
        user = get_object_or_404(User.objects.select_for_update(of=("self",), no_key=True), pk=user_id)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        return user

    @method_decorator(require_POST)
    def new_link(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Take the password away, end every session, and show a fresh one-time link (Q8-3.4e)."""
        with transaction.atomic():
            user = self._lock(request, user_id)
            if not user.is_active:
                raise Http404
            user.set_temporary_password(None)
            user.save()
            self.log_change(
                request, user, gettext("Cấp liên kết đặt mật khẩu mới; kết thúc mọi phiên đăng nhập.")
            )
        return self._show_link(request, user)

    def switch_off(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Ask first, and say what becomes of the work that waits for this person (HN-8.3)."""
        with transaction.atomic():
            user = self._lock(request, user_id)
            if not user.is_active:
                return redirect("admin:people_user_change", user.pk)
            reason = self._kept_on(request, user)
            if request.method == "POST" and not reason:
                user.is_active = False
                user.save(update_fields=["is_active"])
                self.log_change(request, user, gettext("Khóa tài khoản; kết thúc mọi phiên đăng nhập."))
                messages.success(request, gettext("Đã khóa tài khoản của %(name)s.") % {"name": user})
                return redirect("admin:people_user_change", user.pk)
            title = gettext("Khóa tài khoản của %(name)s?") % {"name": user}
            context = self._context(request, user, title)
            context |= {"reason": reason, "waiting": self.waiting(user, request.user)}
            status = 409 if request.method == "POST" else 200
            return TemplateResponse(request, "admin/people/user/off.html", context, status=status)

    def _kept_on(self, request: HttpRequest, user: User) -> str:
        if user.pk == request.user.pk:
            return gettext("Không ai tự khóa tài khoản của mình; hãy nhờ một người quản trị khác.")
        if is_last_it_admin(user):
            return gettext("Đây là tài khoản quản trị CNTT cuối cùng còn hoạt động: không thể khóa.")
        return ""

    @method_decorator(require_POST)
    def switch_on(self, request: HttpRequest, user_id: int) -> HttpResponse:
        """Open a locked account again: with its roles, and with the password it had."""
        with transaction.atomic():
            user = self._lock(request, user_id)
            if not user.is_active:
                user.is_active = True
                user.save(update_fields=["is_active"])
                self.log_change(request, user, gettext("Mở lại tài khoản."))
        messages.success(request, gettext("Tài khoản của %(name)s đang hoạt động.") % {"name": user})
        return redirect("admin:people_user_change", user.pk)

    @method_decorator(never_cache)
    def _show_link(self, request: HttpRequest, user: User, *, is_new: bool = False) -> HttpResponse:
        key = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
        link = request.build_absolute_uri(reverse("account_reset_password_from_key", kwargs=key))
        context = self._context(request, user, gettext("Liên kết đặt mật khẩu"))
        context |= {"link": link, "days": TEMPORARY_PASSWORD_VALIDITY.days, "is_new": is_new}
        return TemplateResponse(request, "admin/people/user/link.html", context)

    def _context(self, request: HttpRequest, user: User, title: str) -> dict[str, Any]:
        shared = self.admin_site.each_context(request)
        return {**shared, "title": title, "opts": self.opts, "account": user}
