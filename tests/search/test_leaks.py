"""Nothing that is not public is found, whatever the index says of it (peers: defects 2 and 3)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content.models import Article, Page
from editorial.outbox import deliver_owed
from portal.search import keeping
from portal.search.engine import Engine
from portal.search.kinds import BY_LABEL
from portal.search.models import StaleEntry
from portal.search.search_indexes import entry_of
from tests.portal.samples import TO_PUBLIC
from tests.portal.secrets import MARK, NOT_PUBLIC, write_secret
from tests.school import School

RESULTS = 'class="results"'


def finds(client: Client, article: Article) -> bool:
    """On the page, which says so of nothing else, and among the suggestions."""
    page = client.get("/tim-kiem/", {"q": "hội khỏe"}).content.decode()
    offered = client.get("/tim-kiem/goi-y", {"q": "hoi kh"}).json()
    shown = article.get_absolute_url() in page
    assert shown == (RESULTS in page) == bool(offered[1])
    return shown


def keep_up() -> None:
    deliver_owed()
    keeping.write_owed()


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


def test_an_index_full_of_what_is_not_public_gives_nothing_away(
    index: Engine, school: School, client: Client
) -> None:
    keeping.rebuild()
    kinds = [(model, state) for model in (Article, Page) for state in NOT_PUBLIC]
    secrets = [write_secret(school, model, state, place) for place, (model, state) in enumerate(kinds)]
    with index.writing() as writing:
        editions = [secret.edition for secret in secrets]
        writing.put(entry_of(BY_LABEL[edition.kind], edition) for edition in editions)
    assert len(index.stamps()) == len(secrets)
    for words in (MARK, f"{MARK} draft", MARK[:-1], MARK[:-1] + "p"):
        page = client.get("/tim-kiem/", {"q": words}).content.decode()
        assert RESULTS not in page
        assert words == MARK or f">{MARK}" not in page, "not offered as the right spelling"
    for secret in secrets:
        page = client.get("/tim-kiem/", {"q": MARK, "chuyen-muc": school.section.slug}).content.decode()
        assert secret.edition.get_absolute_url() not in page
    assert client.get("/tim-kiem/goi-y", {"q": MARK[:4]}).json()[1:] == [[], [], []]
    assert MARK not in client.get("/tim-kiem/mo-ta.xml").content.decode()
    call_command("update_search", "--check")
    left = index.stamps()
    assert {name for name in left if name.startswith("content.")} == {
        f"{edition.kind}.{edition.item_id}" for edition in editions if edition.state == "superseded"
    }
    assert RESULTS in client.get("/tim-kiem/", {"q": "bản đã sửa"}).content.decode()


def test_each_move_is_followed_at_once_by_the_page_and_soon_by_the_index(
    index: Engine, school: School, client: Client
) -> None:
    keeping.rebuild()
    article = school.published(title="Hội khỏe Phù Đổng")
    assert not finds(client, article)
    keep_up()
    assert finds(client, article)
    for away, back in (("phoban:hide", "phoban:unhide"), ("hieutruong:take_down", "hieutruong:restore")):
        details = {"ground": "unsuitable_content"} if "take_down" in away else {}
        school.do(article, away, **details)
        assert not finds(client, article), "the index has not been told yet"
        assert index.stamps()
        keep_up()
        assert index.stamps() == {}
        article.refresh_from_db()
        school.do(article, back)
        keep_up()
        assert finds(client, article)
        article.refresh_from_db()
    assert not StaleEntry.objects.exists()


def test_the_hour_of_appearance_and_of_expiry_is_kept(
    index: Engine, school: School, client: Client, travel: Callable[[Any], None]
) -> None:
    keeping.rebuild()
    hour = timezone.now() + timedelta(hours=1)
    times = {"publish_at": hour, "expires_at": hour + timedelta(hours=1)}
    article = school.do(school.draft(title="Hội khỏe", section=school.section, **times), *TO_PUBLIC)
    keep_up()
    assert not finds(client, article)
    with index.writing() as writing:
        writing.put([entry_of(BY_LABEL["content.article"], article)])
    assert not finds(client, article), "scheduled, though the index has it"
    travel(hour)
    assert finds(client, article)
    travel(hour + timedelta(hours=1))
    assert not finds(client, article), "expired, and the clock's job has not run"
    call_command("publish_due")
    keep_up()
    assert index.stamps() == {}


def rebuild_and_fail(index: Engine, article: Article) -> None:
    with index.rebuilding() as rebuilding:
        rebuilding.put([entry_of(BY_LABEL[article.kind], article)])
        raise KeyError


def test_a_rebuild_that_failed_leaves_the_index_in_use(index: Engine, school: School, client: Client) -> None:
    article = school.published(title="Hội khỏe")
    keeping.rebuild()
    before = index.stamps()
    for _round in range(2):
        with pytest.raises(KeyError):
            rebuild_and_fail(index, article)
        assert index.stamps() == before
    call_command("update_search")
    assert finds(client, article)


def test_the_next_edition_takes_the_place_of_the_one_before(
    index: Engine, school: School, client: Client
) -> None:
    article = school.published(title="Hội khỏe")
    keep_up()
    first = index.stamps()
    Article.objects.filter(pk=article.pk).update(title="Hội khỏe cấp huyện", version=99)
    assert keeping.difference().outdated == frozenset(first)
    call_command("update_search", "--check")
    assert index.stamps().keys() == first.keys()
    assert index.stamps() != first
    assert "cấp" in client.get("/tim-kiem/", {"q": "hội khỏe cấp huyện"}).content.decode()
