"""Heads that tempt to a wrong number, day or name: nothing is better than something wrong."""

import pytest

from documents.layout import Layout, Line
from documents.metadata.proposing import Proposals, propose
from documents.reading.lines import cut_at_gaps, finished

HEAD = (
    "UBND XÃ HÀ NINH\nTRƯỜNG THCS HÀ NINH\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
)


def proposed(text: str, *, scanned: bool = False) -> Proposals:
    lines = [piece for words in text.splitlines() for piece in cut_at_gaps(Line(words))]
    return propose(Layout(finished(lines), scanned=scanned))


def number_in(line: str, *, scanned: bool = False) -> str | None:
    return proposed(f"{HEAD}{line}\nQUYẾT ĐỊNH\nVề việc khen thưởng\n", scanned=scanned).as_json()[
        "reference_number"
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Số:      /QĐ-THHN",
        "Số: ......./QĐ-THHN",
        "Số: 1…/QĐ-THHN",
        "Số: 00/QĐ-THHN",
        "Số: 121QĐ-THHN",
        "Số: 0912345678",
        "Số lượng: 12/KH-A",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 01 tháng 9 năm 2026;",
        "số 12/QĐ-UBND ngày 01 tháng 9 năm 2026 của xã;",
        "(Kèm theo Quyết định số 12/QĐ-THHN)",
    ],
)
@pytest.mark.parametrize("scanned", [False, True])
def test_no_number_is_invented(line: str, scanned: bool) -> None:
    assert number_in(line, scanned=scanned) is None


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Số : 2917 /SGDĐT-VP", "2917/SGDĐT-VP"),
        ("Số:12/ QĐ - THHN", "12/QĐ-THHN"),
        ("SỐ: 12/QÐ-THHN", "12/QĐ-THHN"),
        ("Số: 12/QĐ-THCS HN", "12/QĐ-THCSHN"),
        ("Số: ..12../QĐ-THHN", "12/QĐ-THHN"),
        ("Số: 123.3/QĐ-THHNINH", "123.3/QĐ-THHNINH"),
        ("Số: 31/2005/QĐ-BGD&ĐT", "31/2005/QĐ-BGD&ĐT"),
        ("Số 12-QĐ/CB", "12-QĐ/CB"),
        ("Số: 12/QĐ-THHN Hà Ninh, ngày 05 tháng 9 năm 2026", "12/QĐ-THHN"),
        ("Số: 12/QĐ-THHN TP. Hồ Chí Minh, ngày 05 tháng 9 năm 2026", "12/QĐ-THHN"),
    ],
)
def test_a_number_is_given_as_printed_without_its_gaps(line: str, number: str) -> None:
    assert number_in(line) == number


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("Sô: 12/QD-THHN", "12/QĐ-THHN"),
        ("Số: 1O5/QÐ-THHN", "105/QĐ-THHN"),
        ("S6: l2/KH-BGDDT", "12/KH-BGDĐT"),
        ("Só: 7/HD-THHN", "7/HD-THHN"),
        ("Số: OI/QĐ-THHN", None),
    ],
)
def test_in_a_scan_what_can_be_only_one_thing_is_mended(line: str, number: str | None) -> None:
    assert number_in(line, scanned=True) == number


def test_a_name_is_known_by_its_words_when_a_scan_has_lost_their_tones() -> None:
    text = HEAD.replace("TRƯỜNG THCS HÀ", "TRUÒNG THCS HÀ") + "Số: 1/QĐ-THHN\nQUYẾT ĐỊNH\nVề việc khen\n"
    assert proposed(text, scanned=True).as_json()["issuing_authority"] == "Truòng THCS Hà Ninh"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Hà Ninh, ngày 05 tháng 9 năm 2026", "2026-09-05"),
        ("Hà Ninh ngày 5 tháng 09 năm 2026", "2026-09-05"),
        ("Quận 8, ngày 5/9/2026", "2026-09-05"),
        ("Hà Ninh, ngày     tháng 9 năm 2026", None),
        ("Hà Ninh, ngày ... tháng ... năm 2026", None),
        ("Hà Ninh, ngày 31 tháng 02 năm 2026", None),
        ("Hôm nay, ngày 05 tháng 9 năm 2026", None),
        ("Căn cứ cuộc họp ngày 05 tháng 9 năm 2026", None),
        ("(Kèm theo Quyết định số 1/QĐ-A ngày 05 tháng 9 năm 2026)", None),
    ],
)
def test_only_a_place_and_a_day_tell_when_it_was_issued(line: str, day: str | None) -> None:
    assert proposed(f"{HEAD}{line}\nBÁO CÁO\nTổng kết năm học\n").as_json()["issued_on"] == day


def test_a_blank_day_in_the_head_is_not_filled_from_the_end() -> None:
    text = (
        "Hà Ninh, ngày   tháng   năm 2026\nKẾ HOẠCH\nNăm học\n\nI. Mục tiêu\nHà Ninh, ngày 5 tháng 9 năm 2026"
    )
    assert proposed(HEAD + text).issued_on is None


@pytest.mark.parametrize(
    ("end", "signer", "title"),
    [
        ("KT. HIỆU TRƯỞNG PHÓ HIỆU TRƯỞNG\n\nLê Thị Hà", "Lê Thị Hà", "Phó Hiệu trưởng"),
        ("KT.HIỆU TRƯỞNG\n- Như trên;\nPHÓ HIỆU TRƯỞNG\n- Lưu.\nĐã ký\nLê Hà", "Lê Hà", "Phó Hiệu trưởng"),
        ("TM. ỦY BAN NHÂN DÂN\nXÃ HÀ NINH\nCHỦ TỊCH\n\nLÒ VĂN SƠN", "Lò Văn Sơn", "Chủ tịch"),
        ("QUYỀN HIỆU TRƯỞNG\n(đã ký)\nTS. H'Hen Niê", "H'Hen Niê", "Quyền Hiệu trưởng"),
        ("HIỆU TRƯỞNG TRƯỜNG THCS\nCăn cứ Luật;\nNguyễn Văn An\nĐiều 1.\nĐiều 2.", None, None),
        ("Nơi nhận:\n- Như trên.\nHIỆU TRƯỞNG", None, "Hiệu trưởng"),
        ("Điều 2. Ông Nguyễn Văn An, Hiệu trưởng, chịu trách nhiệm.\nĐiều 3. Có hiệu lực.", None, None),
    ],
)  # fmt: skip
def test_the_signer_stands_under_a_title(end: str, signer: str | None, title: str | None) -> None:
    found = proposed(f"{HEAD}Số: 1/QĐ-THHN\nQUYẾT ĐỊNH\nVề việc khen thưởng\nCăn cứ Luật;\n{end}\n").as_json()
    assert (found["signer"], found["signer_title"]) == (signer, title)
