"""How allauth treats accounts here: no open sign-up, Vietnamese words, own passwords only."""

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.translation import gettext_lazy as _

from people.models import User
from people.signin import client_address

_WRONG = _("Tên đăng nhập hoặc mật khẩu không đúng.")


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by the IT administrator alone (Q8-3.4d)."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("Tài khoản này đang bị khóa."),
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "incorrect_password": _("Mật khẩu không đúng."),
        "enter_current_password": _("Mật khẩu hiện tại không đúng."),
        "invalid_password_reset": _("Liên kết không dùng được nữa."),
        "same_as_current": _("Mật khẩu mới phải khác mật khẩu hiện tại."),
        "too_many_login_attempts": _("Có quá nhiều lần đăng nhập sai. Hãy thử lại sau ít phút."),
        "rate_limited": _("Yêu cầu được gửi quá nhanh. Hãy thử lại sau ít phút."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def clean_password(self, password: str, user: User | None = None) -> str:
        password_validation.validate_password(password, user)
        if user is not None and user.has_usable_password() and user.check_password(password):
            raise ValidationError(self.error_messages["same_as_current"], code="same_as_current")
        return password

    def set_password(self, user: User, password: str) -> None:
        user.set_own_password(password)
        user.save()

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def get_client_ip(self, request: HttpRequest) -> str:
        # A local socket has no address; all its clients are then one, as they are for the lock-out.
        return client_address(request) or "127.0.0.1"
