"""Targets: year and months each by itself, calendar and school year, units, people, CSV (QN-II.7c)."""

import csv
from datetime import date

import pytest
from django.urls import reverse

from content.models import Article
from editorial.lights import Light
from editorial.periods import calendar_year, school_year, school_year_of
from editorial.targets import YearFigures, silent_units, year_figures
from regulations.models import SchoolYear
from regulations.schema import Targets
from tests.planning.published import at, publish
from tests.school import School, found_school

NOVEMBER = date(2026, 11, 24)


@pytest.fixture
def sector(db: None) -> School:
    """A school under the plan that asks for 50 a year and 1 to 4 a month."""
    return found_school("quang_ngai")


def lights(figures: YearFigures) -> list[Light | None]:
    return [month.light for month in figures.months]


def test_forty_nine_is_not_enough_and_fifty_is(sector: School) -> None:
    for number in range(49):
        publish(sector, date(2025, number % 12 + 1, 5))
    figures = year_figures(calendar_year(2025), NOVEMBER)
    assert (figures.total, figures.year_is_met, figures.missing) == (49, False, 1)
    publish(sector, date(2025, 12, 31), moment=at(date(2025, 12, 31), 23))
    assert year_figures(calendar_year(2025), NOVEMBER).year_is_met


def test_a_year_of_fifty_with_an_empty_month_fails_in_that_month_alone(sector: School) -> None:
    for number in range(50):
        publish(sector, date(2025, number % 11 + 1, 5))
    figures = year_figures(calendar_year(2025), NOVEMBER)
    assert figures.year_is_met
    assert [month.first for month in figures.short_months] == [date(2025, 12, 1)]


def test_four_in_every_month_are_forty_eight_and_said_to_be_too_few(sector: School) -> None:
    for month in range(1, 13):
        for day in range(1, 5):
            publish(sector, date(2025, month, day))
    figures = year_figures(calendar_year(2025), NOVEMBER)
    assert set(lights(figures)) == {Light.FAR}
    assert (figures.short_months, figures.year_is_met, figures.short_even_so) == ([], False, 2)
    page = sector.client("giaovien").get(reverse("admin:targets"), {"nam": "2025"}).content.decode()
    assert "cả năm vẫn thiếu 2" in page


def test_months_are_red_amber_green_and_none_before_they_come(sector: School) -> None:
    for month, number in ((1, 4), (2, 3), (3, 1)):
        for day in range(1, number + 1):
            publish(sector, date(2026, month, day))
    found = lights(year_figures(calendar_year(2026), date(2026, 4, 1)))
    assert found[:5] == [Light.FAR, Light.SOON, Light.SOON, Light.OVER, None]


def test_the_pace_is_what_an_even_year_would_have_brought() -> None:
    targets = Targets(articles_per_year=50, articles_per_month=1, expected_per_month=4)
    first = YearFigures(calendar_year(2026), targets, date(2026, 1, 1))
    last = YearFigures(calendar_year(2026), targets, date(2026, 12, 31))
    over = YearFigures(calendar_year(2025), targets, date(2026, 6, 1))
    assert [one.expected_by_today for one in (first, last, over)] == [0, 50, 50]
    assert [one.needed_per_month for one in (first, last, over)] == [5, 50, 0]
    to_come = YearFigures(calendar_year(2027), targets, date(2026, 6, 1))
    assert (to_come.expected_by_today, to_come.needed_per_month) == (0, 5)


def test_midnight_in_vietnam_parts_the_years(sector: School) -> None:
    publish(sector, date(2026, 1, 1), moment=at(date(2026, 1, 1), 0))  # 17:00 on 31 December in UTC
    publish(sector, date(2025, 12, 31), moment=at(date(2025, 12, 31), 23))
    assert year_figures(calendar_year(2026), NOVEMBER).by_month == {date(2026, 1, 1): 1}
    assert year_figures(calendar_year(2025), NOVEMBER).by_month == {date(2025, 12, 1): 1}


