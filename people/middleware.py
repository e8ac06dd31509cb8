"""Nothing but the change of password for who has only a temporary one (HL-10.1)."""

from collections.abc import Callable
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _


class PasswordChangeFirst:
    """Leads a signed-in person with a temporary password to the change form, whatever was asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Looking at request.user would make every public page depend on the cookie, and so uncacheable.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not self._must_change(request):
            return self.get_response(request)
        if request.user.temporary_password_expired():
            return self._send_away(request)
        if self._is_open(request.path):
            return self.get_response(request)
        return self._lead_to_change(request)

    def _must_change(self, request: HttpRequest) -> bool:
        return request.user.is_authenticated and request.user.must_change_password

    def _is_open(self, path: str) -> bool:
        return path in {reverse("account_change_password"), reverse("account_logout")} or path.startswith(
            settings.STATIC_URL
        )

    def _send_away(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        messages.error(request, _("Mật khẩu tạm đã hết hạn. Hãy gặp giáo viên phụ trách CNTT."))
        return redirect("account_login")

    def _lead_to_change(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return render(request, "account/password_first.html", status=403)
        query = urlencode({"next": request.get_full_path()})
        response = redirect(f"{reverse('account_change_password')}?{query}")
        response["Cache-Control"] = "no-store"
        return response
