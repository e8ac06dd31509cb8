"""“Mức độ kịp thời”: the share of what was due that was on time; off until the school wishes it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from editorial.public_pages import public_page
from editorial.timeliness import timeliness as figures
from portal.models import SchoolProfile


@public_page
def timeliness(request: HttpRequest) -> HttpResponse:
    if not SchoolProfile.current().shows_timeliness:
        raise Http404(_("Nhà trường không mở trang này."))
    return render(request, "portal/timeliness.html", {"figures": figures()})
