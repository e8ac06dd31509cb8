"""Type and summary of a document (ô 5a, 5b): its title in capitals, or the “V/v” of an official letter."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.document_types import TypeOfDocument, type_at_start
from documents.layout import Line
from documents.metadata.head import may_be_summary
from documents.metadata.vocabulary import AUTHORITIES, any_of
from documents.metadata.wording import (
    begins_body,
    is_capitals,
    is_date_line,
    is_mark,
    is_motto,
    is_rule,
    plain,
)

LONGEST_SUMMARY = 600
MOST_LINES = 8
_ABOUT = re.compile(r"(?:v\s?/\s?v|viv|v/y|ve viec)\b\s?[:.]?\s?")
_ABOUT_LETTER = re.compile(_ABOUT.pattern + r"|ve\s")
_NUMBER = re.compile(r"(?:luat )?so\s?:|so \d")
_AUTHORITY = re.compile(rf"{any_of(AUTHORITIES, folded=True)}(?![^\W_])")
_ENDS_SENTENCE = re.compile(r"[.;:]$|\./\.?$")
_LONGEST_TITLE_LINE = 110
_LONGEST_LINE = 150  # of a summary; a longer paragraph below it is text
_LINE_HEIGHTS = 2.1  # lines of one block follow each other closer than this


@dataclass(frozen=True, slots=True)
class Title:
    """The type as the title names it, and the summary that stands with it ("" where there is none)."""

    type: TypeOfDocument
    summary: str
    line: Line
    summary_line: Line
    in_capitals: bool


@dataclass(frozen=True, slots=True)
class About:
    """The summary of an official letter, and the line it begins in."""

    summary: str
    line: Line


def find_title(lines: Sequence[Line]) -> Title | None:
    """Return the first line that begins with the name of a type, in capitals or alone on its line."""
    for place, line in enumerate(lines):
        started = type_at_start(line.text)
        if started is None or not _may_be_title(line, started[1]):
            continue
        kind, rest = started
        following = list(_block(lines[place + 1 :], line, after_title=True, began=bool(rest)))
        summary_line = line if rest or not following else following[0]
        words = " ".join([rest, *(other.text for other in following)])
        return Title(kind, _summary(words, _ABOUT), line, summary_line, is_capitals(line.text))
    return None


def find_about(lines: Sequence[Line]) -> About | None:
    """Return what follows “V/v”, “Về việc” or “Về” under the number of an official letter."""
    for place, line in enumerate(lines):
        words = line.text
        if _ABOUT_LETTER.match(plain(words)) and (words.startswith("V/") or not is_capitals(words)):
            following = [
                other.text for other in _block(lines[place + 1 :], line, after_title=False, began=True)
            ]
            summary = _summary(" ".join([line.text, *following]), _ABOUT_LETTER)
            return About(summary, line) if summary else None
    return None


def _may_be_title(line: Line, rest: str) -> bool:
    """A title in small letters must be nothing but the name: “Quyết định thành lập…” begins a sentence."""
    if len(line.text) > _LONGEST_TITLE_LINE or is_mark(line.text) or is_motto(line.text):
        return False
    return is_capitals(line.text) or (not rest and line.text[:1].isupper() and not line.text.endswith(":"))


def _block(lines: Sequence[Line], first: Line, *, after_title: bool, began: bool) -> Iterator[Line]:
    """The lines that go on with a summary: up to a gap, a rule, or words that begin something else."""
    taken: list[Line] = []
    for line in lines[: MOST_LINES * 2]:
        if not line.text:
            # A blank line under the title is usual; below the summary it ends it.
            if taken or began:
                return
            continue
        if is_rule(line.text) and not (taken or began):
            continue
        if len(taken) == MOST_LINES or _ends(line, first, taken, after_title=after_title):
            return
        taken.append(line)
        yield line


def _ends(line: Line, first: Line, taken: Sequence[Line], *, after_title: bool) -> bool:
    """Whether the summary is over before this line."""
    if _is_far(taken[-1] if taken else first, line, taken):
        return True
    if taken or not after_title:
        return _begins_else(line, after_title=after_title) or bool(taken and _is_other_paragraph(taken, line))
    return not may_be_summary(line, first) and (_begins_else(line, after_title=True) or _is_sentence(line))


def _begins_else(line: Line, *, after_title: bool) -> bool:
    words = plain(line.text)
    if is_motto(line.text) or is_rule(line.text) or is_mark(line.text) or begins_body(line.text):
        return True
    if is_date_line(line.text) or _NUMBER.match(words) or line.text.startswith(("(", "-", "+", "*")):
        return True
    capitals = is_capitals(line.text)
    return capitals and bool(_AUTHORITY.match(words) or not after_title)


def _is_far(before: Line, line: Line, taken: Sequence[Line]) -> bool:
    """A gap between printed lines; the one under the title may be larger."""
    if not (before.is_placed and line.is_placed):
        return False
    if before.page != line.page:
        return True
    return line.top - before.top > _LINE_HEIGHTS * (1.4 if not taken else 1.0) * max(before.size, line.size)


def _is_other_paragraph(taken: Sequence[Line], line: Line) -> bool:
    """Text begins below a summary: no longer bold, after a full stop, capitals after small letters."""
    if (taken[0].bold and not line.bold) or (not line.is_placed and len(line.text) > _LONGEST_LINE):
        return True
    if (
        is_capitals(taken[0].text) != is_capitals(line.text)
        and len(line.text) > 12
        and not line.text[0].islower()
    ):
        return True
    return _ENDS_SENTENCE.search(taken[-1].text) is not None


def _is_sentence(line: Line) -> bool:
    """Body text right below a title without a summary."""
    return not line.bold and (len(line.text) > 180 or line.text.endswith((":", ";", "./.")))


def _summary(words: str, about: re.Pattern[str]) -> str:
    """One line, without “Về việc”, with a capital at the beginning."""
    words = " ".join(words.split())
    match = about.match(plain(words)) if len(plain(words)) == len(words) else None
    words = (words[match.end() :] if match else words).strip(" .;:,-–_*")
    return words[:1].upper() + words[1:LONGEST_SUMMARY] if any(map(str.isalpha, words)) else ""
