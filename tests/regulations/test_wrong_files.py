"""Every other mistake in a regulation file is named with its file, key and line, in Vietnamese."""

import pytest

from tests.regulations.mistakes import Mistake, assert_named

WRONG_ENTRIES: dict[str, Mistake] = {
    "unknown key": ("school_kind =", 'color = "red"\nschool_kind =', "color", "color =", "không có khóa này"),
    "unknown table": ("[style]", "[styles]", "style", "", "thiếu khóa này"),
    "missing key": ('code = "standard"\n', "", "code", "", "thiếu khóa này"),
    "wrong type, number": ("10485760 ", '"10 MB" ', "uploads.max_bytes", "max_bytes", "một số nguyên"),
    "wrong type, truth": (
        "\nneeds_basis = true",
        "\nneeds_basis = 1",
        "refusal_reasons[4].needs_basis",
        "needs_basis = 1",
        "true hoặc false",
    ),
    "truth is no number": ("10485760 ", "true ", "uploads.max_bytes", "max_bytes", "một số nguyên"),
    "text in a list": ('"pdf", "doc"', '"pdf", 7', "uploads.extensions[2]", '"pdf", 7', "một đoạn chữ"),
    "unknown board role": (
        'role = "editor"',
        'role = "king"',
        "board[4].role",
        'role = "king"',
        "không dùng được",
    ),
    "reason twice": (
        'code = "untrue"',
        'code = "contrary_to_policy"',
        "refusal_reasons[2].code",
        None,
        "khai hai lần",
    ),
    "section twice": (
        'slug = "chuyen-mon"',
        'slug = "thong-bao"',
        "sections[10].slug",
        '"hoat-dong", slug = "thong-bao"',
        "khai hai lần",
    ),
    "section with accents": (
        'slug = "cong-khai"',
        'slug = "công-khai"',
        "sections[14].slug",
        "công-khai",
        "không dấu",
    ),
    "section without its parent": (
        'parent = "hoat-dong"',
        'parent = "hoat-dongg"',
        "sections[10].parent",
        "hoat-dongg",
        "không có chuyên mục cấp trên",
    ),
    "room without an address": (
        ', path = "/cong-khai/"',
        "",
        "sections[14].path",
        '"cong-khai"',
        "cần đường dẫn",
    ),
    "room outside the portal": (
        '"/cong-khai/"',
        '"//evil.example/"',
        "sections[14].path",
        "evil",
        "cần đường dẫn",
    ),
    "address of no room": (
        'kind = "page" }',
        'kind = "page", path = "/x/" }',
        "sections[1].path",
        '"/x/"',
        "chỉ chuyên mục loại",
    ),
    "section on the feed's address": (
        'slug = "hoat-dong"',
        'slug = "tin-tuc"',
        "sections[9].slug",
        'slug = "tin-tuc",',
        "chọn tên khác",
    ),
    "day that does not exist in words": (
        "2026-01-01",
        '"ngày mai"',
        "effective_from",
        "ngày mai",
        "một ngày có thật",
    ),
    "day with an hour": ("2026-01-01", "2026-01-01T08:00:00", "effective_from", "T08", "không ghi giờ"),
    "unknown unit": (
        'unit = "cutoff"',
        'unit = "lunar_days"',
        "deadlines.document.unit",
        "lunar",
        "không dùng được",
    ),
    "hour of another unit": (
        'unit = "cutoff"',
        'unit = "calendar_days"',
        "deadlines.document.cutoff_hour",
        "cutoff_hour = 12",
        "không có khóa này",
    ),
    "hour out of the day": (
        "cutoff_hour = 12",
        "cutoff_hour = 25",
        "deadlines.document.cutoff_hour",
        "= 25",
        "từ 1 đến 23",
    ),
    "deadline of no day": (
        "amount = 20",
        "amount = 0",
        "deadlines.research.amount",
        "amount = 0",
        "từ 1 đến",
    ),
    "unknown trigger": (
        '"event_ended"',
        '"event_over"',
        "deadlines.event_report.triggers[1]",
        "event_over",
        "không dùng được",
    ),
    "day of no year": ('"09-30"', '"02-29"', "deadlines.disclosure_september.yearly_on", "02-29", "mọi năm"),
    "extension with a dot": ('"pdf",', '".PDF",', "uploads.extensions", "extensions", "không có dấu chấm"),
    "unknown base": (
        'code = "standard"',
        'extends = "chuan"\ncode = "x"',
        "extends",
        "extends =",
        "hai_ninh",
    ),
}


@pytest.mark.parametrize("name", WRONG_ENTRIES)
def test_a_mistake_is_named_with_its_file_key_and_line(name):
    assert_named(WRONG_ENTRIES[name])
