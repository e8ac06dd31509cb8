"""Pages that are equal for everybody travel compressed, and nobody's own do.

The length of a compressed answer betrays whether it repeats what the request said, and so bit by bit a secret
that stands beside it (BREACH). A page for everybody holds none; to be sure of that, nothing is compressed for
who has a session or is given a cookie.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.decorators import decorator_from_middleware


class _Compression(GZipMiddleware):
    """Django's, but with the same Vary and ETag on every answer of an address: compressed, plain or 304.

    A 304 must repeat those of the 200 (RFC 9110 §15.4.5); a weak ETag is true in whatever encoding.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        patch_vary_headers(response, ["Accept-Encoding"])
        etag = response.headers.get("ETag", "")
        if etag.startswith('"'):
            response.headers["ETag"] = f"W/{etag}"
        if response.cookies or settings.SESSION_COOKIE_NAME in request.COOKIES:
            return response
        compressed: HttpResponseBase = super().process_response(request, response)
        return compressed


compressed = decorator_from_middleware(_Compression)
