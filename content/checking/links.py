"""Links: those that lead nowhere on this site, into the desk or into one machine, or say nothing.

Other sites are not asked: a request must not wait for another server, and a server that is down today is no
fault of the text.
"""

import re
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _

from content.checking.text import Link, Text
from content.models import Article, Page, Picture
from documents.models import StoredFile
from editorial.checklist import Found
from editorial.models import Section

DESK = "/quan-tri/"
MOST_LINKS = 500  # more than any text has; each costs a look at the table of addresses
_VAGUE = frozenset(
    {
        "đây",
        "tại đây",
        "ở đây",
        "xem tại đây",
        "xem ở đây",
        "bấm vào đây",
        "nhấn vào đây",
        "click vào đây",
        "link",
    }
    | {
        "kích vào đây",
        "xem thêm",
        "chi tiết",
        "xem chi tiết",
        "xem",
        "here",
        "click here",
        "link này",
        "đường link",
    }
)
_HTTPS = (
    ".gov.vn",
    ".edu.vn",
    "google.com",
    "youtube.com",
    "facebook.com",
    "zalo.me",
    "vnedu.vn",
    "chinhphu.vn",
)
_ON_MACHINE = re.compile(
    r"file://|\b[A-Z]:\\\w|https?://(?:localhost|127\.|192\.168\.|10\.\d)", re.IGNORECASE
)
_LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "*"}
_TRAILING = " .…:»>→()[]\"'“”"


def _links(text: Text) -> list[Link]:
    return text.body.links[:MOST_LINKS]


def vague_link(text: Text) -> Iterator[Found]:
    for link in _links(text):
        if link.words.casefold().strip(_TRAILING) in _VAGUE:
            yield Found(str(link.place), link.words)


def plain_http(text: Text) -> Iterator[Found]:
    for link in _links(text):
        parts = _parts(link)
        if parts.scheme == "http" and f".{parts.hostname or ''}".endswith(_HTTPS):
            yield Found(str(link.place), link.address)


def inner_link(text: Text) -> Iterator[Found]:
    """Addresses that only the writer's machine, the school's network or staff can open."""
    for link in _links(text):
        parts = _parts(link)
        if _path_here(parts).startswith(DESK):
            yield Found(
                str(link.place), link.address, _("Liên kết dẫn vào bàn làm việc, bạn đọc không mở được.")
            )
        elif not _is_here(parts) and _is_private(parts.hostname or ""):
            yield Found(str(link.place), link.address)
    for line in text.written:
        if (match := _ON_MACHINE.search(line.words)) and settings.SITE_URL not in line.words:
            yield Found(str(line.place), line.words[match.start() :][:100])


def _is_private(host: str) -> bool:
    if host == "localhost" or host.endswith((".local", ".lan", ".localhost")):
        return True
    try:
        return ip_address(host).is_private
    except ValueError:
        return False


def dead_link(text: Text) -> Iterator[Found]:
    """Paths of this site that lead to no page a visitor may see."""
    paths = {link: _path_here(_parts(link)) for link in _links(text)}
    not_asked = (DESK, settings.STATIC_URL)
    wanted = {path: _match(path) for path in set(paths.values()) if path and not path.startswith(not_asked)}
    alive = _alive([match for match in wanted.values() if match is not None])
    for link, path in paths.items():
        if path in wanted and (wanted[path] is None or not alive(wanted[path])):
            yield Found(str(link.place), link.address)


def _parts(link: Link) -> SplitResult:
    try:
        return urlsplit(urljoin(f"{settings.SITE_URL}/tin-tuc/", link.address))
    except ValueError:
        return SplitResult("", "", "", "", "")


def _is_here(parts: SplitResult) -> bool:
    hosts = {urlsplit(settings.SITE_URL).hostname, *(set(settings.ALLOWED_HOSTS) - _LOOPBACK)}
    return parts.scheme in {"http", "https"} and parts.hostname in hosts


def _path_here(parts: SplitResult) -> str:
    return (unquote(parts.path) or "/") if _is_here(parts) else ""


def _match(path: str) -> ResolverMatch | None:
    for candidate in (path, f"{path}/"):
        try:
            return resolve(candidate)
        except Resolver404:
            continue
    return None


Alive = Callable[[ResolverMatch | None], bool]


def _alive(matches: list[ResolverMatch]) -> Alive:
    """One query for each kind of page that is linked to; kinds not listed are pages without content."""
    public = {
        kind: (key, _known(kind, {str(match.kwargs[key]) for match in matches if match.url_name == kind}))
        for kind, key in _KEYS.items()
        if any(match.url_name == kind for match in matches)
    }

    def alive(match: ResolverMatch | None) -> bool:
        if match is None or match.url_name not in public:
            return match is not None
        key, known = public[match.url_name]
        return str(match.kwargs[key]) in known

    return alive


_KEYS = {"article": "item_id", "page": "slug", "section": "slug", "picture": "token", "download": "file_id"}


def _known(kind: str, keys: set[str]) -> set[str]:
    found = {
        "article": lambda: (
            Article.objects.public().filter(item_id__in=map(int, keys)).values_list("item_id", flat=True)
        ),
        "page": lambda: Page.objects.public().filter(slug__in=keys).values_list("slug", flat=True),
        "section": lambda: Section.objects.filter(is_active=True, slug__in=keys).values_list(
            "slug", flat=True
        ),
        "picture": lambda: Picture.objects.filter(token__in=keys).values_list("token", flat=True),
        "download": lambda: StoredFile.objects.filter(pk__in=keys).values_list("pk", flat=True),
    }[kind]()
    return {str(key) for key in found}
