"""The pages for pupils and parents: which sessions there are, the form of one, and the one result.

No list of candidates, no number in an address, nothing for a cache, an index or the next site (law.md §5).
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from editorial.public_pages import private_page
from exams.forms import LookUpForm
from exams.looking_up import WINDOW, Answer, look_up
from exams.models import ExamSession
from people.signin import client_address


@private_page
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    listed = list(ExamSession.objects.listed(now).order_by("closes_at", "pk"))
    context = {
        "open": [one for one in listed if one.opens_at <= now],
        "coming": sorted((one for one in listed if one.opens_at > now), key=lambda one: one.opens_at),
    }
    return render(request, "exams/sessions.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, slug: str, pk: str) -> HttpResponse:
    """The form of a session, and the answer to it; before its hour only when it opens, later nothing."""
    now = timezone.now()
    found = ExamSession.objects.listed(now).filter(pk=int(pk)).first()
    if found is None:
        raise Http404(_("Không có kỳ tra cứu nào đang mở ở địa chỉ này."))
    if request.path != found.get_absolute_url() and request.method != "POST":
        return redirect(found.get_absolute_url())
    if found.opens_at > now:
        return render(request, "exams/coming.html", {"session": found})
    if request.method != "POST":
        return _form_page(request, found, LookUpForm(session=found))
    form = LookUpForm(request.POST, session=found)
    if not form.is_valid():
        return _form_page(request, found, form, status=422)
    given = form.cleaned_data
    return _answer_page(
        request, found, form, look_up(found, given["number"], given["second"], client_address(request))
    )


def _answer_page(request: HttpRequest, found: ExamSession, form: LookUpForm, answer: Answer) -> HttpResponse:
    if answer.result is not None:
        return render(request, "exams/result.html", {"session": found, "result": answer.result})
    if answer.too_many:
        form.add_error(None, _("Đã tra cứu sai nhiều lần; hãy chờ 15 phút rồi thử lại."))
        response = _form_page(request, found, form, status=429)
        response.headers["Retry-After"] = str(int(WINDOW.total_seconds()))
        return response
    form.add_error(
        None, _("Không có kết quả nào ứng với hai thông tin này; hãy xem lại cả hai ô, hoặc hỏi nhà trường.")
    )
    return _form_page(request, found, form, status=422)


def _form_page(request: HttpRequest, found: ExamSession, form: LookUpForm, status: int = 200) -> HttpResponse:
    return render(request, "exams/session.html", {"session": found, "form": form}, status=status)
