"""Schools, people and subjects that never existed, chosen by chance that is the same in every run."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

_KINDS = (
    ("TRƯỜNG TIỂU HỌC", "Trường Tiểu học", "TH"),
    ("TRƯỜNG THCS", "Trường THCS", "THCS"),
    ("TRƯỜNG MẦM NON", "Trường Mầm non", "MN"),
    ("TRƯỜNG THPT", "Trường THPT", "THPT"),
    ("TRƯỜNG TH&THCS", "Trường TH&THCS", "TH&THCS"),
    ("TRƯỜNG TRUNG HỌC CƠ SỞ", "Trường Trung học cơ sở", "THCS"),
    ("TRƯỜNG PTDTBT TIỂU HỌC", "Trường PTDTBT Tiểu học", "PTDTBTTH"),
)
_NAMES = (
    "Nguyễn Trãi",
    "Lê Hồng Phong",
    "Kim Đồng",
    "Hoa Sen",
    "Trà Leng",
    "Đồng Lạc",
    "Võ Thị Sáu",
    "Tịnh Sơn",
    "Hải Ninh",
    "Phan Bội Châu",
    "Sơn Ca",
    "Quỳnh Lưu",
    "Ea Kar",
    "Cư M'gar",
    "Thống Nhất",
    "An Hòa",
    "Bình Minh",
    "Đăk Choong",
)
_COMMUNES = (
    "Hà Ninh",
    "Trà Leng",
    "Long Hồ",
    "Đông Sơn",
    "Ia Grai",
    "Yên Thủy",
    "Quảng Phú",
    "Cát Bà",
    "Bắc Lý",
)
_SURNAMES = ("Nguyễn", "Trần", "Lê", "Phạm", "Đỗ", "Đặng", "Võ", "Bùi", "Hoàng", "Ngô", "Lò", "Đinh")
_MIDDLE = ("Văn", "Thị", "Thị Thu", "Đức", "Xuân", "Ngọc", "Hữu", "Minh", "Thị Kim", "")
_GIVEN = ("Thảo", "Hùng", "Lan", "Dũng", "Mai", "Đạt", "Uyên", "Ánh", "Quý", "Yến", "Phượng", "Tú")


@dataclass(frozen=True)
class School:
    capitals: str
    name: str
    sign: str
    commune: str


def school(chance: random.Random) -> School:
    kind, readable, short = chance.choice(_KINDS)
    name = chance.choice(_NAMES)
    letters = "".join(word[0] for word in name.replace("'", "").split()).upper()
    return School(f"{kind} {name.upper()}", f"{readable} {name}", short + letters, chance.choice(_COMMUNES))


def person(chance: random.Random) -> str:
    parts = (chance.choice(_SURNAMES), chance.choice(_MIDDLE), chance.choice(_GIVEN))
    return " ".join(part for part in parts if part)


def day(chance: random.Random) -> date:
    return date(2019, 1, 1) + timedelta(days=chance.randrange(2800))


def spelled(value: date) -> str:
    """A day as NĐ 30/2020 writes it: a zero only before days below 10 and the first two months."""
    return (
        f"ngày {value.day:02d} tháng {value.month:02d} năm {value.year}"
        if value.month < 3
        else (f"ngày {value.day:02d} tháng {value.month} năm {value.year}")
    )
