"""The issuing authority (ô 2): the last body named above the number; the one above it is its superior."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.layout import Line
from documents.metadata.casing import readable
from documents.metadata.head import is_title
from documents.metadata.vocabulary import BODIES, INNER_BODIES, POSITIONS, any_of
from documents.metadata.wording import is_capitals, is_mark, is_motto, is_rule, plain
from vietnamese import tone_key

# With their tones: "ban" begins a body, "bán trú" goes on with one.
_NAMED = re.compile(rf"{any_of(BODIES)}(?![^\W_])")
# What a scan with lost tones still proves; "truong dinh" may be a name.
_SURELY_NAMED = re.compile(
    r"uy ban nhan dan|phong (?:gd|giao duc)|so (?:gd|giao duc)|trung tam|dang bo|chi bo"
    r"|truong (?:tieu hoc|trung hoc|thcs|thpt|mam non|mau giao|pho thong|ptdt)"
)
_INNER = re.compile(any_of(INNER_BODIES))
_NUMBER = re.compile(r"(?:luat )?so\s?[:.]|so\s?\d|so\s?/|s[o6]\s?[:;]")
_OTHER = re.compile(r"v\s?/\s?v\b|ve viec\b|kinh gui")
_OF_SIGNER = re.compile(
    rf"{any_of(POSITIONS, folded=True)}\s+(?P<body>(?:truong|so|phong|ubnd|uy ban|trung tam|bo)\b.*)"
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
        chosen = _in_bold(names) or names[-1]
        words = " ".join(line.text for line in chosen)
        return Issuer(readable(_tidy(words)), chosen[0], is_certain=True)
    return _of_signer(lines)


def _in_bold(names: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines in bold, where the superior's name above them is not: the form tells more than the words."""
    if names[0][0].bold or len(names) < 2:
        return []
    return [line for name in names for line in name if line.bold]


def _above(lines: Sequence[Line]) -> list[Line]:
    """The lines that can name a body, up to the number, the title or the text."""
    above: list[Line] = []
    parted = False
    for line in lines:
        words = plain(line.text)
        if not line.text or is_motto(line.text) or is_rule(line.text) or is_mark(line.text):
            parted = True
            continue
        if (
            _NUMBER.match(words)
            or _OTHER.match(words)
            or is_title(line)
            or not _can_name(line, began=bool(above))
        ):
            if above:
                break
            continue
        if above and not _names_body(line) and (parted or _is_far(above[-1], line)):
            break
        above.append(line)
        parted = False
    return above


def _is_far(before: Line, line: Line) -> bool:
    return (
        before.is_placed and line.is_placed and abs(line.top - before.top) > 2.3 * max(before.size, line.size)
    )


def _can_name(line: Line, *, began: bool) -> bool:
    if len(line.text) > _LONGEST or not line.text[0].isalpha():
        return False
    if is_capitals(line.text):
        return began or _names_body(line)
    return line.text[:1].isupper() and _names_body(line) and not line.text.endswith((".", ";", ":"))


def _names_body(line: Line) -> bool:
    return bool(_NAMED.match(tone_key(line.text)) or _SURELY_NAMED.match(plain(line.text)))


def _names(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines put together to names: a line that begins with no kind of body goes on with the one above."""
    names: list[list[Line]] = []
    for line in lines:
        if names and (not _names_body(line) or _goes_on(names[-1], line)):
            names[-1].append(line)
        else:
            names.append([line])
    return names


def _goes_on(name: Sequence[Line], line: Line) -> bool:
    words = plain(line.text)
    above = tone_key(" ".join(part.text for part in name))
    if _INNER.fullmatch(above) and words.startswith(("truong", "so ", "phong", "xa ", "ho chi minh")):
        return True
    return above.endswith((" và", "-", " của", "&"))


def _tidy(words: str) -> str:
    named = re.sub(r"(?i)\b(trường)\s*:\s", r"\1 ", " ".join(words.split()))
    return named.strip(" .,;:-–_*|")


def _of_signer(lines: Sequence[Line]) -> Issuer | None:
    """Without a head the authority before “Căn cứ” names the body: “HIỆU TRƯỞNG TRƯỜNG TIỂU HỌC HẢI NINH”."""
    for line in lines:
        words = plain(line.text)
        match = _OF_SIGNER.fullmatch(words) if is_capitals(line.text) else None
        if match and len(words) == len(line.text):
            return Issuer(readable(_tidy(line.text[match.start("body") :])), line, is_certain=False)
    return None
