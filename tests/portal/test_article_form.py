"""Topics, credits, validity, a pin and a correction in the desk's form, without any script."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from content.models import Article, Topic
from tests.school import BODY, School

START = "/quan-tri/content/article/them/"
TODAY = timezone.localdate()


def typed(**more: Any) -> dict[str, Any]:
    return {"title": "Lịch thi", "body": BODY, "genre": "notice", "origin": "unit", **more}


@pytest.fixture
def topic(db: None) -> Topic:
    return Topic.objects.create(name="Thi cử", slug="thi-cu")


def test_everything_typed_is_stored_and_shown_again(school: School, topic: Topic) -> None:
    desk = school.client("giaovien")
    credits = {
        "contributors_0": "photographs",
        "contributors_1": " Thầy   Nam ",
        "contributors_6": "editing",
        "contributors_7": "Cô Mai",
    }
    days = {"valid_from": "05/09/2026", "valid_to": "2026-09-20", "pinned_until": str(TODAY)}
    answer = desk.post(START, typed(topics=[topic.pk], **credits, **days))
    article = Article.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, article.get_desk_url())
    assert article.contributors == [
        {"role": "photographs", "name": "Thầy Nam"},
        {"role": "editing", "name": "Cô Mai"},
    ]
    assert [*article.topics.all()] == [topic]
    assert (f"{article.valid_from:%d/%m/%Y}", f"{article.valid_to:%d/%m/%Y}") == ("05/09/2026", "20/09/2026")
    page = desk.get(article.get_desk_url()).content.decode()
    for wanted in ('value="Thầy Nam"', 'value="Cô Mai"', 'value="2026-09-05"', "Thi cử", "checked"):
        assert wanted in page
    # Sent once more as it stands, nothing changes; emptied, the rows go.
    version = {"version": article.version}
    emptied = typed(**version, contributors_0="", contributors_1="")
    assert desk.post(article.get_desk_url(), emptied).status_code == 302
    article.refresh_from_db()
    assert (article.contributors, article.topics.count(), article.valid_from) == ([], 0, None)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"contributors_1": "Thầy Nam"}, "Hãy chọn vai trò của “Thầy Nam”."),
        ({"contributors_0": "photographs"}, "Hãy ghi họ tên cho vai trò “Ảnh”."),
        ({"contributors_0": "root", "contributors_1": "Nam"}, "root"),
        ({"contributors_0": "editing", "contributors_1": "N" * 151}, "150"),
        ({"valid_from": "2026-09-20", "valid_to": "2026-09-19"}, "Ngày hết hiệu lực phải sau"),
        ({"valid_to": "31/02/2026"}, "Ngày không hợp lệ"),
        ({"valid_to": "0001-01-01"}, "Ngày không hợp lệ"),
        ({"pinned_until": str(TODAY + timedelta(days=61))}, "nhiều nhất 60 ngày"),
        ({"correction": "on"}, "Đính chính phải ghi rõ đã sửa điều gì."),
        ({"topics": "9" * 40}, "9999"),
        ({"topics": "1' OR 1=1"}, "OR 1=1"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    school: School, topic: Topic, wrong: dict[str, str], words: str
) -> None:
    answer = school.client("giaovien").post(START, typed(**wrong))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page.replace("&#x27;", "'")
    assert 'value="Lịch thi"' in page
    assert not Article.objects.exists()


def test_topics_are_kept_by_the_secretariat_and_the_it_administrator(school: School, topic: Topic) -> None:
    address = f"/quan-tri/content/topic/{topic.pk}/change/"
    changed = {"name": "Thi và kiểm tra", "name_en": "", "description": "", "is_active": "on", "slug": "khac"}
    for name, status in (("giaovien", 403), ("phoban", 403), ("thuky", 302), ("quantri", 302)):
        assert school.client(name).post(address, changed).status_code == status
    topic.refresh_from_db()
    assert (topic.name, topic.slug) == ("Thi và kiểm tra", "thi-cu")
    assert school.client("quantri").post(f"/quan-tri/content/topic/{topic.pk}/delete/").status_code == 403
    # A topic that is switched off is no longer offered, but stays with the text that has it.
    Topic.objects.update(is_active=False)
    assert "Thi và kiểm tra" not in school.client("giaovien").get(START).content.decode()
    own = school.draft(topics=[topic])
    assert "Thi và kiểm tra" in school.client("giaovien").get(own.get_desk_url()).content.decode()
