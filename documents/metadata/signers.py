"""Who signed, and as what (ô 7a, 7b): the first block of a title in capitals with a name below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.layout import Line
from documents.metadata.casing import readable
from documents.metadata.wording import begins_body, is_capitals, is_rule, plain
from vietnamese import is_syllable

_POSITION = (
    r"(?:quyen |q\.? ?)?(?:pho |thu )?(?:hieu truong|hieu pho|giam doc|truong phong|truong ban|chu tich(?: hoi dong(?: truong)?"
    r"| cong doan)?|bi thu(?: chi bo| doan(?: truong)?| dang uy| chi doan)?|bo truong|thu truong|thu tuong(?: chinh phu)?|vu truong|cuc truong"
    r"|chanh van phong|chanh thanh tra|to truong(?: chuyen mon)?|to pho|khoa truong|vien truong|truong doan|nhom truong"
    r"|ke toan(?: truong)?|thu ky(?: (?:hoi dong|cuoc hop))?|chu toa|chu tri|tong phu trach(?: doi)?|lien doi truong|tong bi thu"
    r"|truong tieu ban|thu quy|hieu truong nha truong|nguoi lap(?: bieu| bao cao)?|nguoi bao cao|tong giam doc|chu nhiem|truong khoa)"
)
_FOR = r"(?:t\s?[m/]|k[t/]|k\s?t|tl|tuq|t\.?l|t\.?u\.?q)"
_TITLE = re.compile(
    rf"(?:{_FOR}\s?[.,]\s?(?P<body>[^.]{{2,60}}?)\s+)??(?:{_FOR}\s?[.,]\s?(?P<other>[^.]{{2,40}}?)\s+)??"
    rf"(?P<position>{_POSITION})(?P<of>\s(?:truong|so|phong|ubnd|uy ban|xa|phuong|trung tam|hoi dong|cong doan).{{2,60}})?"
)
_STANDS_FOR = re.compile(rf"{_FOR}\s?[.,]\s?\S.{{1,70}}")
_LEFT = re.compile(r"noi nhan\b")
_BETWEEN = re.compile(
    r"\(?\W*(?:da ky|ky ten|ky va ghi ro|ky, ?(?:ghi ro|dong dau)|chu ky|ky boi|nguoi ky|digitally|signature|ngay ky|thoi gian ky"
    r"|signed|date:|email|co quan|email:|ky, ghi|dong dau).*"
)
_DEGREE = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Th\.?S|TH\.?S|NGƯT|NGND|CN|BS|KS|Thầy|Cô)\b\.?\s*)+")
_SIGNED = re.compile(r"\(?\s*[Đđ]ã\s+ký\s*\)?[:.\s]*|\(.*?\)")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)?")
_NO_NAMES = {
    "noi",
    "nhan",
    "luu",
    "nhu",
    "dieu",
    "kinh",
    "can",
    "cu",
    "so",
    "truong",
    "phong",
    "hieu",
    "da",
    "ban",
    "uy",
}
_SURNAMES = frozenset(
    "nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh ha luu mai trinh dao doan luong lam phung truong"
    " to cao chu ta quach thai kieu la chau ninh tong thach trieu vuong kim an bach dam diep giang han khuc lai lo luc lu ma nong"
    " quang quan sung than thieu tieu tong vi y ksor rmah siu ro thi hua hau nghiem khuat ong dau dong ngan cu bo lang mac nhu tu"
    " trang tri ton".split()
)  # fmt: skip
_MOST_BETWEEN = 14
_LONGEST_NAME = 45


@dataclass(frozen=True, slots=True)
class Signature:
    """The signer ("" where the name is not there) and the title in words ("" where only “TM. …” is)."""

    signer: str
    signer_line: Line
    title: str
    title_line: Line
    is_certain: bool


def find_signature(lines: Sequence[Line], *, scanned: bool) -> Signature | None:
    """Return the first signature of a document: its annexes are signed again, or by others.

    Where two sign side by side (biên bản) the right one presides.
    """
    candidates: list[Signature] = []
    for place, line in enumerate(lines):
        if not _opens(line):
            continue
        found = _read_block(lines, place, scanned=scanned)
        if found is None:
            continue
        if found.signer:
            beside = _beside(lines, place, scanned=scanned)
            return beside or found
        candidates.append(found)
    last = candidates[-1] if candidates else None
    return last if last and _stands_at_end(lines, last) else None


def _opens(line: Line) -> bool:
    words = plain(line.text).strip(" .:")
    return (
        is_capitals(line.text)
        and len(words) <= 110
        and bool(_TITLE.fullmatch(words) or _STANDS_FOR.fullmatch(words))
    )


def _read_block(lines: Sequence[Line], place: int, *, scanned: bool) -> Signature | None:
    """The title lines from here on, and the name under them in the same column."""
    first = lines[place]
    titles = [first]
    passed = 0
    for line in _below(lines, place):
        words = plain(line.text).strip(" .:")
        if _opens(line) or (
            _is_body(titles[-1]) and is_capitals(line.text) and not _name_of(line.text, scanned=scanned)
        ):
            titles.append(line)
            continue
        name = _name_of(line.text, scanned=scanned)
        if name:
            return _signature(name, line, titles)
        passed += 1
        if _ends_block(line, words) or passed > _MOST_BETWEEN:
            break
    return _signature("", titles[-1], titles)


def _is_body(line: Line) -> bool:
    """ "TM. ỦY BAN NHÂN DÂN" may go on in the next line: "XÃ HÀ NINH"."""
    return _TITLE.fullmatch(plain(line.text).strip(" .:")) is None


def _below(lines: Sequence[Line], place: int) -> Iterator[Line]:
    """What stands under a line: of placed lines those whose middle lies in its column, of a table's its cell."""
    first = lines[place]
    for line in lines[place + 1 :]:
        if not line.text or is_rule(line.text):
            continue
        if first.is_placed and line.is_placed and (line.page != first.page or not _is_under(first, line)):
            if line.page > first.page:
                return
            continue
        if first.column and line.column and line.column != first.column:
            continue
        yield line


