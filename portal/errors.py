"""The pages for what goes wrong: in Vietnamese, with what to do next; a failure of ours carries an id."""

import logging
import secrets
import sys

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from editorial.compression import compressed

logger = logging.getLogger(__name__)

RETRY_AFTER_SECONDS = "120"
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or cookies that are switched off."""
    return render(request, "403_csrf.html", status=403)


@compressed
def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "429.html", status=429)


def server_error(request: HttpRequest) -> HttpResponse:
    """Our failure: the page and the log carry the same id. A database that does not answer is 503."""
    error_id = secrets.token_hex(4).upper()
    failure = sys.exc_info()[1]
    unavailable = isinstance(failure, OperationalError)
    status = 503 if unavailable else 500
    logger.error("error %s: %s %s", error_id, request.method, request.path, exc_info=failure)
    # Without the request: what surrounds other pages asks the database.
    response = HttpResponse(render_to_string(f"{status}.html", {"error_id": error_id}), status=status)
    response.headers["Cache-Control"] = "no-store"
    if unavailable:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response
