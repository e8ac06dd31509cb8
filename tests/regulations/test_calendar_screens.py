"""The calendar at the desk: who keeps it, what is refused, and what the keeper is told."""

from datetime import date

import pytest
from django.urls import reverse

from regulations import calendar_review
from regulations.models import Holiday, MakeupWorkday, SchoolYear, Term, WorkingWeek
from regulations.seeding import seed_calendar

TODAY = date(2026, 11, 24)
HOLIDAY = {"date": "2027-03-01", "name": "Nghỉ bão", "applied": "on", "confirmed": "on"}
TERMS = {"terms-TOTAL_FORMS": "0", "terms-INITIAL_FORMS": "0"}


def screen(model: str, page: str = "add", *args) -> str:
    return reverse(f"admin:regulations_{model}_{page}", args=args)


def sent(client, model: str, data: dict, pk: int | None = None) -> str:
    """What the form answers: "" where it was taken."""
    url = screen(model, "change", pk) if pk else screen(model)
    answer = client.post(url, data)
    assert answer.status_code in {200, 302}
    return "" if answer.status_code == 302 else answer.content.decode()


@pytest.fixture
def keeper(school):
    return school.client("quantri")


def test_a_keeper_adds_a_day_off_that_counts_at_once(school):
    assert sent(school.client("vanthu"), "holiday", HOLIDAY) == ""
    row = Holiday.objects.get()
    assert (row.date, row.standing, row.seeded) == (date(2027, 3, 1), "chính thức", False)


def test_a_reader_sees_the_table_without_a_way_to_write(school):
    reader = school.client("hieutruong")
    seed_calendar(TODAY)
    page = reader.get(screen("holiday", "changelist")).content.decode()
    assert "Ngày Văn hóa Việt Nam" in page
    assert 'name="_save"' not in page
    assert reader.post(screen("holiday"), HOLIDAY).status_code == 403


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": "  "}, "Trường này là bắt buộc"),
        ({"name": "x" * 121}, "120"),
        ({"date": "30/02/2027"}, "ngày"),
        ({"date": "2026-11-24"}, "đã tồn tại"),
        ({"date": "2026-08-22"}, "đã ghi là ngày làm bù"),
    ],
)
def test_a_day_off_that_cannot_be_is_refused_in_words(keeper, changes, words):
    seed_calendar(TODAY)
    before = Holiday.objects.count()
    assert words in sent(keeper, "holiday", HOLIDAY | changes)
    assert Holiday.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"date": "2027-03-01"}, "phải là thứ Bảy hoặc Chủ nhật"),
        ({"date": "2027-02-06"}, "đã ghi là ngày nghỉ"),
        ({"instead_of": "2027-03-06"}, "không thể làm bù cho chính nó"),
        ({"instead_of": "2026-08-31"}, "đã có ngày làm bù"),
    ],
)
def test_a_make_up_day_that_cannot_be_is_refused_in_words(keeper, changes, words):
    seed_calendar(TODAY)
    data = {"date": "2027-03-06", "name": "Làm bù", "applied": "on", "instead_of": "2027-03-08"}
    assert words in sent(keeper, "makeupworkday", data | changes)
    assert sent(keeper, "makeupworkday", data) == ""


def test_a_day_the_portal_wrote_is_switched_off_not_deleted_and_stays_so(keeper):
    seed_calendar(TODAY)
    row = Holiday.objects.get(date=TODAY)
    assert keeper.post(screen("holiday", "delete", row.pk), {"post": "yes"}).status_code == 403
    assert sent(keeper, "holiday", {"date": "2026-11-24", "name": row.name, "confirmed": "on"}, row.pk) == ""
    seed_calendar(TODAY)
    assert Holiday.objects.get(date=TODAY).standing == "không áp dụng"


def test_a_day_of_the_schools_own_can_be_deleted(keeper):
    sent(keeper, "holiday", HOLIDAY)
    own = Holiday.objects.get()
    assert keeper.post(screen("holiday", "delete", own.pk), {"post": "yes"}).status_code == 302
    assert not Holiday.objects.exists()


def test_several_days_are_confirmed_at_once_by_who_may(school, keeper):
    seed_calendar(TODAY)
    forecast = list(Holiday.objects.filter(date__year=2027).values_list("pk", flat=True))
    data = {"action": "confirm", "_selected_action": forecast}
    school.client("hieutruong").post(screen("holiday", "changelist"), data)
    assert not Holiday.objects.filter(pk__in=forecast, confirmed=True).exists()
    assert keeper.post(screen("holiday", "changelist"), data).status_code == 302
    assert not Holiday.objects.filter(pk__in=forecast, confirmed=False).exists()


