"""`manage.py due`: the table of cases, a calendar of one's own, and whatever else somebody may send."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from regulations.models import Holiday, WorkingWeek
from tests.regulations.reckoned import CASES

pytestmark = pytest.mark.django_db
FRIDAY = {"rule": "plan_project", "regulation": "hai_ninh", "input": {"approved_on": "2026-11-20"}}


class Stdin(io.TextIOWrapper):
    def __init__(self, content: bytes) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8")


@pytest.fixture
def due(monkeypatch, capsys):
    def run(given, *arguments):
        content = given if isinstance(given, bytes) else json.dumps(given).encode()
        monkeypatch.setattr(sys, "stdin", Stdin(content))
        call_command("due", "--json", *arguments)
        return json.loads(capsys.readouterr().out)

    return run


def test_there_are_more_than_sixty_cases_of_our_own_and_none_twice():
    assert len(CASES) >= 15 + 60
    assert len({str(case.as_json()) for case in CASES}) == len(CASES)


def test_every_case_of_the_table_is_due_when_it_was_reckoned_by_hand(due):
    found = due([case.as_json() for case in CASES])
    wrong = [(case, one) for case, one in zip(CASES, found, strict=True) if one != {"due": case.due}]
    assert wrong == []


def test_a_calendar_of_ones_own_takes_the_place_of_the_table(due, tmp_path):
    Holiday.objects.create(date="2026-11-25", name="Trường nghỉ")
    assert due([FRIDAY]) == [{"due": "2026-11-28T00:00:00+07:00"}]
    path = tmp_path / "lich.json"
    for calendar, day in (
        ({"holidays": ["2026-11-24"], "working_saturdays": []}, "2026-11-27"),
        ({"holidays": []}, "2026-11-26"),
        ({"working_saturdays": ["2026-11-21"]}, "2026-11-25"),
        ({"holidays": ["2026-11-24"], "working_saturdays": ["2026-11-21"]}, "2026-11-26"),
        ({"holidays": [], "saturdays": True}, "2026-11-25"),
    ):
        path.write_text(json.dumps(calendar))
        assert due([FRIDAY], "--calendar", str(path)) == [{"due": f"{day}T00:00:00+07:00"}]


def test_the_schools_switch_for_saturdays_counts(due):
    WorkingWeek.objects.create(saturdays=True)
    assert due([FRIDAY]) == [{"due": "2026-11-26T00:00:00+07:00"}]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"rule": "no_such"}, "không có quy tắc “no_such”"),
        ({"rule": "disclosure_june"}, "không có quy tắc"),
        ({"rule": ["plan_project"]}, "Thiếu rule"),
        ({"rule": " "}, "Thiếu rule"),
        ({"regulation": "../presets/hai_ninh"}, "Không có quy chế"),
        ({"regulation": None}, "Thiếu regulation"),
        ({"regulation": "\ud800"}, "Không có quy chế “?”"),
        ({"input": None}, "input phải là"),
        ({"input": {}}, "cần approved_on"),
        ({"input": {"approved_on": None}}, "cần approved_on"),
        ({"input": {"period": "2026-11"}}, "cần approved_on"),
        ({"input": {"approved_on": 20261120}}, "không đọc được"),
        ({"input": {"approved_on": True}}, "không đọc được"),
        ({"input": {"approved_on": ["2026-11-20"]}}, "“…” không đọc được"),
        ({"input": {"approved_on": ""}}, "không đọc được"),
        ({"input": {"approved_on": "20/11/2026"}}, "viết ngày như 2026-11-20"),
        ({"input": {"approved_on": "20261120"}}, "không đọc được"),
        ({"input": {"approved_on": "2026-W47-5"}}, "không đọc được"),
        ({"input": {"approved_on": "2026-02-30"}}, "không đọc được"),
        ({"input": {"approved_on": "2027-02-29"}}, "không đọc được"),
        ({"input": {"approved_on": "0000-01-01"}}, "không đọc được"),
        ({"input": {"approved_on": "10000-01-01"}}, "không đọc được"),
        ({"input": {"approved_on": "9999-12-31"}}, "từ năm 1976 đến năm 2099"),
        ({"input": {"approved_on": "0001-01-01T00:00+14:00"}}, "từ năm 1976 đến năm 2099"),
        ({"input": {"approved_on": "2026-11-20T24:00"}}, "không đọc được"),
        ({"input": {"approved_on": "2026-11-20T10:00+99:00"}}, "không đọc được"),
        ({"input": {"approved_on": "2026-11-20T10:00 ICT"}}, "không đọc được"),
        ({"input": {"approved_on": "٢٠٢٦-١١-٢٠"}}, "không đọc được"),
        ({"input": {"approved_on": "9" * 5000}}, "9999…” không đọc được"),
        (
            {"rule": "research", "input": {"approved_on": "2026-11-20", "accepted_on": "2026-12-20"}},
            "mỗi mốc",
        ),
        ({"rule": "report_month", "input": {"period": "2026-13"}}, "viết kỳ như"),
        ({"rule": "report_month", "input": {"period": "2026-Q4"}}, "không phải loại kỳ"),
        ({"rule": "report_month", "input": {"period": "2026-11-20"}}, "viết kỳ như"),
    ],
)
def test_a_wrong_case_is_an_error_in_words_and_the_others_are_reckoned(due, changes, words):
    wrong, right = due([FRIDAY | changes, FRIDAY])
    assert words in wrong["error"]
    assert right == {"due": "2026-11-27T00:00:00+07:00"}


def test_inputs_the_rule_has_no_use_for_and_spaces_do_no_harm(due):
    case = FRIDAY | {
        "input": {"approved_on": " 2026-11-20 ", "starts_at": 5, "accepted_on": None},
        "note": [],
    }
    assert due([case]) == [{"due": "2026-11-27T00:00:00+07:00"}]


def test_the_rules_own_moment_goes_before_the_one_that_stands_in(due):
    both = {"stamped_at": "2026-11-20T13:00", "signed_at": "2026-11-19T13:00"}
    cases = [{"rule": "document", "regulation": name, "input": both} for name in ("hai_ninh", "tinh_son")]
    assert [one["due"][:13] for one in due(cases)] == ["2026-11-21T12", "2026-11-22T00"]


@pytest.mark.parametrize("case", [None, 5, "x", [], [FRIDAY], True])
def test_what_is_no_case_is_an_error_of_its_own(due, case):
    assert "phải là một đối tượng JSON" in due([case])[0]["error"]


def test_numbers_that_are_none_and_keys_written_twice_are_said(due):
    twice = b'[{"rule":"plan_project","rule":"research","regulation":"hai_ninh","input":{"approved_on":NaN}}]'
    assert "“rule” ghi hai lần" in due(twice)[0]["error"]
    nan = b'[{"rule":"plan_project","regulation":"hai_ninh","input":{"approved_on":NaN}}]'
    assert "“NaN” không đọc được" in due(nan)[0]["error"]


def test_an_empty_list_is_answered_by_one(due):
    assert due([]) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "sai ở dòng 1, cột 1"),
        (b"{", "không phải JSON"),
        (b"{}", "phải là một danh sách JSON"),
        (b"null", "phải là một danh sách JSON"),
        (b"\xff\xfe[", "không phải UTF-8"),
        (b"[" * 100_000, "lồng nhau quá sâu"),
        (b"[" + b"9" * 5000 + b"]", "con số quá dài"),
        (b"[" + b" " * 10_000_001 + b"]", "quá dài"),
    ],
)
def test_an_input_that_is_no_list_ends_the_command(due, content, words):
    with pytest.raises(CommandError, match=words):
        due(content)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[]", "phải là một đối tượng"),
        (b"{}", "phải là một đối tượng"),
        (b'{"holidays": "2026-11-24"}', "danh sách ngày"),
        (b'{"holidays": [5]}', "không phải một ngày"),
        (b'{"holidays": ["24/11/2026"]}', "không phải một ngày"),
        (b'{"holidays": [["2026-11-24"]]}', "không phải một ngày"),
        (b'{"holidays": ["2026-11-24"], "holidays": []}', "ghi hai lần"),
        (b'{"ngay_nghi": []}', "không có khóa “ngay_nghi”"),
        (b'{"holidays": ["2026-11-28"], "working_saturdays": ["2026-11-28"]}', "vừa là ngày nghỉ"),
        (b'{"holidays": [], "saturdays": 1}', "true hoặc false"),
        (b"not json", "không phải JSON"),
    ],
)
def test_a_wrong_calendar_ends_the_command(due, tmp_path, content, words):
    path = tmp_path / "lich.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=words):
        due([FRIDAY], "--calendar", str(path))


def test_a_calendar_that_is_not_there_ends_the_command(due, tmp_path):
    for path in (tmp_path / "none.json", tmp_path, "\0"):
        with pytest.raises(CommandError, match="Không mở được tệp lịch"):
            due([FRIDAY], "--calendar", str(path))


def test_without_json_it_answers_in_words(monkeypatch, capsys):
    stamped = {"rule": "document", "regulation": "hai_ninh", "input": {"stamped_at": "2026-11-20T12:00"}}
    monkeypatch.setattr(sys, "stdin", Stdin(json.dumps([FRIDAY, stamped, 5]).encode()))
    call_command("due")
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["1. hết ngày 26/11/2026", "2. trước 12:00 ngày 21/11/2026"]
    assert lines[2].startswith("3. Không tính được: ")


def test_without_a_database_it_reckons_by_the_known_holidays(due, monkeypatch, tmp_path):
    def broken(*_args, **_options):
        raise OperationalError

    monkeypatch.setattr(Holiday.objects, "values_list", broken)
    monkeypatch.setattr(WorkingWeek.objects, "filter", broken)
    path = tmp_path / "lich.json"
    path.write_text('{"holidays": []}')
    for arguments, day in (((), "2026-11-27"), (("--calendar", str(path)), "2026-11-26")):
        assert due([FRIDAY], *arguments) == [{"due": f"{day}T00:00:00+07:00"}]
