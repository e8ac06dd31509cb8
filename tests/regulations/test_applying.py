"""A regulation comes into force as a version that is added and never changed."""

from datetime import date

import pytest

from people.models import User
from regulations.apply import apply
from regulations.loading import RegulationError, load_preset, parse, read_source
from regulations.models import ImmutableRegulation, Regulation

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)


def put(name: str, change: tuple[str, str] | None = None, **options: object) -> list[str]:
    text = read_source(name)
    if change:
        assert change[0] in text
        text = text.replace(*change)
    return apply(parse(text, f"{name}.toml"), text, **options)


def test_the_first_regulation_holds_from_its_own_day():
    changes = put("hai_ninh")
    assert changes[0].endswith("có hiệu lực từ ngày 03/10/2023.")
    regulation = Regulation.current()
    assert (regulation.code, regulation.effective_from) == ("hai_ninh", date(2023, 10, 3))
    assert regulation.preset == load_preset("hai_ninh")
    assert Regulation.current(date(2023, 10, 2)) is None


def test_a_first_regulation_of_the_future_holds_at_once_so_that_the_portal_has_one():
    put("hai_ninh", ("2023-10-03", "2027-01-01"))
    assert Regulation.current().effective_from == TODAY


def test_applying_the_same_again_changes_nothing():
    put("hai_ninh")
    assert put("hai_ninh") == []
    put("tinh_son")
    assert put("tinh_son") == []
    assert [version.code for version in Regulation.objects.all()] == ["tinh_son", "hai_ninh"]


def test_a_comment_or_another_layout_is_no_new_version():
    put("hai_ninh")
    assert put("hai_ninh", ("# TRƯỜNG TIỂU HỌC", "# Trường tiểu học")) == []
    assert Regulation.objects.count() == 1


def test_a_dry_run_tells_the_changes_and_writes_nothing():
    put("hai_ninh")
    changes = put("quan_8", dry_run=True)
    assert "routes.content.section_at_submit (chọn chuyên mục khi gửi): không → có" in changes
    assert Regulation.objects.count() == 1
    assert put("quan_8") == changes


def test_a_change_holds_from_today_even_if_the_file_names_an_earlier_day():
    put("standard")
    put("standard", ("amount = 20", "amount = 30"))
    before, after = Regulation.current(date(2026, 11, 19)), Regulation.current(TODAY)
    assert (before.preset.deadline("research").amount, after.preset.deadline("research").amount) == (20, 30)


def test_a_change_dated_ahead_touches_only_later_days():
    put("standard")
    ahead = read_source("standard").replace("2026-01-01", "2026-12-01").replace("amount = 20", "amount = 30")
    apply(parse(ahead, "x.toml"), ahead)
    assert apply(parse(ahead, "x.toml"), ahead) == []
    assert Regulation.current().preset.deadline("research").amount == 20
    assert Regulation.current(date(2026, 11, 30)).preset.deadline("research").amount == 20
    assert Regulation.current(date(2026, 12, 1)).preset.deadline("research").amount == 30


def test_two_changes_on_one_day_leave_the_later_one_in_force():
    for name in ("hai_ninh", "tinh_son", "quan_8", "hai_ninh"):
        put(name)
    assert [version.code for version in Regulation.objects.in_force(TODAY)][:2] == ["hai_ninh", "quan_8"]


def test_who_applied_it_is_kept():
    user = User.objects.create_user("hieutruong", "hieutruong@example.vn", "Khong-quan-trong-1")
    put("him_lam", by=user)
    assert Regulation.current().created_by == user


def test_a_version_keeps_its_text_when_the_file_it_extends_changes(monkeypatch):
    put("hai_ninh")
    newer = read_source("standard").replace("amount = 20", "amount = 99")
    monkeypatch.setattr("regulations.loading.read_source", lambda name: newer)
    assert Regulation.current().preset.deadline("research").amount == 20


def test_a_version_is_neither_changed_nor_deleted():
    put("hai_ninh")
    regulation = Regulation.current()
    for attempt in (
        regulation.save,
        regulation.delete,
        Regulation.objects.all().delete,
        lambda: Regulation.objects.update(name="khác"),
        lambda: Regulation.objects.bulk_update([regulation], ["name"]),
    ):
        with pytest.raises(ImmutableRegulation):
            attempt()
    regulation.refresh_from_db()
    assert regulation.name == load_preset("hai_ninh").name


def test_a_wrong_file_writes_nothing():
    with pytest.raises(RegulationError):
        put("hai_ninh", ('role = "chair"', 'role = "boss"'))
    assert Regulation.current() is None


def test_the_preset_of_a_version_is_read_once_without_a_query(django_assert_num_queries):
    put("hai_ninh")
    first, second = Regulation.current(), Regulation.current()
    with django_assert_num_queries(0):
        assert first.preset is second.preset
