"""UTF-8 that was read as Windows-1252 or Latin-1, once or several times over: finding it and undoing it."""

import re

from vietnamese.words import Evidence, weigh

_ROUNDS = 3


def _byte_of_character() -> dict[str, int]:
    """Both readings at once: Windows-1252 where it has a character, the Latin-1 control where it has none."""
    table = {chr(code): code for code in range(0x80, 0x100)}
    for code in range(0x80, 0xA0):
        character = bytes([code]).decode("cp1252", errors="ignore")
        if character:
            table[character] = code
    return table


_BYTE = _byte_of_character()


def _characters(first: int, last: int) -> str:
    return "".join(re.escape(character) for character, code in _BYTE.items() if first <= code <= last)


_NEXT = f"[{_characters(0x80, 0xBF)}]"
# One character of UTF-8 in two, three or four bytes.
_SEQUENCE = re.compile(
    f"[{_characters(0xC2, 0xDF)}]{_NEXT}|[{_characters(0xE0, 0xEF)}]{_NEXT}{{2}}"
    f"|[{_characters(0xF0, 0xF4)}]{_NEXT}{{3}}"
)


def repair_once(text: str) -> str:
    """Return the text with every run that reads as UTF-8 bytes decoded once; the rest stays."""
    return _SEQUENCE.sub(_decoded, text)


def repair(line: str) -> str | None:
    """Return the repaired line when that makes it Vietnamese, or None when it should be left alone."""
    best: str | None = None
    for _ in range(_ROUNDS):
        repaired = repair_once(line)
        if repaired == line:
            break
        line = repaired
        if _is_vietnamese(weigh(repaired)):
            best = repaired
    return best


def _decoded(match: re.Match[str]) -> str:
    found = match.group()
    try:
        return bytes(_BYTE[character] for character in found).decode("utf-8")
    except UnicodeDecodeError:
        return found


def _is_vietnamese(evidence: Evidence) -> bool:
    if evidence.valid >= 2:
        return evidence.valid >= 2 * evidence.invalid
    return evidence.valid == 1 and evidence.invalid == 0 and evidence.foreign == 0
