"""The calendar filled with what is known: complete, repeatable, and never against what a school wrote."""

from datetime import date

import pytest
from django.core.management import call_command

from regulations.calendar import working_days
from regulations.models import Holiday, MakeupWorkday, SchoolYear, WorkingWeek
from regulations.public_holidays import known_year
from regulations.seeding import seed_calendar

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)
NEW_YEAR_SWAP = date(2026, 1, 2)


def test_the_table_holds_what_the_notices_say_and_calls_the_rest_a_forecast():
    seed_calendar(TODAY)
    assert Holiday.objects.get(date=NEW_YEAR_SWAP).standing == "chính thức"
    assert Holiday.objects.get(date=date(2027, 2, 8)).standing == "dự kiến"
    assert Holiday.objects.get(date=date(2026, 11, 24)).source == "Nghị quyết 28/2026/QH16"
    assert Holiday.objects.get(date=date(2026, 11, 23)).standing == "mới là đề xuất"
    worked = MakeupWorkday.objects.filter(applied=True).values_list("date", "instead_of")
    assert set(worked) == {
        (date(2025, 4, 26), date(2025, 5, 2)),
        (date(2026, 1, 10), NEW_YEAR_SWAP),
        (date(2026, 8, 22), date(2026, 8, 31)),
    }
    assert {row.date.year for row in Holiday.objects.all()} == {2025, 2026, 2027, 2028}
    assert not Holiday.objects.filter(source="").exists()


def test_the_make_up_day_of_2024_is_known_too():
    assert known_year(2024).worked == {date(2024, 5, 4)}


def test_a_second_run_changes_nothing():
    assert seed_calendar(TODAY)
    rows = list(Holiday.objects.values())
    assert seed_calendar(TODAY) == []
    assert list(Holiday.objects.values()) == rows


def test_what_a_school_edited_or_switched_off_stays():
    seed_calendar(TODAY)
    Holiday.objects.filter(date=date(2027, 11, 24)).update(applied=False, edited=True)
    Holiday.objects.filter(date=date(2027, 2, 4)).update(name="Nghỉ Tết của trường", edited=True)
    assert seed_calendar(TODAY) == []
    assert not Holiday.objects.get(date=date(2027, 11, 24)).applied
    assert Holiday.objects.get(date=date(2027, 2, 4)).name == "Nghỉ Tết của trường"


def test_a_forecast_nobody_touched_is_renewed_and_a_wrong_one_goes():
    seed_calendar(TODAY)
    Holiday.objects.filter(date=date(2027, 2, 8)).update(name="Tên cũ")
    Holiday.objects.create(date=date(2027, 3, 3), name="Dự kiến sai", seeded=True, confirmed=False)
    Holiday.objects.create(date=date(2027, 3, 4), name="Trường tự nghỉ", confirmed=False)
    assert seed_calendar(TODAY) == ["ngày nghỉ: thêm 0, cập nhật 1, bỏ 1."]
    assert Holiday.objects.get(date=date(2027, 2, 8)).name == "Mùng ba Tết Nguyên Đán"
    assert Holiday.objects.filter(date=date(2027, 3, 4)).exists()


def test_a_day_the_school_works_on_is_not_made_a_holiday():
    MakeupWorkday.objects.create(date=date(2026, 4, 26), name="Trường làm bù")
    seed_calendar(TODAY)
    assert not Holiday.objects.filter(date=date(2026, 4, 26)).exists()
    assert working_days().is_working_day(date(2026, 4, 26))


def test_school_years_with_terms_are_opened_and_a_schools_own_is_left_alone():
    SchoolYear.objects.create(starts_on=date(2026, 8, 17), ends_on=date(2027, 8, 14))
    seed_calendar(TODAY)
    years = SchoolYear.objects.order_by("first_year")
    assert [(year.name, year.starts_on, year.terms.count()) for year in years] == [
        ("2026–2027", date(2026, 8, 17), 0),
        ("2027–2028", date(2027, 9, 1), 2),
    ]
    first, second = years[1].terms.all()
    assert (first.starts_on, first.ends_on) == (date(2027, 9, 5), date(2028, 1, 17))
    assert (second.starts_on, second.ends_on) == (date(2028, 1, 18), date(2028, 5, 31))
    assert SchoolYear.on(date(2027, 8, 16)) is None
    assert SchoolYear.on(date(2027, 9, 1)) == years[1]


def test_the_command_tells_what_it_did(capsys):
    call_command("seed_calendar")
    assert "ngày nghỉ: thêm" in capsys.readouterr().out
    call_command("seed_calendar")
    assert capsys.readouterr().out == "Lịch đã đủ; không có gì thay đổi.\n"


def test_the_answers_do_not_depend_on_whether_the_table_is_filled():
    days = [date(2026, 1, 1).fromordinal(date(2024, 1, 1).toordinal() + number) for number in range(1460)]
    before = [working_days().is_working_day(day) for day in days]
    seed_calendar(TODAY)
    calendar = working_days()
    assert [calendar.is_working_day(day) for day in days] == before
    assert not calendar.is_working_day(NEW_YEAR_SWAP)
    assert calendar.is_working_day(date(2026, 1, 10))
    assert calendar.is_working_day(date(2026, 11, 23))


def test_a_row_of_the_table_decides_about_its_day():
    Holiday.objects.create(date=date(2026, 11, 24), name="Ngày Văn hóa Việt Nam", applied=False)
    Holiday.objects.create(date=date(2026, 11, 25), name="Trường nghỉ bão")
    calendar = working_days()
    assert calendar.is_working_day(date(2026, 11, 24))
    assert not calendar.is_working_day(date(2026, 11, 25))


def test_saturdays_are_worked_where_the_school_says_so(django_assert_num_queries):
    assert not working_days().is_working_day(date(2026, 11, 21))
    WorkingWeek.objects.create(saturdays=True)
    with django_assert_num_queries(3):
        calendar = working_days()
    assert calendar.is_working_day(date(2026, 11, 21))
    assert not calendar.is_working_day(date(2026, 11, 22))
