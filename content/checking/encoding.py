"""Letters that are not Vietnamese Unicode: legacy encodings, mojibake, loose marks, lost letters (Q8-1.8)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.checking.text import Line, Text
from editorial.checklist import Found
from vietnamese import detect

# Beyond this much suspicious text nothing more has to be proved, and the detector is slow on it.
MOST_SUSPECT = 100_000
_UNICODE_VIETNAMESE = re.compile("[ĂăĐđƠơƯư\u1ea0-\u1ef9]")
_LOOSE_MARK = re.compile("[\u0300-\u0303\u0306\u0309\u031b\u0323]")
_NO_LETTER = re.compile("[\ufffd\ue000-\uf8ff]")
_LOST_LETTER = re.compile(r"(?<![\w/.=&?])[^\W\d_]{1,6}\?{1,2}[a-zà-ỹ][^\W\d_]{0,5}(?![\w=?/])")
# Letters that Vietnamese in Unicode never puts together, but UTF-8 read as Windows-1252 does.
_MISREAD = re.compile("[ÂÃÄÆá][\x80-\xbf\u0152-\u0178\u2018-\u2122]")
_NAMES = {"tcvn3": "TCVN3 (ABC)", "vni": "VNI", "mojibake": "UTF-8"}


def encoding(text: Text) -> Iterator[Found]:
    """Each line that is suspicious by itself, or else the text whose short lines are so together."""
    suspect: list[Line] = []
    room, alone = MOST_SUSPECT, 0
    for line in text.everything:
        sentence = _damage(line.words)
        if not sentence and _is_suspect(line.words) and room > 0:
            suspect.append(Line(line.place, line.words[:room]))
            room -= len(line.words)
            name = detect(suspect[-1].words)
            sentence = _legacy(name) if name else ""
        if sentence:
            alone += 1
            yield Found(str(line.place), line.words, sentence)
    if not alone and (name := detect("\n".join(line.words for line in suspect))):
        yield Found(str(suspect[0].place), suspect[0].words, _legacy(name))


def _is_suspect(words: str) -> bool:
    if words.isascii():
        return False
    return _UNICODE_VIETNAMESE.search(words) is None or _MISREAD.search(words) is not None


def _damage(words: str) -> str:
    if _LOOSE_MARK.search(words):
        return _("Có dấu thanh, dấu mũ rời khỏi chữ (Unicode tổ hợp).")
    if _NO_LETTER.search(words):
        return _("Có ký tự không phải chữ (ô vuông, dấu hỏi đen).")
    if "?" in words and len(_LOST_LETTER.findall(words)) > 1:
        return _("Có chữ bị mất, chỉ còn dấu hỏi.")
    return ""


def _legacy(name: str) -> str:
    return _("Có chữ giống bảng mã cũ hoặc đọc sai bảng mã (%(name)s).") % {"name": _NAMES[name]}
