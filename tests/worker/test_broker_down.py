"""The broker is only a doorbell: without it publishing works, and what was owed is delivered later, once."""

import pytest
import redis

from tests.worker.brokers import Broker
from tests.worker.house import House
from tests.worker.letterbox import held, hold, letters, release

# A bound that says "it does not hang", far above what it takes.
LIVELY = 10.0
# What a publication owes: people are told, the search index is kept, recipients of a document are sent it,
# deadlines that it answers are closed.
PER_PUBLICATION = 4
PUBLISHED = "SELECT count(*) FROM content_article WHERE state = 'published'"


def test_an_outage_under_a_running_worker_delays_and_loses_nothing(house: House, broker: Broker) -> None:
    desk = house.desk()
    worker, beat = house.start("worker"), house.start("beat")
    desk.move("thuky", "forward", "Chờ biên tập")
    house.until(lambda: not house.owed(), "everything is up")
    before = len(letters(house.var_dir))
    broker.take_away()
    for title in ("Chờ duyệt", "Cũng chờ duyệt"):
        assert desk.move("phoban", "publish", title) < LIVELY
    assert house.database.number(PUBLISHED) == 2
    assert house.owed() == 2 * PER_PUBLICATION
    broker.give_back()
    house.until(lambda: not house.owed(), "the scheduler's round delivers what the doorbell did not")
    assert house.told("publish") == ["giaovien", "giaovien"]
    assert len(letters(house.var_dir)) == before + 2
    # Nobody had to be restarted: neither the web, nor the worker, nor the scheduler.
    assert worker.runs
    assert beat.runs
    beat.kill()
    desk.move("giaovien", "submit", "Nháp")
    house.until(lambda: not house.owed(), "the doorbell rings again")


@pytest.mark.parametrize(
    "broker", [pytest.param("redis", marks=pytest.mark.requires("redis"))], indirect=True
)
def test_a_worker_with_a_message_in_hand_outlives_its_broker(house: House, broker: Broker) -> None:
    hold(house.var_dir, "before", 1)
    worker, desk = house.start("worker"), house.desk()
    desk.move("thuky", "forward", "Chờ biên tập")
    house.until(lambda: held(house.var_dir), "the worker is busy")
    desk.move("giaovien", "submit", "Nháp")
    bells = redis.Redis.from_url(broker.url)
    house.until(lambda: not bells.llen("celery"), "the second bell was taken and waits in the worker")
    broker.take_away()
    house.until(lambda: "onnection" in worker.log.read_text(), "the worker sees that the broker is gone")
    release(house.var_dir)
    broker.give_back()
    house.start("beat")
    house.until(lambda: not house.owed(), "nothing was lost with the message")
    assert worker.runs


def test_what_was_owed_is_delivered_by_command_without_any_broker(house: House, broker: Broker) -> None:
    broker.take_away()
    desk = house.desk()
    assert desk.move("phoban", "publish", "Chờ duyệt") < LIVELY
    assert house.owed() == PER_PUBLICATION
    for done in (PER_PUBLICATION, 0):
        assert desk.run("deliver_events").endswith(f": {done}")
    assert house.told("publish") == ["giaovien"]
    assert len(letters(house.var_dir)) == 1


@pytest.mark.parametrize("broker", ["silent", "locked"], indirect=True)
def test_a_broker_that_hangs_does_not_hang_the_web(house: House, broker: Broker) -> None:
    broker.take_away()
    assert house.desk().move("phoban", "publish", "Chờ duyệt") < LIVELY
    assert house.owed() == PER_PUBLICATION
