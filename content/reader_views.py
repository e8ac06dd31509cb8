"""“Gửi bài”: the pages on which somebody without an account sends a text, confirms it, and asks about it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content import reader_intake
from content.models import Article, ReaderSubmission
from content.reader_forms import LookUpForm, ReaderForm, is_genuine, is_hurried, stamp
from content.reader_letters import CONFIRM_DAYS
from editorial.public_pages import public_page
from editorial.workflow import Refused
from people.signin import client_address

Stage = ReaderSubmission.Stage
_form_page = require_http_methods(["GET", "HEAD", "POST"])


@_form_page
@never_cache
def submit(request: HttpRequest) -> HttpResponse:
    """The form, and what becomes of it; what was typed is never lost, files have to be chosen again."""
    if not reader_intake.is_open():
        return render(request, "content/readers/closed.html")
    if request.method != "POST":
        return _page(request, ReaderForm(initial={"began": stamp()}))
    if request.POST.get("website"):
        return redirect("reader_thanks")  # a field that people do not see: a robot filled it in
    form = ReaderForm(request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, status=422)
    if reasons := _signs_of_a_program(form.cleaned_data["began"]):
        return _page(request, form, reasons=reasons, status=422)
    try:
        files = reader_intake.check_files(form.cleaned_data["files"])
        digest = reader_intake.address_digest(client_address(request))
        reader_intake.receive(form.given(), files, digest=digest)
    except Refused as refused:
        return _page(request, form, reasons=refused.reasons, status=422)
    except reader_intake.TooMany as too_many:
        return _page(request, form, reasons=[str(too_many)], status=429)
    return redirect("reader_thanks")


def _signs_of_a_program(began: str) -> list[str]:
    if not is_genuine(began):
        return [_("Trang này mở đã lâu. Hãy xem lại bài rồi bấm gửi lần nữa.")]
    if is_hurried(began):
        return [_("Bài được gửi quá nhanh. Hãy đọc lại bài rồi bấm gửi lần nữa.")]
    return []


def _page(
    request: HttpRequest, form: ReaderForm, *, reasons: list[str] | tuple[str, ...] = (), status: int = 200
) -> HttpResponse:
    # A stamp that is still good is kept: who was too quick only has to press again.
    began = request.POST.get("began", "")
    context = {
        "form": form,
        "reasons": reasons,
        "began": began if is_genuine(began) else stamp(),
        "chosen": _names(request.FILES.getlist("files")),
    }
    return render(request, "content/readers/form.html", context, status=status)


def _names(files: list[UploadedFile]) -> str:
    """A browser does not send files a second time by itself."""
    return ", ".join(str(one.name)[:80] for one in files[: reader_intake.MOST_FILES])


@public_page
def thanks(request: HttpRequest) -> HttpResponse:
    return render(request, "content/readers/thanks.html", {"days": CONFIRM_DAYS})


def by_token(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The submission of a link from a letter; the address is a key, so it is kept from caches and others."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        found = reader_intake.submission_of(token)
        over = found is None
        response = render(request, "content/readers/over.html", status=410) if over else view(request, found)
        response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response.headers["Referrer-Policy"] = "same-origin"
        return response

    return opened


@_form_page
@never_cache
@by_token
def confirm(request: HttpRequest, submission: Any) -> HttpResponse:
    """Asked with a button: programs that look into mail open every link."""
    if request.method == "POST":
        reader_intake.confirm(submission)
        submission.refresh_from_db()
    context = {"submission": submission, "confirmed": submission.stage != Stage.UNCONFIRMED}
    return render(request, "content/readers/confirm.html", context)


@_form_page
@never_cache
def look_up(request: HttpRequest) -> HttpResponse:
    """What became of a text, for who knows its code and address; a wrong one is answered like the other."""
    form = LookUpForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {"form": form}
    status = 200
    if form.is_bound and form.is_valid():
        found = reader_intake.look_up(form.cleaned_data["email"], form.cleaned_data["code"])
        context |= {"asked": True, "submission": found, "article": _public_text(found)}
        status = 200 if found else 404
    elif form.is_bound:
        status = 422
    return render(request, "content/readers/lookup.html", context, status=status)


def _public_text(submission: ReaderSubmission | None) -> Any:
    if submission is None or submission.item_id is None:
        return None
    return Article.objects.public().filter(item=submission.item_id).select_related("item").first()
