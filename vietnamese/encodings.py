"""The two 8-bit encodings schools wrote in before Unicode, as the Latin-1 characters one sees after a paste.

TCVN3 (ABC, fonts named .Vn…) has one code for each letter and no capitals with tones: those come from
fonts whose name ends in H. VNI-Windows writes a vowel and then a letter that stands for its mark.
Source: TCVN 5712:1993 and the VNI-Windows layout (law.md §9.2, §9.3).
"""

import re
import unicodedata

from vietnamese.normal_form import nfc

# One row for each vowel: the codes of its five tones, huyền hỏi ngã sắc nặng.
_TCVN3_TONES = {
    "a": "µ¶·¸¹",
    "ă": "»¼½¾Æ",
    "â": "ÇÈÉÊË",
    "e": "ÌÎÏÐÑ",
    "ê": "ÒÓÔÕÖ",
    "i": "×ØÜÝÞ",
    "o": "ßáâãä",
    "ô": "åæçèé",
    "ơ": "êëìíî",
    "u": "ïñòóô",
    "ư": "õö÷øù",
    "y": "úûüýþ",
}
_TCVN3_PLAIN = dict(zip("¡¢£¤¥¦§¨©ª«¬\u00ad®", "ĂÂÊÔƠƯĐăâêôơưđ", strict=True))
_TONES = "\u0300\u0309\u0303\u0301\u0323"

# VNI: the letter after the vowel gives its mark; rows are plain (where it exists) and the five tones.
_VNI_TONES = ("øûõùï", "")
_VNI_CIRCUMFLEX = ("àåãáä", "â")
_VNI_BREVE = ("èúüéë", "ê")
_VNI_BASES = {
    "a": ("a", _VNI_TONES),
    "e": ("e", _VNI_TONES),
    "o": ("o", _VNI_TONES),
    "u": ("u", _VNI_TONES),
    "y": ("y", _VNI_TONES),
    "ô": ("ơ", _VNI_TONES),
    "ö": ("ư", _VNI_TONES),
}
_VNI_SINGLE = dict(zip("ñôöíìæóòî", "đơưíìỉĩịỵ", strict=True))


def _compose(letter: str, mark: str) -> str:
    return unicodedata.normalize("NFC", letter + mark)


def _tcvn3_table() -> dict[str, str]:
    toned = {
        code: _compose(vowel, tone)
        for vowel, codes in _TCVN3_TONES.items()
        for code, tone in zip(codes, _TONES, strict=True)
    }
    return _TCVN3_PLAIN | toned


def _vni_row(base: str, letter: str, marks: tuple[str, str]) -> dict[str, str]:
    tones, plain = marks
    row = {base + mark: _compose(letter, tone) for mark, tone in zip(tones, _TONES, strict=True)}
    return row | ({base + plain: letter} if plain else {})


def _vni_table() -> dict[str, str]:
    table = dict(_VNI_SINGLE)
    for base, (letter, marks) in _VNI_BASES.items():
        table |= _vni_row(base, letter, marks)
    for base, letter in zip("aeo", "âêô", strict=True):
        table |= _vni_row(base, letter, _VNI_CIRCUMFLEX)
    table |= _vni_row("a", "ă", _VNI_BREVE)
    # There is no y with a dot below made of two letters: it is î.
    del table["yï"]
    return table | {code.upper(): letter.upper() for code, letter in table.items()}


TCVN3 = _tcvn3_table()
VNI = _vni_table()
_TO_TCVN3 = {letter: code for code, letter in TCVN3.items()}
_TO_TCVN3 |= {letter.upper(): code for letter, code in _TO_TCVN3.items() if letter.upper() not in _TO_TCVN3}
_TO_VNI = {letter: code for code, letter in VNI.items()}
_TCVN3_DECODING = str.maketrans(TCVN3)
_TCVN3_ENCODING = str.maketrans(_TO_TCVN3)
_VNI_ENCODING = str.maketrans(_TO_VNI)

# A capital followed by a small mark (Aù) is as common as the pair of capitals (AÙ): the vowel decides.
_VNI_ANY_CASE = VNI | {code[0] + code[1].swapcase(): letter for code, letter in VNI.items() if len(code) == 2}
_VNI_CODE = re.compile("|".join(sorted(map(re.escape, _VNI_ANY_CASE), key=len, reverse=True)))


def decode_tcvn3(text: str) -> str:
    """Return the Unicode text of TCVN3 codes; letters outside the table stay."""
    return text.translate(_TCVN3_DECODING)


def encode_tcvn3(text: str) -> str:
    """Return the TCVN3 codes of a text; capitals with a tone become small letters, as in an H font."""
    return nfc(text).translate(_TCVN3_ENCODING)


def decode_vni(text: str) -> str:
    """Return the Unicode text of VNI codes; marks that follow no vowel stay."""
    return _VNI_CODE.sub(lambda match: _VNI_ANY_CASE[match.group()], text)


def read_vni(word: str) -> str:
    """Return one VNI word decoded, or "" when it holds a letter that is no VNI code where it stands."""
    return decode_vni(word) if _VNI_CODE.sub("", word).isascii() else ""


def encode_vni(text: str) -> str:
    """Return the VNI codes of a text."""
    return nfc(text).translate(_VNI_ENCODING)


def font_encoding(font_name: str) -> str | None:
    """Return the encoding a font's name proves, "tcvn3" or "vni", or None; accepts a CSS font-family list."""
    name = _first_family(font_name)
    if re.match(r"VNI[- ]", name, re.IGNORECASE):
        return "vni"
    if re.match(r"\.Vn", name, re.IGNORECASE) or re.match(r"Vn[A-Z]", name):
        return "tcvn3"
    return None


def font_is_capitals(font_name: str) -> bool:
    """Tell whether a TCVN3 font draws small letters as capitals: .VnTimeH, .VnArialH."""
    return font_encoding(font_name) == "tcvn3" and _first_family(font_name).endswith("H")


def decode_run(text: str, font_name: str) -> str:
    """Return one run of text decoded as its font's name proves; other fonts leave it as it is."""
    encoding = font_encoding(font_name)
    if encoding == "vni":
        return decode_vni(text)
    if encoding == "tcvn3":
        decoded = decode_tcvn3(text)
        return decoded.upper() if font_is_capitals(font_name) else decoded
    return text


def _first_family(font_name: str) -> str:
    return font_name.split(",", 1)[0].strip().strip("'\"").strip()
