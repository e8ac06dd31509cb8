"""The five real regulations with the heads that their plain texts have lost, as Word and PDF."""

import os
from datetime import date
from pathlib import Path

from django.conf import settings

from tests.documents.corpus.papers import Expected, Paper, Printed, heading, motto

FOLDER = Path(os.environ.get("SEEDS_DIR") or settings.BASE_DIR.parent / "shared" / "seeds")
FILES = sorted(FOLDER.glob("*.txt"))

_SUBJECT_8 = (
    "hướng dẫn tổ chức, xây dựng và vận hành trang thông tin điện tử hoặc cổng thông tin điện tử "
    "của đơn vị giáo dục"
)
_SUBJECT_QN = (
    "Sử dụng thư điện tử và phát triển công, trang thông tin điện tử ngành giáo dục và đào tạo "
    "giai đoạn 2021-2025"
)
_RULES_HL = "Quy chế, quy định về quản trị, vận hành Trang thông tin điện tử của nhà trường"


def papers() -> list[Paper]:
    """In the order of FILES: Hải Ninh has its head, the others get one."""
    texts = [path.read_text("utf-8-sig").splitlines() for path in FILES]
    return [
        _hai_ninh(texts[0]),
        _district_8(texts[1]),
        _tinh_son(texts[2]),
        _quang_ngai(texts[3]),
        _him_lam(texts[4]),
    ]


def _paper(name: str, text: list[str], expected: Expected, **parts: tuple[Printed, ...]) -> Paper:
    body = tuple(" ".join(line.split()) for line in text if line.strip())
    columns = {"left": (), "right": (), "middle": (), **parts}
    return Paper(name=name, body=body, end_left=(), end_right=(), expected=expected, **columns)


def _hai_ninh(text: list[str]) -> Paper:
    expected = Expected(
        "123.3/QĐ-THHNINH",
        date(2023, 10, 3),
        "Quyết định",
        "Trường Tiểu học Hải Ninh",
        "ban hành Quy chế hoạt động cổng thông tin điện tử trường Tiểu học Hải Ninh năm học 2023 – 2024",
        "Trần Thị Thảo",
        "Hiệu trưởng",
    )
    lines = [line.strip() for line in text if line.strip()]
    start = lines.index("HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HẢI NINH")
    left, right, middle = lines[:3], lines[3:6], lines[6:start]
    return _paper(
        "hai-ninh",
        lines[start:],
        expected,
        left=heading(*left, bold_from=1),
        right=tuple(Printed(words, size=10.5) for words in right),
        middle=tuple(Printed(words, bold=True) for words in middle),
    )


def _district_8(text: list[str]) -> Paper:
    expected = Expected(
        "861/GDĐT-TrH",
        date(2016, 10, 3),
        "Công văn",
        "Phòng Giáo dục và Đào tạo",
        _SUBJECT_8,
        "Nguyễn Xuân Mai",
        "Phó Trưởng phòng",
    )
    return _paper(
        "quan-8",
        text,
        expected,
        left=(
            *heading("ỦY BAN NHÂN DÂN QUẬN 8", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO", bold_from=1),
            Printed("Số: 861/GDĐT-TrH"),
            Printed(f"Về {_SUBJECT_8}", size=10.5),
        ),
        right=motto("Quận 8, ngày 03 tháng 10 năm 2016"),
    )


def _tinh_son(text: list[str]) -> Paper:
    subject = "Tổ chức, xây dựng và vận hành trang thông tin điện tử"
    expected = Expected(
        "68/KH-THCSTS",
        date(2020, 12, 1),
        "Kế hoạch",
        "Trường THCS Tịnh Sơn",
        subject,
        "Phạm Tấn Danh",
        "Hiệu trưởng",
    )
    return _paper(
        "tinh-son",
        text,
        expected,
        left=(
            *heading("PHÒNG GD&ĐT SƠN TỊNH", "TRƯỜNG THCS TỊNH SƠN", bold_from=1),
            Printed("Số: 68/KH-THCSTS"),
        ),
        right=motto("Tịnh Sơn, ngày 01 tháng 12 năm 2020"),
        middle=(Printed("KẾ HOẠCH", bold=True), Printed(subject, bold=True)),
    )


def _quang_ngai(text: list[str]) -> Paper:
    """The signer's name is not in the text, only the title."""
    expected = Expected(
        "372/KH-SGDĐT", date(2021, 3, 15), "Kế hoạch", "Sở Giáo dục và Đào tạo", _SUBJECT_QN, None, "Giám đốc"
    )
    lines = [line.strip() for line in text if line.strip()]
    return _paper(
        "quang-ngai",
        lines[2:],
        expected,
        left=(
            *heading("UBND TỈNH QUẢNG NGÃI", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", bold_from=1),
            Printed("Số: 372/KH-SGDĐT"),
        ),
        right=motto("Quảng Ngãi, ngày 15 tháng 3 năm 2021"),
        middle=tuple(Printed(words, bold=True) for words in lines[:2]),
    )


def _him_lam(text: list[str]) -> Paper:
    """Number and day are blank, those of its decision as well; nobody has signed."""
    lines = [line.strip() for line in text if line.strip()]
    return _paper(
        "him-lam",
        lines[2:],
        Expected(None, None, "Quy chế", "Trường Mầm non Him Lam", _RULES_HL, None, None),
        left=heading("PHÒNG GD&ĐT TP ĐIỆN BIÊN PHỦ", "TRƯỜNG MẦM NON HIM LAM", bold_from=1),
        right=motto("Him Lam, ngày     tháng 9 năm 2023"),
        middle=tuple(Printed(words, bold=True) for words in lines[:2]),
    )
