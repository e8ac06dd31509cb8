"""Downloads are counted: people's, once each, without a trace of who; and never in the reader's way."""

from datetime import date

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import ArticleAttachment
from documents import counting
from documents.models import DownloadCount
from tests.documents.test_downloads import CONTENT, attach, body, stored_file
from tests.hostile.desk import read
from tests.school import School

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PEOPLE = (
    FIREFOX,
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) coc_coc_browser/130.0 "
    "Chrome/124.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile "
    "Safari/537.36 Zalo android/24121035 ZaloTheme/light",
)
ROBOTS = (
    "",
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
    "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
    "Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)",
    "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
    "TelegramBot (like TwitterBot)",
    "curl/8.5.0",
    "Wget/1.21.4",
    "python-requests/2.32.3",
    "Go-http-client/2.0",
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/126.0 Safari/537.36",
)


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def public(school: School) -> str:
    return attach(school.published(), stored_file(school))


@pytest.fixture
def reader() -> Client:
    return Client(headers={"user-agent": FIREFOX})


def fetch(client: Client, url: str, method: str = "get", **headers: str) -> None:
    response = getattr(client, method)(url, headers=headers)
    if response.streaming:
        body(response)


def counted() -> int:
    return sum(DownloadCount.objects.values_list("count", flat=True))


def test_each_fetch_of_a_person_counts_on_its_day(public: str, reader: Client, monkeypatch) -> None:
    for day, times in ((date(2026, 9, 5), 2), (date(2026, 9, 6), 1)):
        monkeypatch.setattr(counting.timezone, "localdate", lambda day=day: day)
        for _time in range(times):
            fetch(reader, public)
    assert list(DownloadCount.objects.order_by("day").values_list("day", "count")) == [
        (date(2026, 9, 5), 2),
        (date(2026, 9, 6), 1),
    ]


def test_people_are_counted_and_robots_are_only_served(public: str) -> None:
    for number, agent in enumerate(PEOPLE, start=1):
        fetch(Client(headers={"user-agent": agent}), public)
        assert counted() == number, agent
    for agent in ROBOTS:
        fetch(Client(headers={"user-agent": agent}), public)
        assert counted() == len(PEOPLE), agent


NO_DOWNLOADS = (
    {"sec-purpose": "prefetch;prerender"},
    {"purpose": "prefetch"},
    {"x-moz": "prefetch"},
    {"x-purpose": "preview"},
    {"range": "bytes=10-"},
    {"range": "bytes=-5"},
    {"range": f"bytes={len(CONTENT)}-"},
)


def test_what_is_no_download_by_itself_is_not_counted(public: str, reader: Client) -> None:
    for headers in NO_DOWNLOADS:
        fetch(reader, public, **headers)
        assert counted() == 0, headers


def test_head_and_not_modified_and_a_wrong_name_write_nothing(public: str, reader: Client) -> None:
    etag = reader.head(public)["ETag"]
    fetch(reader, public, "head")
    fetch(reader, public, **{"if-none-match": etag})
    fetch(reader, public.replace("K%E1", "k%E1"))
    assert counted() == 0


def test_a_download_that_is_broken_off_and_goes_on_counts_once(public: str, reader: Client) -> None:
    fetch(reader, public, range="bytes=0-99")
    fetch(reader, public, range="bytes=100-")
    assert counted() == 1


def test_what_staff_read_before_it_is_public_is_not_counted(school: School) -> None:
    url = attach(school.draft(), stored_file(school))
    client = school.client("giaovien")
    fetch(client, url, **{"user-agent": FIREFOX})
    assert counted() == 0


def test_counting_costs_one_statement_after_the_last_byte(public: str, reader: Client) -> None:
    fetch(reader, public)  # the first of the day makes the row
    with CaptureQueriesContext(connection) as before:
        response = reader.get(public)
    written = [query["sql"] for query in before if not query["sql"].startswith("SELECT")]
    assert written == []
    with CaptureQueriesContext(connection) as after:
        body(response)
    assert [query["sql"].split()[0] for query in after] == ["UPDATE"]
    assert counted() == 2


@pytest.mark.parametrize(
    "error", [OperationalError("database is locked"), DatabaseError("cannot execute UPDATE in a read-only")]
)
def test_a_database_that_cannot_be_written_costs_the_number_not_the_download(
    public: str, reader: Client, monkeypatch, caplog, error: DatabaseError
) -> None:
    def fail(*args: object, **values: object) -> None:
        raise error

    monkeypatch.setattr("django.db.models.query.QuerySet.update", fail)
    response = reader.get(public)
    assert body(response) == CONTENT
    assert "was not counted" in caplog.text
    monkeypatch.undo()
    assert counted() == 0


def test_two_first_downloads_of_a_day_at_once_are_both_counted(school: School, monkeypatch) -> None:
    stored = stored_file(school)
    there = DownloadCount.objects.create(file=stored, day=timezone.localdate())
    write = QuerySet.update
    seen: list[int] = []

    def before_the_other(rows: QuerySet, **values: object) -> int:
        seen.append(0 if not seen else write(rows, **values))
        return seen[-1]

    monkeypatch.setattr(QuerySet, "update", before_the_other)
    counting.count(stored.pk)
    assert seen == [0, 1]
    there.refresh_from_db()
    assert there.count == 2


def test_nothing_is_kept_about_who_fetched_it() -> None:
    kept = {field.name for field in DownloadCount._meta.get_fields()}
    assert kept == {"id", "file", "day", "count"}


def test_the_desk_shows_the_number(school: School, public: str, reader: Client) -> None:
    for _time in range(3):
        fetch(reader, public)
    edition = ArticleAttachment.objects.get().edition
    words = " ".join(read(school.client("thuky").get(edition.get_desk_url())).words.split())
    assert "3 lượt tải" in words