def test_ticks_are_set_in_the_list(keeper):
    seed_calendar(TODAY)
    row = Holiday.objects.get(date=TODAY)
    data = {"form-TOTAL_FORMS": 1, "form-INITIAL_FORMS": 1, "form-0-id": row.pk, "_save": "Lưu"}
    keeper.post(screen("holiday", "changelist") + f"?date__exact={TODAY}", data)
    row.refresh_from_db()
    assert (row.applied, row.confirmed, row.edited) == (False, False, True)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-09-01", "2026-08-31", "phải sau ngày bắt đầu"),
        ("2028-09-01", "2028-12-31", "kết thúc vào năm sau"),
        ("2028-09-01", "2030-01-31", "kết thúc vào năm sau"),
        ("2027-08-15", "2028-05-31", "Trùng với năm học 2027–2028"),
        ("2025-12-01", "2026-11-30", "Trùng với năm học 2026–2027"),
    ],
)
def test_school_years_do_not_overlap_and_are_one_year_long(keeper, start, end, words):
    seed_calendar(TODAY)
    assert words in sent(keeper, "schoolyear", TERMS | {"starts_on": start, "ends_on": end})
    assert SchoolYear.objects.count() == 2


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (("2028-09-05", "2029-01-20"), ("2029-01-18", "2029-05-31"), "chưa kết thúc"),
        (("2028-08-20", "2029-01-17"), ("2029-01-18", "2029-05-31"), "nằm ngoài năm học"),
        (("2028-09-05", "2029-01-17"), ("2029-05-31", "2029-01-18"), "phải sau ngày bắt đầu"),
        (("2028-09-05", "2029-01-17"), ("2029-01-18", "2029-05-31"), ""),
    ],
)
def test_terms_lie_in_their_year_one_after_the_other(keeper, first, second, words):
    data = {"starts_on": "2028-09-01", "ends_on": "2029-08-31"}
    data |= {"terms-TOTAL_FORMS": "2", "terms-INITIAL_FORMS": "0"}
    for place, (start, end) in enumerate((first, second)):
        data |= {f"terms-{place}-starts_on": start, f"terms-{place}-ends_on": end}
        data[f"terms-{place}-name"] = f"Học kỳ {place + 1}"
    answer = sent(keeper, "schoolyear", data)
    assert words in answer
    assert Term.objects.count() == (0 if words else 2)


def test_the_working_week_is_one_row_of_switches(keeper):
    form = screen("workingweek", "change", 1)
    for _each in range(2):
        assert keeper.get(screen("workingweek", "changelist")).url == form
    assert keeper.post(form, {"saturdays": "on"}).status_code == 302
    assert WorkingWeek.current().saturdays
    assert keeper.post(screen("workingweek"), {}).status_code == 403
    assert WorkingWeek.objects.count() == 1


def test_from_december_on_the_keeper_hears_of_the_coming_years_forecast(db):
    assert calendar_review.calendar_gaps(TODAY) == [
        "Lịch chưa có ngày nghỉ nào của năm 2026: hãy chạy lệnh seed_calendar."
    ]
    seed_calendar(TODAY)
    assert calendar_review.calendar_gaps(TODAY) == []
    assert calendar_review.calendar_gaps(date(2026, 11, 30)) == []
    (sentence,) = calendar_review.calendar_gaps(date(2026, 12, 1))
    assert sentence.startswith("Lịch năm 2027 còn 15 ngày mới là dự kiến")
    MakeupWorkday.objects.create(date=date(2027, 3, 6), name="Làm bù", confirmed=False)
    assert "16 ngày" in calendar_review.calendar_gaps(date(2027, 1, 1))[0]
    for model in (Holiday, MakeupWorkday):
        model.objects.update(confirmed=True)
    assert calendar_review.calendar_gaps(date(2027, 1, 1)) == []


def test_only_the_keepers_first_screen_says_so(school, keeper):
    desk = reverse("admin:index")
    assert "Mở lịch nghỉ" in keeper.get(desk).content.decode()
    assert "Mở lịch nghỉ" not in school.client("giaovien").get(desk).content.decode()
    assert "chưa có ngày nghỉ nào" in keeper.get(screen("holiday", "changelist")).content.decode()
