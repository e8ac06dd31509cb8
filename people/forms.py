"""Sign-in and password forms, in Vietnamese."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from people.signin import MAX_LOGIN_LENGTH, account_name


class SignInForm(allauth_forms.LoginForm):
    """User name or e-mail address, and password; refuses an expired temporary password (HL-10.1)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Tên đăng nhập hoặc thư điện tử"),
            max_length=MAX_LOGIN_LENGTH,
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
            ),
        )
        self.fields["password"] = forms.CharField(
            label=_("Mật khẩu"),
            strip=False,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        return account_name(self.cleaned_data["login"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        # Only after the right password: a stranger must not learn which accounts are new.
        if self.user is not None and self.user.temporary_password_expired():
            raise ValidationError(
                _(
                    "Mật khẩu tạm đã hết hạn. Hãy gặp giáo viên phụ trách CNTT "
                    "để nhận liên kết đặt mật khẩu mới."
                ),
                code="temporary_password_expired",
            )
        return cleaned


class NewPasswordWording(forms.Form):
    """Vietnamese labels and the comparison of the two new passwords; goes before an allauth form."""

    wording = {
        "oldpassword": _("Mật khẩu hiện tại"),
        "password1": _("Mật khẩu mới"),
        "password2": _("Nhập lại mật khẩu mới"),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = self.wording[name]
            field.widget.attrs.pop("placeholder", None)
        if "oldpassword" in self.fields:
            self.fields["oldpassword"].help_text = ""

    def clean(self) -> dict[str, Any]:
        # Not super().clean(): allauth's comparison would add its English sentence.
        cleaned = forms.Form.clean(self)
        first, second = self.cleaned_data.get("password1"), self.cleaned_data.get("password2")
        if first and second and first != second:
            self.add_error("password2", _("Hai lần nhập mật khẩu mới không giống nhau."))
        return cleaned


class ChangePasswordForm(NewPasswordWording, allauth_forms.ChangePasswordForm):
    """The person's own change, also the forced one."""


class LinkPasswordForm(NewPasswordWording, allauth_forms.ResetPasswordKeyForm):
    """The new password behind a one-time link (HL-10.5a)."""
