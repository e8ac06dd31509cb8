"""Typing is never lost: copies of what is being typed, and forms that meet an ended session."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from editorial import autosave, drafting, locks
from editorial.edition_writing import WritingPages
from editorial.workflow import Refused
from people.forms import SignInForm
from people.views import SignInView

RESTORE = "khoi-phuc"
# The form of these pages says who wrote it, so that it can be taken up after somebody signed in again.
TAKEN_UP = frozenset({"add", "change", "describe"})
SIGN_IN = ("login", "password")


class TypingPages(WritingPages):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("dang-go/", require_POST(self.typed_new_view), "typed_new"),
            self.address("<int:pk>/dang-go/", require_POST(self.typed_view), "typed"),
            *super().get_urls(),
        ]

    def address(self, route: str, view: Callable[..., HttpResponse], page: str) -> URLPattern:
        pattern = super().address(route, view, page)
        if page not in TAKEN_UP:
            return pattern
        return path(route, taken_up(pattern.callback), name=pattern.name)

    def start_view(self, request: HttpRequest) -> HttpResponse:
        if request.method == "GET" and RESTORE in request.GET and self.has_add_permission(request):
            form = self.edition_form(user=request.user)
            form.restore()
            return self.start_page(request, form=form)
        return super().start_view(request)

    def edition_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if request.method == "GET" and RESTORE in request.GET:
            edition = self.find(request, pk)
            # Under somebody else's lock the page says so instead: nothing restored there could be saved.
            if not (
                drafting.edit_refusals(edition, by=request.user) or locks.other_writer(edition, request.user)
            ):
                form = self.edition_form(instance=edition, user=request.user)
                form.restore()
                return self.edition_page(request, edition, form=form)
        return super().edition_view(request, pk)

    def text_saved(self, request: HttpRequest, pk: int) -> None:
        """What was kept while it was typed is stored now, even where a move that follows is refused."""
        super().text_saved(request, pk)
        autosave.forget(self.model, by=request.user, edition=pk)

    # -- what is being typed -------------------------------------------------------------------

    def typed_new_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return self._keep_typed(request, 0)

    def typed_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        edition = self.find(request, pk)
        if reasons := drafting.edit_refusals(edition, by=request.user):
            return JsonResponse({"reasons": reasons}, status=409)
        return self._keep_typed(request, pk)

    def _keep_typed(self, request: HttpRequest, pk: int) -> HttpResponse:
        if "drop" in request.POST:
            autosave.forget(self.model, by=request.user, edition=pk)
            return (
                redirect(f"admin:{self.url_name('change')}", pk)
                if pk
                else redirect(f"admin:{self.url_name('add')}")
            )
        if not is_writer(request):
            return JsonResponse({"reasons": [somebody_else()], "stranger": True}, status=409)
        version = request.POST.get("version", "")
        try:
            autosave.keep(
                self.model,
                by=request.user,
                edition=pk,
                version=int(version) if version.isdecimal() and len(version) < 10 else 0,
                fields=dict(request.POST.lists()),
            )
        except Refused as refused:
            return JsonResponse({"reasons": refused.reasons}, status=409)
        return JsonResponse({"saved": f"{timezone.localtime():%H:%M}"})


def is_writer(request: HttpRequest) -> bool:
    """Whether who sends the form is who it was drawn for."""
    return request.POST.get("writer", "") == str(request.user.pk)


def somebody_else() -> str:
    return _("Trang này do người khác mở; phần họ đang gõ không được lưu vào tài khoản của bạn.")


def taken_up(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a form whose session has ended with one that asks who it is and carries all that was typed.

    The redirect to the sign-in page would lose it. The form is taken up only by the person it was drawn for.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or request.user.is_authenticated:
            return view(request, *args, **kwargs)
        if "login" not in request.POST:
            return _ask_again(request)
        signed_in = SignInView.as_view()(request)
        if not request.user.is_authenticated:
            return _ask_again(request, failure=signed_in)
        response = _go_on(request, view, args, kwargs)
        response.cookies.update(signed_in.cookies)
        return response

    return answer


def _go_on(request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any) -> HttpResponse:
    if request.user.must_change_password:
        return redirect("account_change_password")
    if not is_writer(request):
        messages.error(request, somebody_else())
        return redirect("admin:index")
    request.POST = _typed(request.POST)
    return view(request, *args, **kwargs)


@never_cache
def _ask_again(request: HttpRequest, failure: HttpResponse | None = None) -> HttpResponse:
    """403, like every answer to somebody who is not signed in; the password typed is not carried on."""
    form = getattr(failure, "context_data", {}).get("form") if failure is not None else None
    locked = failure is not None and form is None
    typed = _typed(request.POST)
    context = {
        "typed": [(name, value) for name, values in typed.lists() for value in values],
        "form": form or SignInForm(),
        "locked": locked,
        "lost_files": any(upload.name for upload in request.FILES.values()),
        "text_title": typed.get("title", ""),
    }
    return render(request, "editorial/sign_in_again.html", context, status=403)


def _typed(posted: QueryDict) -> QueryDict:
    typed = posted.copy()
    for name in (*SIGN_IN, "csrfmiddlewaretoken"):
        typed.pop(name, None)
    return typed
