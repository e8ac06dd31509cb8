"""The types of official documents, as data: their names, and the abbreviations in reference numbers.

Sources: NĐ 30/2020/NĐ-CP Điều 7 and Phụ lục III (the 29 administrative types; the older TT 01/2011 wrote GN
and TTh); Luật 64/2025/QH15 Điều 4 (legal normative documents); Hướng dẫn 05-HD/VPTW (the Party); the Youth
Union and the Pioneers number as the Party does, with fewer types (law.md §3).
"""

from dataclasses import dataclass, field
from enum import StrEnum

from vietnamese import fold


class Group(StrEnum):
    """Whose documents a type belongs to; a type may belong to several groups."""

    ADMINISTRATIVE = "administrative"
    NORMATIVE = "normative"
    PARTY = "party"
    UNION = "union"  # the Youth Union and the Pioneers
    COPY = "copy"  # copies made of another document


@dataclass(frozen=True, slots=True)
class TypeOfDocument:
    """One type: `code` is its key in addresses and files, `name` what users see."""

    code: str
    name: str
    groups: frozenset[Group]
    abbreviations: tuple[str, ...] = ()
    title: str = field(init=False, default="")  # the folded name, as rules compare it

    def __post_init__(self) -> None:
        object.__setattr__(self, "title", fold(self.name))


_A, _N, _P, _U, _C = Group.ADMINISTRATIVE, Group.NORMATIVE, Group.PARTY, Group.UNION, Group.COPY

OFFICIAL_LETTER = "cong-van"
CONSOLIDATED = "van-ban-hop-nhat"


def _type(code: str, name: str, abbreviations: str, *groups: Group) -> TypeOfDocument:
    return TypeOfDocument(code, name, frozenset(groups), tuple(abbreviations.split()))


DOCUMENT_TYPES: tuple[TypeOfDocument, ...] = (
    _type("nghi-quyet", "Nghị quyết", "NQ", _A, _N, _P, _U),
    _type("quyet-dinh", "Quyết định", "QĐ", _A, _N, _P, _U),
    _type("chi-thi", "Chỉ thị", "CT", _A, _N, _P),
    _type("quy-che", "Quy chế", "QC", _A, _P),
    _type("quy-dinh", "Quy định", "QyĐ QĐi", _A, _P),
    _type("thong-cao", "Thông cáo", "TC", _A),
    _type("thong-bao", "Thông báo", "TB", _A, _P, _U),
    _type("huong-dan", "Hướng dẫn", "HD", _A, _P, _U),
    _type("chuong-trinh", "Chương trình", "CTr", _A, _P, _U),
    _type("ke-hoach", "Kế hoạch", "KH", _A, _P, _U),
    _type("phuong-an", "Phương án", "PA", _A),
    _type("de-an", "Đề án", "ĐA", _A, _P, _U),
    _type("du-an", "Dự án", "DA", _A),
    _type("bao-cao", "Báo cáo", "BC", _A, _P, _U),
    _type("bien-ban", "Biên bản", "BB", _A, _P, _U),
    _type("to-trinh", "Tờ trình", "TTr", _A, _P, _U),
    _type("hop-dong", "Hợp đồng", "HĐ", _A),
    _type(OFFICIAL_LETTER, "Công văn", "CV", _A, _P, _U),
    _type("cong-dien", "Công điện", "CĐ", _A),
    _type("ban-ghi-nho", "Bản ghi nhớ", "BGN GN", _A),
    _type("ban-thoa-thuan", "Bản thỏa thuận", "BTT TTh", _A),
    _type("giay-uy-quyen", "Giấy ủy quyền", "GUQ", _A),
    _type("giay-moi", "Giấy mời", "GM", _A, _P, _U),
    _type("giay-gioi-thieu", "Giấy giới thiệu", "GGT", _A, _P, _U),
    _type("giay-nghi-phep", "Giấy nghỉ phép", "GNP", _A),
    _type("phieu-gui", "Phiếu gửi", "PG", _A),
    _type("phieu-chuyen", "Phiếu chuyển", "PC", _A),
    _type("phieu-bao", "Phiếu báo", "PB", _A),
    _type("thu-cong", "Thư công", "", _A),
    _type("hien-phap", "Hiến pháp", "", _N),
    _type("bo-luat", "Bộ luật", "", _N),
    _type("luat", "Luật", "", _N),
    _type("phap-lenh", "Pháp lệnh", "PL", _N),
    _type("lenh", "Lệnh", "L", _N),
    _type("nghi-dinh", "Nghị định", "NĐ", _N),
    _type("thong-tu", "Thông tư", "TT", _N),
    _type("thong-tu-lien-tich", "Thông tư liên tịch", "TTLT", _N),
    _type("nghi-quyet-lien-tich", "Nghị quyết liên tịch", "NQLT", _N),
    _type(CONSOLIDATED, "Văn bản hợp nhất", "VBHN", _N),
    _type("ket-luan", "Kết luận", "KL", _P, _U),
    _type("thong-tri", "Thông tri", "", _P),
    _type("sao-y", "Bản sao y", "SY", _C),
    _type("trich-sao", "Bản trích sao", "TrS", _C),
    _type("sao-luc", "Bản sao lục", "SL", _C),
)

_BY_CODE = {kind.code: kind for kind in DOCUMENT_TYPES}
_BY_ABBREVIATION = {short.upper(): kind for kind in DOCUMENT_TYPES for short in kind.abbreviations}
# The longest first: "thông tư liên tịch" begins with "thông tư".
_BY_LENGTH = sorted(DOCUMENT_TYPES, key=lambda kind: -len(kind.title))


def type_by_code(code: str) -> TypeOfDocument:
    """Return the type; raises KeyError for a code that is none."""
    return _BY_CODE[code]


def type_by_abbreviation(abbreviation: str | None) -> TypeOfDocument | None:
    """Return the type that an abbreviation in a reference number stands for, in any case, or None."""
    return _BY_ABBREVIATION.get((abbreviation or "").upper())


def type_at_start(title: str) -> tuple[TypeOfDocument, str] | None:
    """Return the type whose name a title begins with, and the rest of the title ("BÁO CÁO THƯỜNG NIÊN").

    The title is NFC with single spaces; its letters may be set apart ("B Á O C Á O").
    """
    folded = fold(title)
    if len(folded) > 5 and all(len(word) == 1 for word in folded.split()):
        letters = folded.replace(" ", "")
        spaced = next((kind for kind in _BY_LENGTH if kind.title.replace(" ", "") == letters), None)
        return (spaced, "") if spaced else None
    for kind in _BY_LENGTH:
        rest = folded[len(kind.title) :]
        if folded.startswith(kind.title) and (not rest or not rest[0].isalnum()):
            return kind, title[len(kind.title) :].strip(" :-–")
    return None
