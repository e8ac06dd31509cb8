"""Addresses of the theme: its stylesheet, pictures, icons, and the web manifest."""

import json
import logging
from collections.abc import Callable
from functools import partial
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from editorial.public_pages import public_page
from portal.models import Theme, ThemePicture
from portal.site import PublicSite
from portal.theming import ICON_SIZES, draw_crest, draw_icon, icon_url, stylesheet, stylesheet_digest

logger = logging.getLogger(__name__)

# The address names the content: what is behind it never changes.
FOR_EVER = "public, max-age=31536000, immutable"
SHORTEST_NAME = 12


@require_safe
def theme_css(request: HttpRequest, digest: str) -> HttpResponse:
    """The school's colours. An address of earlier colours gives those of today, and is not kept."""
    theme = Theme.objects.first()
    if theme is None:
        raise Http404
    colours = theme.school_colour, theme.urgent_colour
    response = HttpResponse(stylesheet(*colours), content_type="text/css; charset=utf-8")
    is_this = digest == stylesheet_digest(*colours)
    response.headers["Cache-Control"] = FOR_EVER if is_this else "public, no-cache"
    return response


@require_safe
def theme_picture(request: HttpRequest, digest: str, extension: str) -> HttpResponseBase:
    """The crest or the banner in use; what was replaced is not found any more."""
    picture = _in_use(digest)
    if picture.extension != extension:
        raise Http404
    return _kept(request, picture, lambda: _file(picture))


@require_safe
def theme_crest(request: HttpRequest, digest: str) -> HttpResponseBase:
    crest = _in_use(digest)
    return _kept(request, crest, lambda: _drawn(crest, draw_crest, "image/webp"))


@require_safe
def theme_icon(request: HttpRequest, digest: str, size: str) -> HttpResponseBase:
    crest = _in_use(digest)
    if int(size) not in ICON_SIZES:
        raise Http404
    draw = partial(draw_icon, size=int(size))
    return _kept(request, crest, lambda: _drawn(crest, draw, "image/png"))


def _in_use(digest: str) -> ThemePicture:
    theme = Theme.objects.select_related("crest", "banner").first()
    pictures = [theme.crest, theme.banner] if theme else []
    for picture in pictures:
        if picture and picture.sha256.startswith(digest):
            return picture
    raise Http404


def _kept(
    request: HttpRequest, picture: ThemePicture, draw: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    etag = quote_etag(picture.sha256)
    response = get_conditional_response(request, etag=etag) or draw()
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = FOR_EVER
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _file(picture: ThemePicture) -> HttpResponseBase:
    try:
        return FileResponse(picture.file.open("rb"), content_type=picture.content_type)
    except OSError as error:
        logger.exception("theme picture %s cannot be read", picture.pk)
        raise Http404 from error


def _drawn(crest: ThemePicture, draw: Callable[[ThemePicture], bytes], content_type: str) -> HttpResponseBase:
    try:
        return HttpResponse(draw(crest), content_type=content_type)
    except OSError as error:
        logger.exception("theme picture %s cannot be read", crest.pk)
        raise Http404 from error


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address whatever the page says."""
    return redirect(icon_url(PublicSite(request).theme, 48))


@public_page
def manifest(request: HttpRequest) -> HttpResponse:
    """What a telephone needs to keep the portal on its home screen (Q8-1.4)."""
    site = PublicSite(request)
    content: dict[str, Any] = {
        "name": site.name,
        "short_name": short_name(site.name),
        "description": site.description,
        "lang": get_language() or "vi",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": site.theme_colour,
        "icons": [
            {"src": icon_url(site.theme, size), "sizes": f"{size}x{size}", "type": "image/png"}
            for size in ICON_SIZES[-2:]
        ],
    }
    text = json.dumps(content, ensure_ascii=False)
    return HttpResponse(text, content_type="application/manifest+json; charset=utf-8")


def short_name(name: str) -> str:
    """What fits under an icon: the name without the kind of school in front, cut between words."""
    words = name.removeprefix(_("Trường")).split()
    short = ""
    for word in words:
        if short and len(short) + 1 + len(word) > SHORTEST_NAME:
            break
        short = f"{short} {word}".strip()
    return short or name
