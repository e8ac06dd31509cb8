"""The desk: Django's admin at /quan-tri/, whose first screen is “Việc của tôi”."""

from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth import logout as sign_out
from django.contrib.auth.views import redirect_to_login
from django.db.models.base import ModelBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.administration import Administration
from editorial.models import Notification
from editorial.publishing import edition_models
from editorial.worklist import worklist

NOT_SHOWN = frozenset({"auth.group", "account.emailaddress"})


class DeskSite(Administration):
    site_title = _("Bàn làm việc")
    site_header = _("Bàn làm việc của cổng thông tin")
    index_title = _("Việc của tôi")
    index_template = "editorial/worklist.html"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Groups are roles here, kept by sync_roles; addresses are the accounts' own."""
        models = [model_or_iterable] if isinstance(model_or_iterable, ModelBase) else model_or_iterable
        shown = [model for model in models if model._meta.label_lower not in NOT_SHOWN]
        super().register(shown, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Anybody with an active account and a role; what they may do there is asked again at each page."""
        return request.user.is_active and request.user.is_authenticated and bool(request.user.role_codes)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The portal has one sign-in form; it leads back to the page that was asked for."""
        if request.user.is_authenticated:
            return redirect("admin:index" if self.has_permission(request) else "home")
        return redirect_to_login(request.GET.get(REDIRECT_FIELD_NAME) or reverse("admin:index"))

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if request.method != "POST":
            return redirect("admin:index")
        sign_out(request)
        return redirect("account_login")

    def get_urls(self) -> list[URLPattern]:
        read = path("da-doc/", self.admin_view(self.mark_read), name="notifications_read")
        # Django's redirect to the public address would tell a draft's title to anybody with a role.
        return [read, *(url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site")]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        kinds = [model for model in edition_models() if model in self._registry]
        starts = [model for model in kinds if self._registry[model].has_add_permission(request)]
        context = {
            "work": worklist(request.user),
            "starts": [
                (model._meta.verbose_name, f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
                for model in starts
            ],
            **(extra_context or {}),
        }
        return super().index(request, context)

    def mark_read(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            unread = Notification.objects.filter(user=request.user, read_at=None)
            unread.update(read_at=timezone.now())
        return redirect("admin:index")
