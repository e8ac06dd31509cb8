"""Two people act on the same edition at the same instant: one winner, one event, every time."""

import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from django.db import OperationalError, connection

from content.models import Article
from editorial import claims, locks
from editorial.drafting import revise
from editorial.models import Claim, Delivery, EditLock, Event
from editorial.workflow import Refused, perform
from people.models import User
from tests.school import School

TIMES = 100
pytestmark = pytest.mark.django_db(transaction=True)


def both_at_once(*acts: Callable[[], object]) -> list[str]:
    """Run the acts in threads that start together; return "done" or "refused" for each."""
    gate = threading.Barrier(len(acts))
    outcomes: list[str] = [""] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
        except Refused:
            outcomes[place] = "refused"
        except OperationalError as error:
            outcomes[place] = f"failed: {error}"
        else:
            outcomes[place] = "done"
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_publish_against_return_has_one_winner_and_one_event(school: School) -> None:
    for _time in range(TIMES):
        edition = school.draft(section=school.section)
        school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward")
        first, second = (Article.objects.get(pk=edition.pk) for _ in range(2))
        outcomes = both_at_once(
            lambda one=first: perform(one, "publish", by=school.phoban),
            lambda one=second: perform(one, "return", by=school.truongban, note="Sửa lại"),
        )
        assert sorted(outcomes) == ["done", "refused"]
        assert Event.objects.filter(item=edition.item, verb__in=["publish", "return"]).count() == 1


def test_two_corrections_opened_at_once_give_one_draft(school: School) -> None:
    for _time in range(10):
        edition = school.published()
        outcomes = both_at_once(
            lambda one=edition: revise(Article.objects.get(pk=one.pk), by=school.thuky),
            lambda one=edition: revise(Article.objects.get(pk=one.pk), by=school.giaovien),
        )
        assert sorted(outcomes) == ["done", "refused"]
        assert edition.item.editions.in_progress().count() == 1


def test_hide_against_takedown_never_leaves_a_public_page(school: School) -> None:
    for _time in range(10):
        edition = school.published()
        both_at_once(
            lambda one=edition: perform(
                Article.objects.get(pk=one.pk), "hide", by=school.phoban, note="Xem lại"
            ),
            lambda one=edition: perform(
                Article.objects.get(pk=one.pk),
                "take_down",
                by=school.hieutruong,
                note="Gỡ",
                ground="outdated_time",
            ),
        )
        assert not Article.objects.public().filter(item=edition.item).exists()


def test_of_two_who_claim_or_lock_at_once_one_wins(school: School) -> None:
    road = ("giaovien:submit", "totruong:forward", "thuky:forward")
    for _time in range(10):
        edition = school.do(school.draft(section=school.section), *road)
        outcomes = both_at_once(
            lambda one=edition: claims.claim(Article.objects.get(pk=one.pk), by=school.phoban),
            lambda one=edition: claims.claim(Article.objects.get(pk=one.pk), by=school.truongban),
        )
        assert sorted(outcomes) == ["done", "refused"]
        assert Claim.objects.filter(item=edition.item).count() == 1
        held: list[bool] = []
        holding = (partial(hold, edition, school.people[name], held) for name in ("giaovien", "thuky"))
        assert both_at_once(*holding) == ["done", "done"]
        assert sorted(held) == [False, True]
        assert EditLock.objects.filter(item=edition.item).count() == 1


def hold(edition: Article, by: User, held: list[bool]) -> None:
    held.append(locks.hold(edition, by=by) is not None)


def claim(delivery: Delivery, until: datetime, taken: list[bool]) -> None:
    taken.append(delivery.claim(until=until))


def test_two_workers_do_not_run_the_same_delivery(school: School) -> None:
    school.do(school.draft(), "giaovien:submit")
    for delivery in Delivery.objects.all():
        rivals = [Delivery.objects.get(pk=delivery.pk) for _ in range(2)]
        taken: list[bool] = []
        until = delivery.due_at.replace(year=2999)
        both_at_once(*(partial(claim, one, until, taken) for one in rivals))
        assert sorted(taken) == [False, True]
