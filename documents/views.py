"""The only way to a stored file (Q8-2.3c, HL-3.1): nothing under the media folder has a URL of its own."""

import logging
from typing import IO

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import content_disposition_header, http_date, parse_http_date_safe, quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from documents.access import Reading, readable_by
from documents.counting import CountedFile, CountedPart, count_when_sent, is_a_download
from documents.models import ScanState, StoredFile
from documents.ranges import ByteRange, UnsatisfiableRange, parse_range, read_range
from documents.versions import public_successor

logger = logging.getLogger(__name__)

PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
INLINE_TYPES = PICTURE_TYPES | {"application/pdf"}
# Short, so that a file taken down is gone from every cache within a minute.
PUBLIC_CACHE = "public, max-age=60"
PRIVATE_CACHE = "private, no-store"
_LOCKED = "default-src 'none'; sandbox; frame-ancestors 'self'"
# Browsers refuse to show a PDF in a sandboxed page; their viewers isolate what is in it themselves.
_PDF_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"


@require_safe
def download(request: HttpRequest, file_id: int, name: str) -> HttpResponseBase:
    """Send a file to whoever may read an edition it belongs to.

    Anyone else is led to the version that has replaced it for the public, or gets 404.
    """
    stored = get_object_or_404(StoredFile, pk=file_id)
    reading = readable_by(stored, request.user)
    if reading is None:
        return _led_on(stored, name)
    if not stored.is_served:
        return _withheld(request, stored, reading)
    if name not in reading.names:
        response: HttpResponseBase = HttpResponseRedirect(reverse("download", args=[stored.pk, reading.name]))
    else:
        response = _answer(request, stored, name)
        if reading.public and is_a_download(request, response):
            count_when_sent(response, stored)
    return _guarded(response, reading)


def send_privately(request: HttpRequest, stored: StoredFile, name: str) -> HttpResponseBase:
    """The file under that name, to somebody whom the caller has let read it; nothing keeps it on the way.

    For files that belong to no edition; while it is held or infected nobody gets it.
    """
    reading = Reading((name,), public=False)
    if not stored.is_served:
        return _withheld(request, stored, reading)
    return _guarded(_answer(request, stored, name), reading)


def _led_on(stored: StoredFile, name: str) -> HttpResponseBase:
    """Not for good and not for caches: the new version may be taken down, and staff read the old one."""
    address = public_successor(stored, name)
    if address is None:
        raise Http404(_("Không có tệp này."))
    return _guarded(HttpResponseRedirect(address), Reading((), public=False))


def _withheld(request: HttpRequest, stored: StoredFile, reading: Reading) -> HttpResponseBase:
    """Held or infected: nobody gets it; those who work with it are told why (Q8-3.2b)."""
    if reading.public:
        raise Http404(_("Không có tệp này."))
    context = {"name": reading.name, "infected": stored.scan_state == ScanState.INFECTED}
    return _guarded(render(request, "documents/withheld.html", context, status=409), reading)


def _answer(request: HttpRequest, stored: StoredFile, name: str) -> HttpResponseBase:
    etag = quote_etag(stored.sha256)
    modified = int(stored.uploaded_at.timestamp())
    not_changed = get_conditional_response(request, etag=etag, last_modified=modified)
    response = not_changed or _content(request, stored, name)
    response.headers["ETag"] = etag
    response.headers["Last-Modified"] = http_date(modified)
    return response


def _content(request: HttpRequest, stored: StoredFile, name: str) -> HttpResponseBase:
    stream = _opened(stored)
    try:
        wanted = _wanted_range(request, stored)
    except UnsatisfiableRange:
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{stored.size}"})
    response = _body(request, stream, wanted)
    response.headers["Content-Type"] = _content_type(stored)
    response.headers["Content-Length"] = str(wanted.length if wanted else stored.size)
    response.headers["Accept-Ranges"] = "bytes"
    as_attachment = stored.content_type not in INLINE_TYPES
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment, name) or "attachment"
    response.headers["Content-Security-Policy"] = (
        _PDF_VIEWER if stored.content_type == "application/pdf" else _LOCKED
    )
    if wanted:
        response.headers["Content-Range"] = f"bytes {wanted.first}-{wanted.last}/{stored.size}"
    return response


def _opened(stored: StoredFile) -> IO[bytes]:
    try:
        return stored.path.open("rb")
    except OSError as error:
        logger.exception("stored file %s cannot be read", stored.pk)
        raise Http404(_("Không có tệp này.")) from error


def _wanted_range(request: HttpRequest, stored: StoredFile) -> ByteRange | None:
    header = request.headers.get("Range", "")
    if not header or request.method != "GET" or not _still_same(request, stored):
        return None
    return parse_range(header, stored.size)


def _still_same(request: HttpRequest, stored: StoredFile) -> bool:
    """If-Range: continue only the very same bytes; otherwise the whole file is sent."""
    condition = request.headers.get("If-Range")
    if condition is None or condition == quote_etag(stored.sha256):
        return True
    return parse_http_date_safe(condition) == int(stored.uploaded_at.timestamp())


def _body(request: HttpRequest, stream: IO[bytes], wanted: ByteRange | None) -> HttpResponseBase:
    if request.method == "HEAD":
        stream.close()
        return HttpResponse()
    if wanted:
        return CountedPart(read_range(stream, wanted), status=206)
    return CountedFile(stream)


def _content_type(stored: StoredFile) -> str:
    # Without a charset old browsers guess, and guess wrong for Vietnamese.
    is_text = stored.content_type.startswith("text/")
    return f"{stored.content_type}; charset=utf-8" if is_text else stored.content_type


def _guarded(response: HttpResponseBase, reading: Reading) -> HttpResponseBase:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = PUBLIC_CACHE if reading.public else PRIVATE_CACHE
    if not reading.public:
        patch_vary_headers(response, ["Cookie"])
    return response
