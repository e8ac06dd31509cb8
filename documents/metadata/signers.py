"""Who signed, and as what (ô 7a, 7b): the first block of a title in capitals with a name below it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.layout import Line
from documents.metadata.casing import readable
from documents.metadata.vocabulary import NO_NAMES, POSITIONS, SURNAMES, any_of
from documents.metadata.wording import begins_body, is_capitals, is_rule, plain
from vietnamese import is_syllable, tone_key

_POSITION = rf"(?:(?:q|p|quyen)\.? ?)?(?:pho |thu )?{any_of(POSITIONS, folded=True)}"
_FOR = r"(?:t\s?[m/]m?|k[t/]t?|tl|t/l|tuq|t/uq|t\.l|t\.u\.q)(?:\s?[.,]\s?|\s)"
_TITLE = re.compile(
    rf"(?:{_FOR}(?P<body>[^.]{{2,60}}?)\s+)??(?:{_FOR}(?P<other>[^.]{{2,40}}?)\s+)??"
    rf"(?P<position>{_POSITION})(?P<of>\s[^.:;]{{2,60}})?"
)
_STANDS_FOR = re.compile(rf"{_FOR}\S.{{1,70}}")
# The body whose head signs is the issuer; other words belong to the title (Tổ trưởng Tổ Văn phòng).
_OF_ISSUER = re.compile(r"\s(?:truong|so|phong|ubnd|uy ban|trung tam|nha truong)\b")
_LEFT = re.compile(r"noi nhan\b")
_BETWEEN = re.compile(
    r"\W*(?:da ky|ky ten|ky va ghi|ky,|chu ky|ky boi|nguoi ky|ngay ky|thoi gian ky|dong dau|co quan"
    r"|digitally|signature|signed|date:|email).*"
)
_DEGREE = re.compile(r"^(?:(?:PGS|GS|TS|ThS|Th\.?S|TH\.?S|NGƯT|NGND|CN|BS|KS|Thầy|Cô)\b\.?\s*)+")
_SIGNED = re.compile(r"\(?\s*[Đđ]ã\s+ký\s*\)?[:.\s]*|\(.*?\)")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?(?:-[^\W\d_]+)?")
_MOST_BETWEEN = 14
_MOST_TITLES = 6
_REACH = 80  # lines below a title that are looked at, those of the other column among them
_NEAR_END = 10  # lines
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
    near_end = len(lines) - _NEAR_END
    for place, line in enumerate(lines):
        if not (_opens(line) or (place >= near_end and _opens_in_small_letters(line))):
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
    if len(words) > 110 or not is_capitals(line.text):
        return False
    return bool(_TITLE.fullmatch(words) or _STANDS_FOR.fullmatch(words))


def _opens_in_small_letters(line: Line) -> bool:
    """ "Hiệu trưởng" alone on its line: only where a signature is to be expected."""
    return line.text[:1].isupper() and re.fullmatch(_POSITION, plain(line.text).strip(" .:,")) is not None


def _read_block(lines: Sequence[Line], place: int, *, scanned: bool) -> Signature | None:
    """The title lines from here on, and the name under them in the same column."""
    titles = [lines[place]]
    passed = 0
    for line in _below(lines, place):
        name = _name_of(line.text, scanned=scanned)
        if _opens(line) or (not name and is_capitals(line.text) and _is_body(titles[-1])):
            titles.append(line)
        elif name:
            return _signature(name, line, titles)
        else:
            passed += 1
        if len(titles) > _MOST_TITLES or passed > _MOST_BETWEEN or (passed and _ends_block(line)):
            break
    return _signature("", titles[-1], titles)


def _is_body(line: Line) -> bool:
    """ "TM. ỦY BAN NHÂN DÂN" may go on in the next line: "XÃ HÀ NINH"."""
    return _TITLE.fullmatch(plain(line.text).strip(" .:")) is None


def _below(lines: Sequence[Line], place: int) -> Iterator[Line]:
    """What stands under a line: placed lines whose middle lies in its column, or the same cell of a table."""
    first = lines[place]
    for line in lines[place + 1 : place + _REACH]:
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


def _ends_block(line: Line) -> bool:
    """Text that can't stand between a title and a name; recipients and notes of signing can."""
    words = plain(line.text).strip(" .:")
    if _opens(line) or _LEFT.match(words) or _BETWEEN.match(words):
        return False
    if line.text.startswith(("-", "+", "–", "•", "(", "*")):
        return False
    return begins_body(line.text) or len(line.text) > 60 or words.startswith("dieu ")


def _name_of(text: str, *, scanned: bool) -> str:
    """The personal name that a line is, without degree and “(đã ký)”; "" for anything else."""
    words = _DEGREE.sub("", _SIGNED.sub("", text)).strip(" .,:;-–_*|")
    parts = words.split()
    if not 2 <= len(parts) <= 6 or len(words) > _LONGEST_NAME:
        return ""
    if not all(_NAME_WORD.fullmatch(part) for part in parts) or tone_key(parts[0]) in NO_NAMES:
        return ""
    if words.isupper():
        is_name = tone_key(parts[0]) in SURNAMES and len(parts) <= 5 and not _opens(Line(words))
        return (
            " ".join(part.capitalize() for part in parts) if is_name and all(map(is_syllable, parts)) else ""
        )
    if not all(part[0].isupper() and not part[1:].isupper() for part in parts if len(part) > 1):
        return ""
    if tone_key(parts[0]) not in SURNAMES and not all(map(_is_name_like, parts)):
        return ""
    return "" if scanned and not all(map(is_syllable, parts)) else words


def _is_name_like(part: str) -> bool:
    pieces = re.split("['’-]", part)
    is_name = all(piece[:1].isupper() and (len(piece) == 1 or piece[1:].islower()) for piece in pieces)
    return is_name and len(part) > 1 and tone_key(part) not in NO_NAMES


def _signature(name: str, line: Line, titles: Sequence[Line]) -> Signature:
    for title in reversed(titles):
        text = title.text.strip(" .:")
        folded = plain(text)
        match = _TITLE.fullmatch(folded)
        if match:
            exact = len(folded) == len(text)
            end = match.end("position") if _OF_ISSUER.match(match["of"] or "") else match.end()
            position = text[match.start("position") : end] if exact else text
            return Signature(name, line, readable(position), title, is_certain=exact)
    # A title that is in no list stands under "TL. HIỆU TRƯỞNG"; under "TM." nothing need stand.
    return Signature(
        name, line, readable(titles[-1].text.strip(" .:")) if name else "", titles[-1], is_certain=False
    )


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
