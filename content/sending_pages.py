"""Sending an article on, and noting it on the fanpage, in the desk; and the list of what was and was not."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from content.fanpage import fanpage_refusals, note_mistaken, note_posted, ready_text
from content.models import Article, FanpagePost
from content.sending_forms import FanpageForm, PeriodForm, SendOnForm
from content.sending_on import WORD_TYPE, send_on, send_on_again, send_on_refusals
from content.word_writing import word_file
from documents.dispatching import dispatches_of
from documents.models import Dispatch
from editorial.actors import SEND_ROLES
from editorial.edition_admin import EditionAdmin
from editorial.routes import preset_for
from editorial.shelves import sees_sent_on
from editorial.workflow import Refused

SHOWN = 50
MOST_AT_ONCE = 50
PART_TEMPLATES = ("content/_desk_sending_on.html", "content/_desk_fanpage.html")


class SendingOnPages(EditionAdmin):
    def get_urls(self) -> list[URLPattern]:
        return [
            self.address("gui-cap-tren/", self.sent_on_view, "sent_on"),
            self.address("<int:pk>/ban-word/", require_safe(self.word_view), "word"),
            self.address("<int:pk>/gui-cap-tren/", require_POST(self.send_on_view), "send_on"),
            self.address(
                "<int:pk>/gui-cap-tren/<int:letter>/", require_POST(self.send_on_again_view), "resend_on"
            ),
            self.address("<int:pk>/fanpage/", require_POST(self.fanpage_view), "fanpage"),
            self.address("<int:pk>/bo-fanpage/", require_POST(self.unfanpage_view), "unfanpage"),
            *super().get_urls(),
        ]

    def side_context(self, request: HttpRequest, edition: Any, *, inside: bool) -> dict[str, Any]:
        context = super().side_context(request, edition, inside=inside)
        if not inside:
            return context
        sends = not send_on_refusals(edition, by=request.user)
        posts = not fanpage_refusals(edition, by=request.user)
        return context | {
            "part_templates": PART_TEMPLATES,
            "dispatches": dispatches_of(edition),
            "send_on_form": SendOnForm(auto_id="gui_%s") if sends else None,
            "fanpage_post": FanpagePost.objects.filter(item=edition.item_id).select_related("by").first(),
            "fanpage_form": FanpageForm(auto_id="fanpage_%s") if posts else None,
            "fanpage_text": ready_text(edition) if posts else "",
        }

    def word_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The Word file as it would be sent, for who may open the text at the desk."""
        article: Any = self.find(request, pk)
        name, content = word_file(article, preset_for(article).style)
        response = HttpResponse(content, content_type=WORD_TYPE)
        response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    def send_on_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article: Any = self.find(request, pk)
        form = SendOnForm(request.POST, auto_id="gui_%s")
        # Whether it may go at all is said before what is wrong with the form.
        reasons = send_on_refusals(article, by=request.user)
        if not reasons and not form.is_valid():
            return self.edition_page(request, article, reasons=form.errors.get("to", []), status=422)
        try:
            made = send_on(article, form.cleaned_data["to"] if not reasons else (), by=request.user)
        except Refused as refused:
            return self.edition_page(request, article, reasons=refused.reasons, status=409)
        messages.success(request, _told(made))
        return HttpResponseRedirect(article.get_desk_url() + "#gui-cap-tren")

    def send_on_again_view(self, request: HttpRequest, pk: int, letter: int) -> HttpResponse:
        article = self.find(request, pk)
        dispatch = get_object_or_404(Dispatch, pk=letter, item=article.item_id)
        return self._noted(
            request, article, lambda: send_on_again(dispatch, by=request.user), _("Thư sẽ được gửi lại ngay.")
        )

    def fanpage_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article: Any = self.find(request, pk)
        form = FanpageForm(request.POST, auto_id="fanpage_%s")
        reasons = fanpage_refusals(article, by=request.user)
        if not reasons and not form.is_valid():
            return self.edition_page(request, article, status=422, fanpage_form=form)
        given = form.cleaned_data if not reasons else {"posted_on": timezone.localdate()}
        return self._noted(
            request,
            article,
            lambda: note_posted(article, by=request.user, **given),
            _("Đã ghi: bài đã đăng fanpage."),
        )

    def unfanpage_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        article: Any = self.find(request, pk)
        return self._noted(
            request,
            article,
            lambda: note_mistaken(article, by=request.user),
            _("Đã bỏ ghi việc đăng fanpage."),
        )

    def _noted(self, request: HttpRequest, article: Any, act: Any, done: str) -> HttpResponse:
        try:
            act()
        except Refused as refused:
            return self.edition_page(request, article, reasons=refused.reasons, status=409)
        messages.success(request, done)
        return HttpResponseRedirect(article.get_desk_url() + "#fanpage")

    # -- the list ------------------------------------------------------------------------------

    def sent_on_view(self, request: HttpRequest) -> HttpResponse:
        """What of a period was sent to the bodies above and stands on the fanpage, and what not yet."""
        if not sees_sent_on(request.user):
            raise PermissionDenied
        form = SendOnForm(request.POST if request.method == "POST" else None, auto_id="gui_%s")
        reasons: list[str] = []
        if request.method == "POST":
            if not request.user.has_role(*SEND_ROLES):
                raise PermissionDenied
            reasons = self._send_several(request, form)
            if not reasons:
                return HttpResponseRedirect(request.get_full_path())
        return self._list(request, form, reasons)

    def _send_several(self, request: HttpRequest, form: SendOnForm) -> list[str]:
        chosen = [number for number in request.POST.getlist("bai") if number.isascii() and number.isdecimal()]
        if not form.is_valid():
            return list(form.errors.get("to", []))
        if not chosen or len(chosen) > MOST_AT_ONCE:
            return [_("Hãy chọn từ 1 đến %(most)d bài.") % {"most": MOST_AT_ONCE}]
        articles = list(Article.objects.public().filter(pk__in=[int(one[:18]) for one in chosen]))
        made = sum(send_on(one, form.cleaned_data["to"], by=request.user) for one in articles)
        messages.success(request, _told(made))
        return []

    def _list(self, request: HttpRequest, form: SendOnForm, reasons: list[str]) -> HttpResponse:
        period = PeriodForm(request.GET or None, auto_id="loc_%s")
        asked = period.asked()
        page = Paginator(_articles(asked), SHOWN).get_page(request.GET.get("trang"))
        letters: dict[int, list[Dispatch]] = {}
        items = [article.item_id for article in page]
        for one in Dispatch.objects.filter(item__in=items).order_by("pk"):
            letters.setdefault(one.item_id, []).append(one)
        posts = {post.item_id: post for post in FanpagePost.objects.filter(item__in=items)}
        query = request.GET.copy()
        query.pop("trang", None)
        context = {
            "title": _("Gửi cấp trên và fanpage"),
            "period": PeriodForm(initial=asked, auto_id="loc_%s") if not period.errors else period,
            "asked": asked,
            "rows": [(one, letters.get(one.item_id, []), posts.get(one.item_id)) for one in page],
            "page": page,
            "query": query.urlencode(),
            "reasons": reasons,
            "send_on_form": form if request.user.has_role(*SEND_ROLES) else None,
            "add_body_url": reverse("admin:documents_issuingauthority_changelist"),
        }
        return self.draw_page(request, "content/_desk_sent_on.html", context, 422 if reasons else 200)


def _articles(asked: dict[str, Any]) -> QuerySet[Article]:
    zone = timezone.get_current_timezone()
    begins = datetime.combine(asked["tu"], time.min, zone)
    ends = datetime.combine(asked["den"] + timedelta(days=1), time.min, zone)
    found = Article.objects.public().filter(first_public_at__gte=begins, first_public_at__lt=ends)
    sent = Exists(Dispatch.objects.filter(item=OuterRef("item"), status=Dispatch.Status.SENT))
    posted = Exists(FanpagePost.objects.filter(item=OuterRef("item")))
    for wish, condition in ((asked["gui"], sent), (asked["fanpage"], posted)):
        if wish:
            found = found.filter(condition if wish == "da" else ~condition)
    return found.select_related("item__unit", "section").order_by("-first_public_at", "-pk")


def _told(made: int) -> str:
    said = ngettext("%(count)d thư sẽ được gửi ngay.", "%(count)d thư sẽ được gửi ngay.", made)
    return said % {"count": made} if made else _("Mọi nơi nhận đã được gửi hoặc đang chờ gửi.")
