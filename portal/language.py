"""The language of a page is in its address and nowhere else: no cookie, no header, nothing to vary by."""

from collections.abc import Callable
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from portal.models import SchoolProfile

PREFIX = "/en"
# Pages that are at the same place in both languages; of articles and pages only translations are.
IN_BOTH = frozenset(
    {
        *{"home", "all_news", "section", "topic", "contact", "site_map", "feed_list"},
        *{"data_request", "request_look_up"},
    }
)


class LanguageByAddress:
    """Middleware: English below /en/ where the school has switched it on, Vietnamese everywhere else.

    While it is switched off no address below /en/ leads anywhere, since none is resolved in Vietnamese.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with translation.override(_language_of(request.path_info)):
            return self._get_response(request)


def _language_of(path: str) -> str:
    below = path.startswith(f"{PREFIX}/")
    return "en" if below and SchoolProfile.current().english_enabled else "vi"


class PageLanguages:
    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def versions(self) -> dict[str, str]:
        """Language code -> address of this page, if it is one of those that are in both; else empty."""
        match, path = self._request.resolver_match, self._request.path
        if match is None or match.url_name not in IN_BOTH:
            return {}
        own = path.removeprefix(PREFIX) if path.startswith(f"{PREFIX}/") else path
        return {"vi": own, "en": PREFIX + own}


def page_languages(request: HttpRequest) -> dict[str, PageLanguages]:
    """Context processor: `languages` in every template."""
    return {"languages": PageLanguages(request)}