def test_the_school_year_has_the_days_that_the_school_entered(sector: School) -> None:
    publish(sector, date(2026, 9, 3))
    assert school_year_of(date(2026, 9, 3)).code == "2026-2027"
    assert year_figures(school_year(2026), NOVEMBER).total == 1
    SchoolYear.objects.create(starts_on=date(2026, 9, 5), ends_on=date(2027, 8, 31))
    assert year_figures(school_year(2026), NOVEMBER).total == 0
    assert school_year_of(date(2026, 9, 4)).code == "2025-2026"


def test_what_is_hidden_taken_down_or_translated_does_not_count(sector: School) -> None:
    shown, hidden, gone = (publish(sector, date(2026, 5, day)) for day in (1, 2, 3))
    hidden.item.suspended_at = gone.item.taken_down_at = at(NOVEMBER)
    hidden.item.save(update_fields=["suspended_at"])
    gone.item.save(update_fields=["taken_down_at"])
    english = publish(sector, date(2026, 5, 4))
    type(english.item).objects.filter(pk=english.item_id).update(language="en", translation_of=shown.item)
    assert year_figures(calendar_year(2026), NOVEMBER).total == 1


def test_units_and_people_add_up_to_the_year(sector: School) -> None:
    publish(sector, date(2026, 3, 1))
    publish(sector, date(2026, 3, 2), unit=sector.other_unit, by=sector.nguoila)
    publish(sector, date(2026, 4, 2), by=sector.thuky, information_provider=sector.giaovien)
    figures = year_figures(calendar_year(2026), NOVEMBER)
    assert figures.by_unit == {sector.unit.pk: 2, sector.other_unit.pk: 1}
    assert figures.by_author == {sector.giaovien.pk: 2, sector.nguoila.pk: 1}
    assert figures.by_unit_month[sector.unit.pk, date(2026, 3, 1)] == 1
    public = Article.objects.public().count()
    assert figures.total == figures.by_unit.total() == figures.by_author.total() == public


def test_the_file_says_what_the_page_says_and_names_only_who_may_be_seen(sector: School) -> None:
    publish(sector, date(2026, 3, 1))
    publish(sector, date(2026, 3, 2), unit=sector.other_unit, by=sector.nguoila)

    def names(who: str) -> set[str]:
        answer = sector.client(who).get(reverse("admin:targets_file"), {"nam": "2026"})
        assert answer["Content-Disposition"] == 'attachment; filename="chi-tieu-tin-bai-2026.csv"'
        lines = list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))
        start = next(place for place, line in enumerate(lines) if line[:1] == ["Người cung cấp tin bài"])
        assert ["Đã đăng", "2"] in lines
        return {line[0] for line in lines[start + 1 :]}

    assert names("thuky") == {"Cô Lan", "Thầy tổ khác"}
    assert names("totruong") == names("giaovien") == {"Cô Lan"}
    assert names("bientap") == set()


def test_units_without_anything_this_month_are_listed(sector: School) -> None:
    publish(sector, date(2026, 11, 2))
    publish(sector, date(2026, 10, 31), unit=sector.other_unit)
    assert sector.unit not in silent_units(date(2026, 11, 1))
    assert sector.other_unit in silent_units(date(2026, 11, 1))
    assert sector.other_unit not in silent_units(date(2026, 10, 1))


@pytest.mark.parametrize(
    "code", ["abcd", "1999", "2100", "2026-2028", "2026-", "٢٠٢٦", "2026-2027-2028", "9" * 30]
)
def test_a_year_that_is_none_is_not_found(sector: School, code: str) -> None:
    assert sector.client("thuky").get(reverse("admin:targets"), {"nam": code}).status_code == 404


def test_a_school_without_targets_sees_its_figures_all_the_same(school: School) -> None:
    publish(school, date(2026, 3, 1))
    page = school.client("thuky").get(reverse("admin:targets"), {"nam": "2026"}).content.decode()
    assert "không đặt chỉ tiêu năm" in page
    assert set(lights(year_figures(calendar_year(2026)))) == {None}
