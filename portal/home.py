"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from editorial.metadata import script_json
from editorial.public_pages import public_page
from portal.blocks import home_bands
from portal.json_ld import school_as_data
from portal.site import PublicSite


@public_page
def home(request: HttpRequest) -> HttpResponse:
    context = {
        "bands": home_bands(request),
        "school_json": script_json(school_as_data(PublicSite(request))),
    }
    return render(request, "portal/home.html", context)
