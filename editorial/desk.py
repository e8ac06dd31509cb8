"""The desk: Django's admin at /quan-tri/, whose first screen is “Việc của tôi”."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth import logout as sign_out
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Page, Paginator
from django.db.models.base import ModelBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, re_path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.administration import Administration
from editorial.desk_notes import mark_notes_read, unread_notes
from editorial.insets import insets_on_front
from editorial.mailroom.deciding import waiting_count
from editorial.mailroom.pages import Mailroom
from editorial.models import Notification
from editorial.obligations import late_for, obligations_of
from editorial.publishing import edition_models
from editorial.scheduled import Month, entries_of, weeks_of
from editorial.targets import figures
from editorial.worklist import Task, Worklist, with_holders, worklist
from regulations.calendar_review import calendar_gaps

NOT_SHOWN = frozenset({"auth.group", "account.emailaddress"})
SHOWN = 50
NEWS_SHOWN = 10


@dataclass(frozen=True)
class Part:
    """A list of the first screen; its name is also the parameter that turns its pages."""

    name: str
    title: str | Promise
    tasks: Page
    total: int
    empty: str | Promise = ""


SENT = "da-gui"
# name, title, what the worklist calls it
PARTS = (
    ("da-nhan", _("Tôi đã nhận xử lý"), "claimed"),
    ("cho-toi", _("Chờ tôi xử lý"), "waiting"),
    ("dang-khan", _("Tin đăng khẩn cần xác nhận"), "urgent"),
    ("can-sua", _("Được trả lại để tôi sửa"), "to_fix"),
    (SENT, _("Tôi đã gửi, đang ở đâu"), "sent"),
    ("hen-gio", _("Hẹn giờ đăng"), "scheduled"),
    ("ban-nhap", _("Bản nháp của tôi"), "drafts"),
)
NOTHING = _("Không có việc nào đang chờ bạn.")


class DeskSite(Mailroom, Administration):
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
        own = [
            path("da-doc/", self.admin_view(self.mark_read), name="notifications_read"),
            path("lich-dang/", self.admin_view(self.calendar), name="calendar"),
            re_path(
                r"^lich-dang/(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/$",
                self.admin_view(self.calendar),
                name="calendar_month",
            ),
        ]
        # Django's redirect to the public address would tell a draft's title to anybody with a role.
        return [*own, *(url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site")]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        kinds = [model for model in edition_models() if model in self._registry]
        starts = [model for model in kinds if self._registry[model].has_add_permission(request)]
        work = worklist(request.user)
        context = {
            "parts": _parts(request, work),
            "duties": obligations_of(request.user),
            "late_duties": late_for(request.user),
            "news": work.news[:NEWS_SHOWN],
            "more_news": work.news[NEWS_SHOWN:],
            "insets": insets_on_front(request.user),
            "notes": list(unread_notes(request.user)),
            "figures": figures(request.user.unit),
            "calendar_gaps": _gaps(request),
            "mail_waiting": waiting_count(request.user),
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
            mark_notes_read(request.user)
        return redirect("admin:index")

    def calendar(self, request: HttpRequest, year: str = "", month: str = "") -> HttpResponse:
        """What is to appear and to expire in a month, this one where none is named."""
        try:
            shown = Month(int(year), int(month)) if year else Month.current()
        except ValueError as error:
            raise Http404(_("Lịch không có tháng này.")) from error
        entries = entries_of(shown, request.user)
        context = {
            **self.each_context(request),
            "title": _("Lịch đăng"),
            "month": shown,
            "before": shown.moved(-1),
            "after": shown.moved(1),
            "weeks": weeks_of(shown, entries),
            "entries": entries,
        }
        return render(request, "editorial/calendar.html", context)


def _gaps(request: HttpRequest) -> list[str]:
    """Who keeps the calendar of working days is told what it lacks."""
    keeps = request.user.has_perm("regulations.change_holiday")
    return calendar_gaps(timezone.localdate()) if keeps else []


def _parts(request: HttpRequest, work: Worklist) -> list[Part]:
    """The lists with something in them; what waits is always shown, so that nothing waiting is said too."""
    found = []
    for name, title, attribute in PARTS:
        tasks: list[Task] = getattr(work, attribute)
        if tasks or name == "cho-toi":
            page = Paginator(tasks, SHOWN).get_page(request.GET.get(name))
            if name == SENT:
                page.object_list = with_holders(list(page.object_list))
            found.append(Part(name, title, page, len(tasks), NOTHING if name == "cho-toi" else ""))
    return found
