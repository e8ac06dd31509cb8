"""The fanpage: words ready to copy, and a tick that only an approved article gets (HL-6b, HL-6c)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from content.fanpage import ready_text
from content.models import FanpagePost, Topic
from editorial.models import Event
from tests.school import School

pytestmark = pytest.mark.django_db


def test_an_approved_article_is_ticked_once_and_a_mistake_taken_back(school: School) -> None:
    topic = Topic.objects.create(name="An toàn giao thông", slug="an-toan-giao-thong")
    article = school.published(topics=[topic])
    text = ready_text(article)
    assert text.splitlines()[0] == "Lễ khai giảng"
    assert text.splitlines()[-1] == "#AnToanGiaoThong"
    assert article.get_absolute_url() in text
    url, desk = article.get_desk_url(), school.client("thuky")
    assert article.get_absolute_url() in desk.get(url).content.decode()
    said = {"posted_on": f"{timezone.localdate():%Y-%m-%d}", "address": "https://facebook.com/truong/1"}
    assert desk.post(f"{url}fanpage/", said).status_code == 302
    post = FanpagePost.objects.get()
    assert (post.by, post.posted_on, post.address) == (school.thuky, timezone.localdate(), said["address"])
    assert desk.post(f"{url}fanpage/", said).status_code == 409
    assert "Đã đăng fanpage ngày" in desk.get(url).content.decode()
    assert desk.post(f"{url}bo-fanpage/").status_code == 302
    assert desk.post(f"{url}bo-fanpage/").status_code == 409
    verbs = Event.objects.filter(item=article.item_id, verb__endswith="fanpage")
    assert list(verbs.values_list("verb", flat=True)) == ["post_fanpage", "unpost_fanpage"]


def test_before_approval_the_tick_is_refused(school: School) -> None:
    draft = school.draft(section=school.section)
    school.do(draft, "giaovien:submit", "totruong:forward")
    url = draft.get_desk_url()
    for who in ("thuky", "phoban", "hieutruong"):
        assert school.client(who).post(f"{url}fanpage/", {}).status_code == 409
        assert "loi-fanpage" not in school.client(who).get(url).content.decode()
    assert not FanpagePost.objects.exists()


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"posted_on": "2020-01-01"}, 409),
        ({"posted_on": f"{timezone.localdate() + timedelta(days=1):%Y-%m-%d}"}, 409),
        ({"posted_on": "hôm qua"}, 422),
        ({"address": "javascript:alert(1)"}, 422),
        ({"address": "ftp://x.example/a"}, 422),
        ({"address": "https://x.example/" + "a" * 600}, 422),
    ],
)
def test_what_cannot_be_true_is_refused(school: School, said: dict[str, str], status: int) -> None:
    article = school.published()
    assert school.client("bientap").post(f"{article.get_desk_url()}fanpage/", said).status_code == status
    assert school.client("giaovien").post(f"{article.get_desk_url()}fanpage/", {}).status_code == 409
    assert not FanpagePost.objects.exists()


def test_the_list_tells_what_is_not_on_the_fanpage_yet(school: School) -> None:
    ticked, missing = school.published(title="Đã lên trang"), school.published(title="Chưa lên trang")
    desk = school.client("kythuat")
    assert desk.post(f"{ticked.get_desk_url()}fanpage/", {}).status_code == 302
    page = desk.get("/quan-tri/content/article/gui-cap-tren/?fanpage=chua").content.decode()
    assert (ticked.title in page, missing.title in page) == (False, True)
