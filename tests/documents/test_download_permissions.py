"""States × people × every address a file ever had: who gets which bytes, who is led on, who learns nothing.

A further kind (documents that are secret, for staff only, …) is a further row: how to build it, and for each
address its rule in the form of tests/access/addresses.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from content.models import Article
from tests.access.row import EVERYBODY, VISITOR, Row
from tests.documents.filed import (
    NEW,
    OLD,
    ROAD,
    corrected,
    draft_with_file,
    published_with_file,
    url_of,
    without_file,
)
from tests.documents.test_downloads import body
from tests.school import School

# The author, the head of the unit, the desk, the editor of the section, those who lead and inspect.
INSIDE = "giaovien totruong thuky bientap phoban truongban hieutruong thanhtra"
INSIDE_ONLY = f"200 {INSIDE}; 404 * visitor"
SIGNED_ONLY = f"200 {INSIDE} kythuat; 404 * visitor"
LED_ON = f"200 {INSIDE} kythuat; 302 * visitor"
ALL = "200 all"
FEW = (VISITOR, "giaovien", "nguoila", "kythuat")  # of every kind of answer one
Addresses = dict[str, str]


@dataclass(frozen=True)
class Case:
    """`build` returns the addresses by their names: `old` serves OLD, `new` NEW, `misspelt` nothing."""

    build: Callable[[School], Addresses]
    rules: dict[str, str]


def only(edition: Article) -> Addresses:
    address = url_of(edition)
    return {"old": address, "misspelt": address.rpartition("/")[0] + "/khac.pdf"}


def scheduled(school: School) -> Article:
    return published_with_file(school, publish_at=timezone.now() + timedelta(days=1))


def expired(school: School) -> Article:
    edition = published_with_file(school)
    now = timezone.now()
    past = {"published_at": now - timedelta(hours=2), "expires_at": now - timedelta(seconds=1)}
    Article.objects.filter(pk=edition.pk).update(**past)
    return edition


def hidden(school: School, edition: Article) -> Article:
    return school.do(edition, "truongban:hide")


def taken_down(school: School, edition: Article) -> Article:
    return school.do(hidden(school, edition), "hieutruong:take_down", ground="unsuitable_content")


def twice(
    school: School,
    after: Callable[[School, Article], object] = lambda school, edition: None,
    road: tuple[str, ...] = ROAD,
    publish_at: timedelta | None = None,
) -> Addresses:
    """A public text whose file was replaced in the next edition, which went so far along the road."""
    first = published_with_file(school)
    second = corrected(school, first)
    if publish_at:
        Article.objects.filter(pk=second.pk).update(publish_at=timezone.now() + publish_at)
    school.do(second, *road)
    after(school, second)
    return {"old": url_of(first), "new": url_of(second)}


def replaced_by_the_hour(school: School) -> Addresses:
    """The successor's hour has come, and no worker has written it down yet."""

    def come(school: School, edition: Article) -> None:
        Article.objects.filter(pk=edition.pk).update(published_at=timezone.now() - timedelta(seconds=1))

    return twice(school, after=come, publish_at=timedelta(days=1))


def dropped(school: School) -> Addresses:
    first = published_with_file(school)
    school.do(without_file(school, first), *ROAD)
    return {"old": url_of(first)}


def one(make: Callable[[School], Article], rule: str) -> Case:
    """A text with one edition; a misspelt name leads those to the right one who may read the file."""
    return Case(lambda school: only(make(school)), {"old": rule, "misspelt": rule.replace("200", "302")})


def two(build: Callable[[School], Addresses], old: str, new: str) -> Case:
    return Case(build, {"old": old, "new": new})


CASES = {
    "draft": one(draft_with_file, INSIDE_ONLY),
    "in review": one(lambda school: school.do(draft_with_file(school), *ROAD[:1]), INSIDE_ONLY),
    "returned": one(
        lambda school: school.do(draft_with_file(school), ROAD[0], "totruong:return"), INSIDE_ONLY
    ),
    "scheduled": one(scheduled, SIGNED_ONLY),
    "published": one(published_with_file, ALL),
    "expired": one(expired, SIGNED_ONLY),
    "hidden": one(lambda school: hidden(school, published_with_file(school)), SIGNED_ONLY),
    "taken down": one(lambda school: taken_down(school, published_with_file(school)), SIGNED_ONLY),
    "correction drafted": two(lambda school: twice(school, road=()), ALL, INSIDE_ONLY),
    "correction in review": two(lambda school: twice(school, road=ROAD[:2]), ALL, INSIDE_ONLY),
    "correction scheduled": two(lambda school: twice(school, publish_at=timedelta(days=1)), ALL, SIGNED_ONLY),
    "correction due": two(replaced_by_the_hour, LED_ON, ALL),
    "superseded": two(twice, LED_ON, ALL),
    "superseded, then hidden": two(lambda school: twice(school, after=hidden), SIGNED_ONLY, SIGNED_ONLY),
    "superseded, then taken down": two(
        lambda school: twice(school, after=taken_down), SIGNED_ONLY, SIGNED_ONLY
    ),
    "superseded without the file": Case(dropped, {"old": SIGNED_ONLY}),
}
CONTENT = {"old": OLD, "new": NEW}


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_everybody_gets_what_the_table_says(school: School) -> None:
    clients = {who: Client() if who == VISITOR else school.client(who) for who in EVERYBODY}
    wrong = [row for name, case in CASES.items() for row in faults(school, name, case, clients)]
    assert not wrong, "\n".join(map(str, wrong))


def faults(
    school: School, name: str, case: Case, clients: dict[str, Client]
) -> Iterator[tuple[str, str, str, str]]:
    # Each by itself: the same bytes in another text would open its addresses.
    point = transaction.savepoint()
    addresses = case.build(school)
    assert set(addresses) == set(case.rules)
    for address, rule in case.rules.items():
        row = Row(rule)
        for who in FEW if address == "misspelt" else EVERYBODY:
            client = clients[who]
            expected = row.expected("get", who, "download")
            if fault := fault_of(client, addresses[address], expected, CONTENT.get(address, b"")):
                yield name, address, who, fault
    transaction.savepoint_rollback(point)


def fault_of(client: Client, address: str, expected: int, content: bytes) -> str:
    answer = client.get(address)
    if answer.status_code != expected:
        return f"is {answer.status_code}, should be {expected}"
    if expected == 200 and body(answer) != content:
        return "got other bytes"
    led_on = expected == 302 and client.session.is_empty()
    if led_on and client.get(answer["Location"]).status_code != 200:
        return "was led to what they may not read"
    return "learned that there is a file" if expected == 404 and "ETag" in answer else ""
