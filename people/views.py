"""Sign-in and passwords: allauth's views with the school's forms and the lock-out."""

from typing import Any

from allauth.account.views import LoginView, PasswordChangeView, PasswordResetFromKeyView
from axes.decorators import axes_dispatch
from axes.helpers import get_lockout_response
from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView

from people.forms import ChangePasswordForm, LinkPasswordForm, SignInForm
from people.models import TEMPORARY_PASSWORD_VALIDITY
from people.signin import address_is_slowed, remember_browser


class SignInView(LoginView):
    """Sign-in; a locked account and a slowed address are answered before the password is looked at."""

    form_class = SignInForm

    @method_decorator(axes_dispatch)
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if address_is_slowed(request):
            return get_lockout_response(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: SignInForm) -> HttpResponse:
        response = super().form_valid(form)
        if self.request.user.is_authenticated:
            remember_browser(self.request, response)
        return response


@method_decorator(never_cache, name="dispatch")
class ChangePasswordView(PasswordChangeView):
    """The person's own change of password; every other session of the account ends."""

    form_class = ChangePasswordForm


@method_decorator(never_cache, name="dispatch")
class LinkPasswordView(PasswordResetFromKeyView):
    """A password chosen through the one-time link that the IT administrator handed over."""

    form_class = LinkPasswordForm


class ForgottenPasswordView(TemplateView):
    """Whom to ask for a new link: the portal sends no password by mail (HL-10.5)."""

    template_name = "account/password_forgotten.html"
    extra_context = {"days": TEMPORARY_PASSWORD_VALIDITY.days}