def _is_under(first: Line, line: Line) -> bool:
    reach = max(first.x1 - first.x0, line.x1 - line.x0) / 2 + first.size * 2
    return line.top > first.top and abs((first.x0 + first.x1) - (line.x0 + line.x1)) / 2 < reach


def _ends_block(line: Line, words: str) -> bool:
    """Text that can't stand between a title and a name; recipients and notes of signing can."""
    if _LEFT.match(words) or _BETWEEN.match(words) or line.text.startswith(("-", "+", "–", "•", "(", "*")):
        return False
    return begins_body(line.text) or len(line.text) > 60 or words.startswith("dieu ")


def _name_of(text: str, *, scanned: bool) -> str:
    """The personal name that a line is, without degree and “(đã ký)”; "" for anything else."""
    words = _DEGREE.sub("", _SIGNED.sub("", text)).strip(" .,:;-–_*|")
    parts = words.split()
    if not 2 <= len(parts) <= 6 or len(words) > _LONGEST_NAME:
        return ""
    if not all(_NAME_WORD.fullmatch(part) for part in parts) or plain(parts[0]) in _NO_NAMES - _SURNAMES:
        return ""
    if words.isupper():
        is_name = plain(parts[0]) in _SURNAMES and len(parts) <= 5 and not _opens(Line(words))
        return (
            " ".join(part.capitalize() for part in parts) if is_name and all(map(is_syllable, parts)) else ""
        )
    if not all(part[0].isupper() and not part[1:].isupper() for part in parts if len(part) > 1):
        return ""
    if plain(parts[0]) not in _SURNAMES and not all(map(_is_name_like, parts)):
        return ""
    return "" if scanned and not all(map(is_syllable, parts)) else words


def _is_name_like(part: str) -> bool:
    return len(part) > 1 and part[1:].islower() and plain(part) not in _NO_NAMES


def _signature(name: str, line: Line, titles: Sequence[Line]) -> Signature:
    words = [plain(title.text).strip(" .:") for title in titles]
    for title, folded in zip(reversed(titles), reversed(words), strict=True):
        match = _TITLE.fullmatch(folded)
        if match:
            text = title.text.strip(" .:")
            exact = len(folded) == len(text)
            position = text[match.start("position") : match.end("position")] if exact else text
            return Signature(name, line, readable(position), title, is_certain=exact)
    return Signature(name, line, "", titles[0], is_certain=False)


def _beside(lines: Sequence[Line], place: int, *, scanned: bool) -> Signature | None:
    """Another signature on the same row, further right."""
    first = lines[place]
    for at in range(place + 1, min(place + 40, len(lines))):
        line = lines[at]
        same_row = (
            line.is_placed
            and first.is_placed
            and line.page == first.page
            and abs(line.top - first.top) < first.size
        )
        next_cell = first.column and line.column > first.column
        if _opens(line) and ((same_row and line.x0 > first.x1) or next_cell):
            found = _read_block(lines, at, scanned=scanned)
            if found and found.signer:
                return found
    return None


def _stands_at_end(lines: Sequence[Line], signature: Signature) -> bool:
    """A title without a name counts only near the recipients or the end: others head a decision."""
    place = next(at for at, line in enumerate(lines) if line is signature.title_line)
    after = [line for line in lines[place + 1 :] if line.text]
    around = lines[max(0, place - 14) : place + 14]
    return len(after) <= 3 or any(_LEFT.match(plain(line.text)) for line in around)
