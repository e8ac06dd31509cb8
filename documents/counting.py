"""How often files are fetched: by people, once for each fetch, and nothing about who they are."""

import logging
import re
from collections.abc import Callable
from functools import partial

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import F, QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from documents.models import DownloadCount, StoredFile

logger = logging.getLogger(__name__)

# Search engines, previews of messengers, feed readers, watchers and program libraries name themselves so.
_ROBOTS = re.compile(
    r"bot\b|bot[/_-]|crawl|spider|slurp|archiver|facebookexternalhit|preview|embedly|scrap|feed|monitor|uptime"
    r"|pingdom|lighthouse|headless|phantom|validator|checker|mediapartners|google-|\bcurl|wget|python|aiohttp"
    r"|httpx|okhttp|java/|go-http|libwww|perl|ruby|axios|node-fetch|zgrab|nmap",
    re.IGNORECASE,
)
_AHEAD = re.compile(r"prefetch|preview|prerender", re.IGNORECASE)
_AHEAD_HEADERS = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")


def is_a_download(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Whether a person was sent this file from its beginning.

    Not HEAD, nor an answer without the file, the later parts of a download that goes on, robots, and what a
    browser fetches in case it is wanted.
    """
    if request.method != "GET" or response.status_code not in {200, 206}:
        return False
    if not response.headers.get("Content-Range", "bytes 0-").startswith("bytes 0-"):
        return False
    agent = request.headers.get("User-Agent", "")
    if not agent or _ROBOTS.search(agent):
        return False
    return not any(_AHEAD.search(request.headers.get(name, "")) for name in _AHEAD_HEADERS)


def count_when_sent(response: HttpResponseBase, stored: StoredFile) -> None:
    """Count this download after its last byte, so that the reader never waits for the database."""
    if isinstance(response, CountedFile | CountedPart):
        response.when_sent = partial(count, stored.pk)


def count(file_id: int) -> None:
    """Add one to today's number (Asia/Ho_Chi_Minh): one statement, but for the first download of a day.

    A database that is locked or read-only costs the number, never the download.
    """
    try:
        _add(DownloadCount.objects.filter(file_id=file_id, day=timezone.localdate()), file_id)
    except DatabaseError as error:
        logger.warning("a download of stored file %s was not counted: %s", file_id, error)


def _add(today: "QuerySet[DownloadCount]", file_id: int) -> None:
    if today.update(count=F("count") + 1):
        return
    try:
        with transaction.atomic():
            DownloadCount.objects.create(file_id=file_id, day=timezone.localdate())
    except IntegrityError:
        # Somebody else's download was the first of the day.
        today.update(count=F("count") + 1)


class _Counted(HttpResponseBase):
    when_sent: Callable[[], None] | None = None

    def close(self) -> None:
        counted, self.when_sent = self.when_sent, None
        try:
            # Before the end of the response, which gives the connection back.
            if counted:
                counted()
        finally:
            super().close()


class CountedFile(_Counted, FileResponse):
    """A whole file."""


class CountedPart(_Counted, StreamingHttpResponse):
    """A part of a file."""
