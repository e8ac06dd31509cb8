"""Reading a file of results: what sheets it has, and its rows one by one with what is wrong in them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import IO

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from documents.importing.sheets import HEADING_ROWS, Line, converted, sheets_of
from documents.refusal import UploadRefused
from exams.choices import Scheme
from exams.columns import Plan, Role, recognised, role_of
from exams.keys import normal_birth_date, normal_number, normal_second
from vietnamese import clean, fold

MOST_ROWS = 200_000
MOST_SHEETS = 10
LINES_AT_ONCE = 200
LOOKED_AT = 120  # lines of each sheet, before anybody has said how to read it
SHOWN_ROWS = 5
LONGEST_VALUE = 300
# The column that holds the second key.
KEY_OF: dict[str, Role] = {
    Scheme.SECRET: Role.SECOND,
    Scheme.BIRTH_DATE: Role.BIRTH,
    Scheme.NAME: Role.NAME,
}
_DAY = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")
# Words in the heading of a column where a day is at home.
_OF_DAYS = {"ngay", "nam", "han", "thoi", "lich", "gio"}


@dataclass(frozen=True)
class Head:
    """The beginning of a sheet as it is shown to who says what its columns are for."""

    sheet: str
    heading: int
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    # Texts in an old encoding, before and after.
    legacy: tuple[tuple[str, str], ...]

    @property
    def roles(self) -> tuple[str, ...]:
        return tuple(role_of(label) for label in self.labels)


@dataclass(frozen=True)
class Wrong:
    """What is wrong in a line; `column` is its letter, "" for the whole line."""

    line: int
    column: str
    sentence: str


@dataclass(frozen=True)
class Candidate:
    line: int
    number: str  # as compared
    second: str  # as compared; "" where the portal makes the code
    written_number: str
    name: str
    birth: str
    values: tuple[str, ...]

    def content(self) -> dict[str, object]:
        """What is sealed and shown to who knows both keys."""
        return {
            "number": self.written_number,
            "name": self.name,
            "birth": self.birth,
            "values": list(self.values),
        }


def heads_of(stream: IO[bytes], name: str, size: int) -> list[Head]:
    """The sheets with something in them, the likeliest first; raises `UploadRefused` where there is none."""
    found = []
    for sheet in islice(sheets_of(stream, name, size, most_rows=MOST_ROWS), MOST_SHEETS):
        lines = list(islice(sheet.lines, LOOKED_AT))
        if head := _head(sheet.name, lines):
            found.append(head)
    if not found:
        raise UploadRefused(_("Tệp “%(name)s” không có dòng dữ liệu nào."), name=name)
    return sorted(found, key=lambda head: -recognised(head.labels))


def _head(name: str, lines: list[Line]) -> Head | None:
    changed = converted(lines)
    both = [(raw, line) for raw, (line, _old) in zip(lines, changed, strict=True)]
    upper = [(recognised(line.cells), -place) for place, (_raw, line) in enumerate(both[:HEADING_ROWS])]
    best, place = max(upper, default=(0, 0))
    if not best:
        wide = [at for at, (_raw, line) in enumerate(both) if sum(map(bool, line.cells)) > 1]
        place = -wide[0] if wide else 0
    if len(both) < 2 or not any(any(line.cells) for _raw, line in both[-place + 1 :]):
        return None
    heading, below = both[-place][1], both[-place + 1 :]
    width = max(len(line.cells) for _raw, line in both[-place:])
    labels = tuple(_label(heading.cells, column) for column in range(width))
    pairs = [
        (clean(old), new)
        for raw, line in below
        for old, new in zip(raw.cells, line.cells, strict=False)
        if clean(old).strip() != new
    ]
    rows = tuple(raw.cells for raw, _line in below if any(raw.cells))[:SHOWN_ROWS]
    return Head(name, heading.number, labels, rows, tuple(dict.fromkeys(pairs))[:SHOWN_ROWS])


def _label(cells: tuple[str, ...], place: int) -> str:
    said = " ".join(cells[place].split())[:80] if place < len(cells) else ""
    return said or _("Cột %(letter)s") % {"letter": _letter(place)}


def candidates(
    stream: IO[bytes], name: str, size: int, plan: Plan, scheme: str
) -> Iterator[Candidate | list[Wrong]]:
    """Yield each row below the heading as a candidate, or as what is wrong with it; empty lines are left out.

    Raises `UploadRefused` for a file that is damaged or has no such sheet.
    """
    for sheet in sheets_of(stream, name, size, most_rows=MOST_ROWS + 1):
        if sheet.name == plan.sheet:
            yield from _rows(sheet.lines, plan, scheme)
            return
    raise UploadRefused(_("Tệp “%(name)s” không có trang tính “%(sheet)s”."), name=name, sheet=plan.sheet)


def _rows(lines: Iterator[Line], plan: Plan, scheme: str) -> Iterator[Candidate | list[Wrong]]:
    while chunk := list(islice(lines, LINES_AT_ONCE)):
        said = [line for line, _old in converted(chunk)] if plan.convert else [_cleaned(one) for one in chunk]
        for line in said:
            if line.number > MOST_ROWS:
                raise UploadRefused(_("Bảng có hơn %(most)d dòng: hãy chia thành nhiều kỳ."), most=MOST_ROWS)
            if line.number > plan.heading and (any(line.cells) or line.errors):
                yield _row(line, plan, scheme)


def _cleaned(line: Line) -> Line:
    return Line(line.number, tuple(clean(cell).strip() for cell in line.cells), line.errors)


def _row(line: Line, plan: Plan, scheme: str) -> Candidate | list[Wrong]:
    cells = [" ".join(cell.split()) for cell in line.cells]
    cells += [""] * (len(plan.roles) - len(cells))
    said = {role: " ".join(cells[place] for place in plan.places(role)).strip() for role in Role}
    number, birth = normal_number(said[Role.NUMBER]), normal_birth_date(said[Role.BIRTH])
    second = "" if plan.codes else normal_second(scheme, said[KEY_OF[scheme]])
    wrong = [Wrong(line.number, "", sentence) for sentence in line.errors]
    lacks = {
        Role.NUMBER: "" if number else _("Thiếu số báo danh (số hiệu)."),
        KEY_OF[scheme]: "" if second or plan.codes else _("Thiếu khóa thứ hai để tra cứu."),
    }
    if said[Role.BIRTH] and not birth:
        lacks[Role.BIRTH] = _("Ngày sinh không đọc được: hãy ghi như 05/09/2012.")
    wrong += [
        Wrong(line.number, _letter(plan.places(role)[0]), sentence)
        for role, sentence in lacks.items()
        if sentence
    ]
    wrong += [
        Wrong(line.number, _letter(place), sentence)
        for place, cell in enumerate(cells[: len(plan.roles)])
        if plan.roles[place] != Role.IGNORE and (sentence := _odd(cell, plan, place))
    ]
    if wrong:
        return wrong
    values = tuple(cells[place] for place in plan.places(Role.SHOW))
    return Candidate(line.number, number, second, said[Role.NUMBER], said[Role.NAME], birth, values)


def _letter(place: int) -> str:
    return get_column_letter(place + 1)


def _odd(cell: str, plan: Plan, place: int) -> str:
    """What a person should look at; spreadsheets turn a mark like 8.5 into the eighth of May."""
    if len(cell) > LONGEST_VALUE:
        return _("Ô dài quá %(most)d ký tự.") % {"most": LONGEST_VALUE}
    of_days = _OF_DAYS & set(fold(plan.labels[place]).split())
    if plan.roles[place] == Role.SHOW and _DAY.fullmatch(cell) and not of_days:
        return _("“%(value)s” là ngày tháng: có lẽ Excel đã đổi điểm thành ngày.") % {"value": cell}
    return ""
