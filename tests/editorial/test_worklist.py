"""“Việc của tôi”: lights and their order, pages of fifty, who holds what, and how little it costs."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content.models import Article
from editorial import claims
from editorial.checklist import ticks
from editorial.lights import Light, Waiting, span
from editorial.models import Section
from editorial.worklist import next_waiting, worklist
from regulations.apply import apply
from regulations.loading import parse, read_source
from tests.school import BODY, School

TO_DEPUTY = ("giaovien:submit", "totruong:forward", "thuky:forward")
INDEX = "admin:index"


def waiting_for(school: School, name: str) -> list[str]:
    return [task.edition.title for task in worklist(school.people[name]).waiting]


def change_regulation(words: str, by: str) -> None:
    text = read_source("standard").replace(words, by, 1)
    apply(parse(text, "standard"), text)


@pytest.mark.parametrize(
    ("left", "light", "words"),
    [
        (None, None, ""),
        (timedelta(days=3, minutes=1), Light.FAR, "còn 3 ngày"),
        (timedelta(hours=3, minutes=1), Light.SOON, "còn 3 giờ"),
        (timedelta(minutes=20, seconds=30), Light.SOON, "còn 20 phút"),
        (-timedelta(days=2, minutes=1), Light.OVER, "quá hạn 2 ngày"),
    ],
)
def test_a_light_is_a_word_a_shape_and_what_is_left(
    left: timedelta | None, light: Light | None, words: str
) -> None:
    now = timezone.now()
    waiting = Waiting(now - timedelta(hours=5), now + left if left is not None else None)
    assert (waiting.light, waiting.left) == (light, words)
    assert bool(waiting.shape) is bool(waiting.label) is bool(light)
    assert waiting.age == "chờ 5 giờ"
    assert span(timedelta(seconds=-3)) == "0 phút"


def test_what_is_late_comes_first_then_the_oldest(school: School) -> None:
    now = timezone.now()
    for title, wished in (
        ("Không hạn", None),
        ("Còn xa", now + timedelta(days=9)),
        ("Sắp đến", now + timedelta(hours=2)),
        ("Quá hạn", now - timedelta(hours=2)),
    ):
        school.do(school.draft(title=title, section=school.section, publish_at=wished), *TO_DEPUTY)
    assert waiting_for(school, "phoban") == ["Quá hạn", "Sắp đến", "Không hạn", "Còn xa"]
    page = unescape(school.client("phoban").get(reverse(INDEX)).content.decode())
    for words in ("sắp đến hạn: còn 1 giờ", "</span> quá hạn 2 giờ", "còn xa: còn 8 ngày"):
        assert words in page


def test_the_time_of_a_step_and_of_an_appraisal_are_deadlines(school: School) -> None:
    change_regulation('key = "deputy"', 'key = "deputy"\nwithin_hours = 48')
    edition = school.do(school.draft(section=school.section), *TO_DEPUTY)
    (task,) = worklist(school.phoban).waiting
    assert task.waiting is not None
    assert task.waiting.due == task.waiting.since + timedelta(hours=48)
    assert task.waiting.since == edition.item.events.filter(verb="forward").last().at


def test_what_somebody_claimed_is_theirs_in_every_list(school: School) -> None:
    first, second = (
        school.do(school.draft(title=title, section=school.section), *TO_DEPUTY) for title in ("Một", "Hai")
    )
    claims.claim(second, by=school.phoban)
    work = worklist(school.phoban)
    assert [task.edition.title for task in work.claimed] == ["Hai"]
    assert [task.edition.title for task in work.waiting] == ["Một"]
    assert "Cô Phó ban đã nhận" in unescape(school.client("truongban").get(reverse(INDEX)).content.decode())
    assert next_waiting(school.truongban, after=first) is None
    assert next_waiting(school.phoban, after=first) == second


def test_after_a_decision_comes_the_next_text(school: School) -> None:
    first, second = (
        school.do(school.draft(title=title, section=school.section), *TO_DEPUTY) for title in ("Một", "Hai")
    )
    url = reverse("admin:content_article_move", args=[first.pk, "publish"])
    ticked = [tick.code for tick in ticks(first, "publish")]
    typed = {"publish-version": first.version, "publish-ticks": ticked}
    answer = school.client("phoban").post(url, typed, follow=True)
    assert answer.redirect_chain == [(second.get_desk_url(), 302)]
    page = unescape(answer.content.decode())
    assert "Đã thực hiện: Duyệt và đăng." in page
    assert f'Bạn vừa xong bài <a href="{first.get_desk_url()}">Một</a>' in page


def test_sixty_waiting_texts_take_two_pages_and_few_queries(school: School) -> None:
    desk = school.client("truongban")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(reverse(INDEX)).status_code == 200
        return len(asked)

    sensitive = Section.objects.filter(sensitive=True).first()
    ready = school.do(school.draft(section=sensitive), *TO_DEPUTY)
    few = queries()
    assert few <= 36  # those of every room that puts something on the first screen
    for number in range(60):
        _copy(school, ready, f"Bài thứ {number:02}")
    assert queries() == few
    page = unescape(desk.get(reverse(INDEX)).content.decode())
    assert "Trang 1 trong 2" in page
    assert page.count("data-key-row") == 50
    for hostile in ("2", "99", "-1", "x", "9" * 30):
        answer = desk.get(reverse(INDEX), {"cho-toi": hostile})
        assert answer.status_code == 200
    assert "Trang 2 trong 2" in unescape(desk.get(reverse(INDEX), {"cho-toi": "2"}).content.decode())


def _copy(school: School, ready: Article, title: str) -> None:
    """Another text at the same step: what a list needs, without walking the road sixty times."""
    draft = school.draft(title=title, body=BODY, section=ready.section)
    same = ("step", "regulation_id", "submitted_by_id", "submitted_at")
    Article.objects.filter(pk=draft.pk).update(
        state="in_review", **{name: getattr(ready, name) for name in same}
    )


def test_the_author_reads_with_whom_the_text_is(school: School) -> None:
    school.do(school.draft(section=school.section), *TO_DEPUTY)
    page = unescape(school.client("giaovien").get(reverse(INDEX)).content.decode())
    assert "đang chờ: Cô Phó ban, Thầy Trưởng ban" in page


def test_the_month_stands_against_the_target_of_the_regulation(school: School) -> None:
    change_regulation("yearbook_years = 5", "articles_per_month = 4\nyearbook_years = 5")
    school.published()
    page = unescape(school.client("giaovien").get(reverse(INDEX)).content.decode())
    assert "Tháng này: 1 / 4 bài" in page
    assert '<meter min="0" max="4" value="1">' in page
    assert "Tổ Ngữ văn" in page.partition('id="chi-tieu"')[2]
