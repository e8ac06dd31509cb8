"""What the pages of documents ask of the database: little, and no more when there are many documents."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.models import SchoolProfile
from tests.documents.records import many_documents, rich_document
from tests.school import School

LISTS = {
    "plain": "/van-ban/",
    "three filters": "/van-ban/?loai=quyet-dinh&cap=school&hieu-luc=con",
    "every filter": (
        "/van-ban/?loai=quyet-dinh&co-quan=truong-thcs-hoa-phuong&linh-vuc=chuyen-mon&nhom=cua-truong"
        "&nam=2026&tu-ngay=2026-01-01&hieu-luc=con&q=hoat+dong"
    ),
}
# The index of the embedded engine is a file; that of PostgreSQL is asked in the same database.
OF_THE_INDEX = {"every filter": 5}
LIMITS = {"plain": 8, "three filters": 8, "every filter": 9, "detail": 14, "csv": 2, "xlsx": 2, "feed": 7}


@pytest.fixture
def counted(client: Client) -> Callable[[str], int]:
    def count(url: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200, url
        return len(queries)

    return count


def test_the_number_of_queries_is_small_and_does_not_grow(
    school: School, profile: SchoolProfile, counted: Callable[[str], int]
) -> None:
    document = rich_document(school)
    pages = LISTS | {
        "detail": document.get_absolute_url(),
        "csv": "/van-ban/tai-ve.csv",
        "xlsx": "/van-ban/tai-ve.xlsx",
        "feed": "/rss/van-ban.xml",
    }
    many_documents(school, 50)
    few = {name: counted(url) for name, url in pages.items()}
    more = OF_THE_INDEX if connection.vendor == "postgresql" else {}
    assert {name: count for name, count in few.items() if count > LIMITS[name] + more.get(name, 0)} == {}
    many_documents(school, 1000)
    assert {name: counted(url) for name, url in pages.items()} == few
