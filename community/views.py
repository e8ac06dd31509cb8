"""The pages for people outside: asking, the receipt, looking up, going on, confirming an address.

None of them may be kept by a cache or an index, and what is personal is in no address.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from community import following, guarding
from community.codes import read_code
from community.forms import LookUpForm, RequestForm, SupplementForm
from community.models import OutsideRequest
from community.moves import MOVES
from community.receiving import TooMany, receive
from community.subjects import Subject, earlier_subject, public_subject
from editorial.public_pages import gone_or_missing, private_page
from editorial.workflow import Refused
from people.signin import client_address

PAGE_METHODS = ["GET", "HEAD", "POST"]
RETRY_AFTER = "600"


@private_page
@require_http_methods(PAGE_METHODS)
def item_request(request: HttpRequest, item_id: str) -> HttpResponse:
    """To ask that an item be taken down or corrected; 404 for what visitors do not see, 410 for what is gone.

    Who opened the form in time may send it, even if the item was hidden while they wrote.
    """
    subject = _subject_of(request, int(item_id))
    if subject is None:
        return gone_or_missing(request, item=item_id)
    return _ask(request, subject)


def _subject_of(request: HttpRequest, item_id: int) -> Subject | None:
    stamp = guarding.read_stamp(request.POST.get("stamp", ""), item_id)
    seen = earlier_subject(item_id, stamp.number) if stamp else None
    return seen or public_subject(item_id)


@private_page
@require_http_methods(PAGE_METHODS)
def data_request(request: HttpRequest) -> HttpResponse:
    """To ask what the school keeps of oneself, and to have it corrected, restricted or deleted."""
    return _ask(request, None)


def _ask(request: HttpRequest, subject: Subject | None) -> HttpResponse:
    if request.method != "POST":
        return _form_page(request, RequestForm(subject=subject))
    form = RequestForm(request.POST, request.FILES, subject=subject)
    if guarding.is_over_now(guarding.POSTS_BY_ADDRESS, request):
        form.is_valid()
        return _form_page(request, form, too_many=True)
    if not form.is_valid() or form.given is None:
        return _form_page(request, form)
    files = [form.cleaned_data["file"]] if form.cleaned_data.get("file") else []
    try:
        made = receive(form.asked(), subject, key=form.given.key, files=files)
    except Refused as refused:
        form.add_error("file", refused.reasons)
        return _form_page(request, form)
    except TooMany:
        return _form_page(request, form, too_many=True)
    return render(request, "community/receipt.html", {"made": made})


def _form_page(request: HttpRequest, form: RequestForm, *, too_many: bool = False) -> HttpResponse:
    context = {
        "form": form,
        "subject": form.subject,
        "too_many": too_many,
        "file_again": bool(form.is_bound and request.FILES),
    }
    status = 429 if too_many else 422 if form.is_bound else 200
    response = render(request, "community/request_form.html", context, status=status)
    if too_many:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


@private_page
@require_http_methods(PAGE_METHODS)
def look_up(request: HttpRequest) -> HttpResponse:
    """Status by code and e-mail; the same answer whether the code, the address or both are wrong."""
    if request.method != "POST":
        return _look_up_page(request, LookUpForm())
    form = LookUpForm(request.POST)
    if not form.is_valid():
        return _look_up_page(request, form, status=422)
    code, email = form.cleaned_data["code"], form.cleaned_data["email"]
    tries = ((guarding.WRONG_BY_CODE, read_code(code)), (guarding.WRONG_BY_ADDRESS, client_address(request)))
    if any(guarding.is_over(limit, value) for limit, value in tries):
        form.add_error(None, _("Đã tra cứu nhiều lần trong ít phút; hãy chờ rồi thử lại."))
        return _look_up_page(request, form, status=429)
    found = following.find(code, email)
    if found is None:
        for limit, value in tries:
            guarding.count(limit, value)
        form.add_error(None, _("Không có đề nghị nào có mã và địa chỉ thư này; hãy xem lại cả hai ô."))
        return _look_up_page(request, form, status=422)
    return _result_page(request, found)


def _look_up_page(request: HttpRequest, form: LookUpForm, status: int = 200) -> HttpResponse:
    response = render(request, "community/look_up.html", {"form": form}, status=status)
    if status == 429:
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def _result_page(
    request: HttpRequest,
    found: OutsideRequest,
    *,
    form: SupplementForm | None = None,
    done: str = "",
    reasons: list[str] | tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    found.refresh_from_db()
    context = {
        "found": found,
        "events": [event for event in found.events.all() if event.verb in _TOLD],
        "token": following.follow_token(found),
        "form": form or SupplementForm(),
        "done": done,
        "reasons": reasons,
    }
    return render(request, "community/result.html", context, status=status)


# What the person outside sees of the history: what they did, and what they were written.
_TOLD = {
    "receive",
    "confirm",
    "supplement",
    "withdraw",
    "corrected",
    *(verb for verb, move in MOVES.items() if move.tells),
}


def _followed(request: HttpRequest) -> OutsideRequest:
    found = following.followed(request.POST.get("token", ""))
    if found is None:
        raise Http404(_("Trang tra cứu đã mở quá lâu; hãy tra cứu lại."))
    return found


@private_page
@require_POST
def supplement(request: HttpRequest) -> HttpResponse:
    found, form = _followed(request), SupplementForm(request.POST)
    if not form.is_valid():
        return _result_page(request, found, form=form, status=422)
    if guarding.is_over_now(guarding.POSTS_BY_ADDRESS, request):
        return _result_page(
            request, found, form=form, reasons=[_("Hãy chờ ít phút rồi gửi lại.")], status=429
        )
    try:
        following.supplement(found, form.cleaned_data["text"])
    except Refused as refused:
        return _result_page(request, found, form=form, reasons=refused.reasons, status=409)
    return _result_page(request, found, done=_("Nhà trường đã nhận phần bổ sung của ông/bà."))


@private_page
@require_POST
def withdraw(request: HttpRequest) -> HttpResponse:
    found = _followed(request)
    try:
        following.withdraw(found)
    except Refused as refused:
        return _result_page(request, found, reasons=refused.reasons, status=409)
    return _result_page(request, found, done=_("Đã rút đề nghị."))


@private_page
@require_http_methods(PAGE_METHODS)
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """The link in the letter. Opening it changes nothing, for mail programs open links by themselves."""
    found = following.of_confirm_token(token)
    if found is None:
        raise Http404(_("Liên kết này không còn dùng được."))
    done = ""
    if request.method == "POST":
        disowns = "disown" in request.POST
        (following.disown if disowns else following.confirm)(found)
        done = "disown" if disowns else "confirm"
        found.refresh_from_db()
    return render(request, "community/confirm.html", {"found": found, "done": done})
