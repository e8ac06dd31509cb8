"""Public pages of the portal itself: contact, privacy, accessibility, site map, list of feeds, robots.txt."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from content.navigation import section_tree
from documents.models import DocumentGroup
from editorial.public_pages import public_page
from portal.menu import Link, addresses
from portal.models import SchoolProfile
from portal.site import PublicSite

CLOSED_TO_ROBOTS = ("/quan-tri/", "/tai-khoan/", "/tim-kiem/?")
# What every portal has, whether its regulation names it as a section or not.
OWN_PAGES = (
    ("contact", _("Liên hệ")),
    ("reader_submit", _("Gửi bài")),
    ("search", _("Tìm kiếm")),
    ("feed_list", _("Nhận tin qua RSS")),
    ("privacy", _("Quyền riêng tư")),
    ("data_request", _("Yêu cầu về dữ liệu cá nhân")),
    ("request_look_up", _("Tra cứu đề nghị đã gửi")),
    ("accessibility", _("Trợ năng")),
)
# Only where the school wishes it.
TIMELINESS = ("timeliness", _("Mức độ kịp thời"))


@public_page
def contact(request: HttpRequest) -> HttpResponse:
    """How to reach the school."""
    return render(request, "portal/contact.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    context = {"keep_months": settings.REQUEST_KEEP_MONTHS}
    return render(request, "portal/privacy.html", context)


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/accessibility.html")


@public_page
def site_map(request: HttpRequest) -> HttpResponse:
    entries = PublicSite(request).map
    listed = addresses(entries)
    shown = [*OWN_PAGES, *([TIMELINESS] if SchoolProfile.current().shows_timeliness else [])]
    own = [Link(str(label), reverse(name)) for name, label in shown]
    entries += [entry for entry in own if entry.url not in listed]
    return render(request, "portal/site_map.html", {"entries": entries})


@public_page
def feed_list(request: HttpRequest) -> HttpResponse:
    """Documents are Vietnamese in either language; a group of theirs has a feed as a section of news has."""
    context = {"sections": section_tree(request).of_articles(), "groups": DocumentGroup.objects.all()}
    return render(request, "portal/feed_list.html", context)


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read. A pilot is kept out of indexes by `noindex`, which they must be able to read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED_TO_ROBOTS)]
    if not SchoolProfile.current().is_pilot:
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}"]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
