"""The issuing authority (ô 2): the last body named above the number; the one above it is its superior."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout import Line
from documents.metadata.casing import readable
from documents.metadata.wording import is_capitals, is_mark, is_motto, is_rule, plain

_NAMED = re.compile(
    r"(?:ubnd|uy ban|so|phong|truong|bo|trung tam|dang bo|dang uy|chi bo|chi uy|hoi dong|hdnd|doan|ban|cong doan|lien doi"
    r"|chi doan|doi|tinh uy|thanh uy|huyen uy|quan uy|cuc|vu|vien|hoc vien|dai hoc|van phong|to|nhom|khoa|nha tre|hoi|bch"
    r"|bcd|thu tuong|chinh phu|quoc hoi|toa an|mat tran|lien doan|tong lien doan|tong cuc|tong|cong ty|chu tich|lop|co so"
    r"|tieu ban|thanh tra|thuong truc|thi uy|uy ban nhan dan)\b"
)
# Bodies inside a school: "CÔNG ĐOÀN / TRƯỜNG THCS HÀ NINH" is one name over two lines.
_WITHIN = re.compile(
    r"(?:cong doan(?: co so)?|chi bo|chi uy|dang bo|dang uy|lien doi|doan|doan thanh nien|doan tncs|hoi dong|ban chap hanh|bch"
    r"|bch cong doan|bch doan|chi doan|hoi cha me hoc sinh|ban dai dien cha me hoc sinh|ban dai dien cmhs|ban chap hanh doan"
    r"|ban chap hanh cong doan|doan tncs ho chi minh|ban thanh tra nhan dan|hoi chu thap do|hoi khuyen hoc|to chuyen mon)"
)
_NUMBER = re.compile(r"(?:luat )?so\s?[:.]|so\s?\d|so\s?/|s[o6]\s?[:;]")
_OTHER = re.compile(r".{0,45}\bngay\b.{0,14}(?:\bthang\b|/)|v\s?/\s?v\b|ve viec\b|kinh gui")
_OF_SIGNER = re.compile(
    r"(?:quyen )?(?:hieu truong|giam doc|truong phong|chu tich|bi thu|bo truong)\s+(?P<body>(?:truong|so|phong|ubnd|uy ban|trung tam|bo)\b.*)"
)
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Issuer:
    name: str
    line: Line
    is_certain: bool  # stands where Phụ lục I puts it, above the number or the title


def find_issuer(lines: Sequence[Line]) -> Issuer | None:
    """Return the body whose name stands last above the number of a head, over as many lines as it takes."""
    names = _names(_above(lines))
    if names:
        chosen = names[-1]
        bold = [name for name in names if name[0].bold]
        if bold and len(bold) < len(names):
            chosen = bold[-1]
        words = " ".join(line.text for line in chosen)
        return Issuer(readable(_tidy(words)), chosen[0], is_certain=True)
    return _of_signer(lines)


def _above(lines: Sequence[Line]) -> list[Line]:
    """The lines that can name a body, up to the number, the title or the text."""
    above: list[Line] = []
    for line in lines:
        words = plain(line.text)
        if above and (_NUMBER.match(words) or _OTHER.match(words)):
            break
        if not line.text or is_motto(line.text) or is_rule(line.text) or is_mark(line.text):
            if above and not line.text:
                above.append(line)
            continue
        if _NUMBER.match(words) or _OTHER.match(words):
            continue
        if not _can_name(line, began=any(other.text for other in above)):
            if any(other.text for other in above):
                break
            continue
        above.append(line)
    return [line for line in above if line.text]


def _can_name(line: Line, *, began: bool) -> bool:
    if len(line.text) > _LONGEST:
        return False
    if is_capitals(line.text):
        return began or _NAMED.match(plain(line.text)) is not None
    return (
        line.text[:1].isupper()
        and _NAMED.match(plain(line.text)) is not None
        and not line.text.endswith((".", ";", ":"))
    )


def _names(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines put together to names: a line that begins with no kind of body goes on with the one above."""
    names: list[list[Line]] = []
    for line in lines:
        if names and (not _NAMED.match(plain(line.text)) or _goes_on(names[-1], line)):
            names[-1].append(line)
        else:
            names.append([line])
    return names


def _goes_on(name: Sequence[Line], line: Line) -> bool:
    words = plain(line.text)
    above = plain(" ".join(part.text for part in name))
    if _WITHIN.fullmatch(above) and words.startswith(("truong", "so ", "phong", "xa ", "ho chi minh")):
        return True
    return above.endswith((" va", "-", " cua", "&"))


def _tidy(words: str) -> str:
    return " ".join(words.split()).strip(" .,;:-–_*|")


def _of_signer(lines: Sequence[Line]) -> Issuer | None:
    """Without a head the authority before “Căn cứ” names the body: “HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HẢI NINH”."""
    for line in lines:
        words = plain(line.text)
        match = _OF_SIGNER.fullmatch(words) if is_capitals(line.text) else None
        if match and len(words) == len(line.text):
            return Issuer(readable(_tidy(line.text[match.start("body") :])), line, is_certain=False)
    return None
