"""With everything up: the doorbell wakes the worker, and the scheduler's rounds write what came due."""

import pytest

from tests.worker.house import House
from tests.worker.letterbox import letters


def appearances(house: House) -> list[str]:
    return [
        title
        for (title,) in house.database.rows(
            "SELECT title FROM editorial_event AS event JOIN content_article AS article"
            " ON article.item_id = event.item_id WHERE verb = 'appear' ORDER BY event.id"
        )
    ]


def test_the_doorbell_alone_wakes_the_worker(house: House) -> None:
    house.start("worker")
    house.desk().move("phoban", "publish", "Chờ duyệt")
    house.until(lambda: not house.owed(), "the worker delivers, with no scheduler running")
    assert house.told("publish") == ["giaovien"]
    assert len(letters(house.var_dir)) == 1


@pytest.mark.parametrize("broker", ["embedded"], indirect=True)
def test_scheduler_and_worker_write_an_appearance_once_in_two_rounds(house: House) -> None:
    hour_comes = "UPDATE content_article SET published_at = '2026-01-0{} 00:00:00' WHERE title = '{}'"
    house.start("worker")
    for day, title in enumerate(("Hẹn giờ", "Hẹn giờ sau"), start=1):
        assert house.database.change(hour_comes.format(day, title)) == 1
        house.let_every_job_be_due()
        beat = house.start("beat")
        # The rounds go from the earliest on: at the second title, the first has been looked at again.
        house.until(lambda title=title: title in appearances(house), f"the appearance of {title!r}")
        beat.stop()
    assert appearances(house) == ["Hẹn giờ", "Hẹn giờ sau"]
    house.until(lambda: not house.owed(), "what the appearances owe")
    assert house.told("appear") == ["giaovien", "giaovien"]
