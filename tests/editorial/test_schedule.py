"""Publication and expiry hold on their minute, with no worker at all; the clock only writes it down."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from content.models import Article
from editorial.drafting import revise, save_content
from editorial.models import Event
from editorial.states import State
from editorial.workflow import Refused, allowed, perform
from tests.school import School

TO_DEPUTY = ("giaovien:submit", "totruong:forward", "thuky:forward")
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    def travel(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return travel


def test_a_scheduled_item_appears_on_its_minute_without_a_worker(school: School, at: Callable) -> None:
    hour = timezone.now() + HOUR
    edition = school.do(school.draft(section=school.section, publish_at=hour), *TO_DEPUTY, "phoban:publish")
    assert (edition.state, edition.is_scheduled) == (State.APPROVED, True)
    at(hour - MINUTE)
    assert not Article.objects.public().exists()
    at(hour)
    assert Article.objects.public().get().current_state == State.PUBLISHED


def test_the_clock_writes_the_appearance_once(school: School, at: Callable) -> None:
    hour = timezone.now() + HOUR
    school.do(school.draft(section=school.section, publish_at=hour), *TO_DEPUTY, "phoban:publish")
    at(hour + MINUTE)
    for _round in range(2):
        call_command("publish_due", verbosity=0)
    edition = Article.objects.get()
    assert (edition.state, edition.published_at) == (State.PUBLISHED, hour)
    assert Event.objects.filter(verb="appear").count() == 1


def test_a_scheduled_correction_replaces_the_public_text_on_its_minute(school: School, at: Callable) -> None:
    first = school.published()
    hour = timezone.now() + HOUR
    second = revise(first, by=school.giaovien)
    save_content(second, by=school.giaovien, version=0, changes={"title": "Bản mới", "publish_at": hour})
    second.refresh_from_db()
    school.do(second, *TO_DEPUTY, "phoban:publish")
    assert [one.title for one in Article.objects.public()] == ["Lễ khai giảng"]
    at(hour)
    assert [one.title for one in Article.objects.public()] == ["Bản mới"]
    call_command("publish_due", verbosity=0)
    first.refresh_from_db()
    assert first.state == State.SUPERSEDED
    assert [one.title for one in Article.objects.public()] == ["Bản mới"]


def test_expiry_holds_on_its_minute_and_is_written_once(school: School, at: Callable) -> None:
    end = timezone.now() + HOUR
    school.published(expires_at=end)
    at(end - MINUTE)
    assert Article.objects.public().exists()
    at(end)
    assert not Article.objects.public().exists()
    for _round in range(2):
        call_command("publish_due", verbosity=0)
    assert Event.objects.filter(verb="expire").count() == 1


def test_a_schedule_can_be_called_off_before_but_not_after_its_hour(school: School, at: Callable) -> None:
    hour = timezone.now() + HOUR
    edition = school.do(school.draft(section=school.section, publish_at=hour), *TO_DEPUTY, "phoban:publish")
    assert {move.verb for move in allowed(edition, by=school.phoban)} == {"unschedule", "publish_urgently"}
    at(hour)
    with pytest.raises(Refused):
        school.do(edition, "phoban:unschedule")
    at(hour - MINUTE)
    school.do(edition, "phoban:unschedule")
    assert (edition.state, edition.step, edition.published_at) == (State.IN_REVIEW, "deputy", None)


def test_the_approver_may_set_another_hour(school: School) -> None:
    hour = timezone.now() + HOUR
    edition = school.do(school.draft(section=school.section), *TO_DEPUTY)
    perform(edition, "publish", by=school.phoban, publish_at=hour)
    assert (edition.published_at, edition.is_scheduled) == (hour, True)


def test_an_item_that_would_expire_before_it_appears_is_refused(school: School) -> None:
    hour = timezone.now() + HOUR
    edition = school.draft(section=school.section, publish_at=hour, expires_at=hour - MINUTE)
    school.do(edition, *TO_DEPUTY)
    with pytest.raises(Refused, match="Thời hạn"):
        school.do(edition, "phoban:publish")


def test_moves_on_a_due_item_act_on_what_the_public_sees(school: School, at: Callable) -> None:
    hour = timezone.now() + HOUR
    edition = school.do(school.draft(section=school.section, publish_at=hour), *TO_DEPUTY, "phoban:publish")
    at(hour + MINUTE)
    school.do(edition, "hieutruong:take_down", ground="outdated_time")
    assert edition.state == State.TAKEN_DOWN
    assert list(Event.objects.values_list("verb", flat=True))[-2:] == ["appear", "take_down"]


def test_a_scheduled_correction_of_a_removed_item_does_not_bring_it_back(
    school: School, at: Callable
) -> None:
    first = school.published()
    hour = timezone.now() + HOUR
    second = revise(first, by=school.giaovien)
    save_content(second, by=school.giaovien, version=0, changes={"publish_at": hour})
    second.refresh_from_db()
    school.do(second, *TO_DEPUTY, "phoban:publish")
    first.refresh_from_db()
    school.do(first, "hieutruong:take_down", ground="outdated_time")
    at(hour + MINUTE)
    assert not Article.objects.public().exists()
    call_command("publish_due", verbosity=0)
    assert not Article.objects.public().exists()
