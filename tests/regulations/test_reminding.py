"""[reminders] of a regulation: what it says, what holds where it is silent, and mistakes by key and line."""

import pytest

from regulations.loading import load_preset, parse
from regulations.schema import Reminders
from tests.regulations.mistakes import STANDARD, Mistake, assert_named

HOURS = 'hours = ["07:30", "13:30"]'
WRONG: dict[str, Mistake] = {
    "no hour of a day": (HOURS, 'hours = ["24:00"]', "reminders.hours", '["24:00"]', "giờ:phút"),
    "an hour without its nought": (HOURS, 'hours = ["7:30"]', "reminders.hours", '["7:30"]', "giờ:phút"),
    "no hours": (HOURS, "hours = []", "reminders.hours", "hours = []", "không được để trống"),
    "hours that run back": (
        HOURS,
        'hours = ["13:30", "07:30"]',
        "reminders.hours",
        '"13:30", "07:30"',
        "từ sớm đến muộn",
    ),
    "an hour twice": (
        HOURS,
        'hours = ["07:30", "07:30"]',
        "reminders.hours[2]",
        '"07:30", "07:30"',
        "ghi hai lần",
    ),
    "at hand before ahead": (
        "at_hand_hours = 4 ",
        "at_hand_hours = 48 ",
        "reminders.at_hand_hours",
        "at_hand_hours = 48",
        "không được sớm hơn",
    ),
    "the board before the head": (
        "board_after_hours = 48",
        "board_after_hours = 1",
        "reminders.board_after_hours",
        "board_after_hours = 1",
        "không được báo sớm hơn",
    ),
    "a day that ends before it begins": (
        'work_to = "16:30"',
        'work_to = "07:30"',
        "reminders.work_to",
        "work_to",
        "kết thúc sau khi bắt đầu",
    ),
    "less than nothing": ("ahead_hours = 24", "ahead_hours = -1", "reminders.ahead_hours", "-1", "phải từ 0"),
    "an unknown key": (
        "ahead_hours",
        "aheadhours",
        "reminders.aheadhours",
        "aheadhours",
        "không có khóa này",
    ),
}


@pytest.mark.parametrize("mistake", WRONG.values(), ids=WRONG.keys())
def test_a_mistake_is_named(mistake: Mistake) -> None:
    assert_named(mistake)


def test_a_version_from_before_there_were_reminders_has_those_of_most_schools() -> None:
    silent = STANDARD[: STANDARD.index("[reminders]")]
    assert parse(silent, "truong").reminders == Reminders()
    said = load_preset("him_lam").reminders
    assert (said.hours, said.citation) == (("07:30", "13:30"), "Điều 8 Quy chế Trường Mầm non Him Lam")
