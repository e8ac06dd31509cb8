"""What the columns of a table of documents are called, and what stands in their cells (Q8-2.3a, Q8-2.3d)."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from documents.document_types import DOCUMENT_TYPES, type_by_abbreviation
from documents.models import OfficialDocument
from vietnamese import fold

FILES, SIGN = "files", "sign"
# Field of the row form -> its headings, folded, letters and digits only.
_HEADINGS = {
    "reference_number": (
        "so ky hieu|so va ky hieu|so hieu|so van ban|so ky hieu van ban|so vb|so kh|so hieu van ban|so"
    ),
    SIGN: "ky hieu|ky hieu van ban",
    "issued_on": "ngay ban hanh|ngay van ban|ngay vb|ngay thang|ngay thang nam|ngay|ngay thang van ban",
    "document_type": "loai|loai van ban|loai vb|ten loai|hinh thuc van ban|the loai",
    "authority": "co quan ban hanh|co quan|noi ban hanh|don vi ban hanh|noi gui|tac gia|cq ban hanh",
    "summary": "trich yeu|trich yeu noi dung|noi dung|noi dung trich yeu|ve viec|ten van ban|tieu de",
    "signer": "nguoi ky|ho ten nguoi ky|ky boi",
    "signer_title": "chuc vu|chuc vu nguoi ky|chuc danh|chuc danh nguoi ky",
    FILES: "tep|tap tin|file|ten tep|ten file|tep dinh kem|file dinh kem|tap tin dinh kem|duong dan tep",
    "fields_of_work": "linh vuc|linh vuc van ban",
    "group": "nhom|nhom van ban",
    "signed_on": "ngay ky",
    "effective_on": "ngay hieu luc|ngay co hieu luc|hieu luc tu|co hieu luc tu ngay|hieu luc tu ngay",
    "expires_on": "ngay het hieu luc|het hieu luc|het hieu luc tu ngay|hieu luc den",
    "secrecy": "do mat|muc do mat|mat",
    "direction": "van ban di den|di den|chieu|huong",
    "recipient_lines": "noi nhan",
}
_FIELD_OF = {heading: field for field, all_of in _HEADINGS.items() for heading in all_of.split("|")}
DAYS = ("issued_on", "signed_on", "effective_on", "expires_on")

_LABELS = {
    "secrecy": {fold(label): code for code, label in OfficialDocument.Secrecy.choices},
    "direction": {fold(label): code for code, label in OfficialDocument.Direction.choices}
    | {"di": "outgoing", "den": "incoming", "noi bo": "internal"},
    "document_type": {kind.title: kind.code for kind in DOCUMENT_TYPES},
}
_LABELS["secrecy"] |= {"khong": "none", "khong mat": "none", "binh thuong": "none", "noi bo": "restricted"}
_LABELS["document_type"] |= {kind.code: kind.code for kind in DOCUMENT_TYPES}

_YEAR_LAST = re.compile(
    r"(?:ngay )?(\d{1,2})(?:\s*[/.-]\s*| thang )(\d{1,2})(?:\s*[/.-]\s*| nam )(\d{4})(?: 0?0:00(?::00)?)?"
)
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_SERIAL = re.compile(r"\d{5}(?:\.0+)?")
_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet
_LONGEST_HEADING = 60


def field_of(heading: str) -> str:
    """The field that a heading names, in whatever case and marks; "" for a column that is not used."""
    words = re.sub(r"\(.*?\)|[^a-z0-9]+", " ", fold(heading[:_LONGEST_HEADING]))
    return _FIELD_OF.get(" ".join(words.split()), "")


def columns_of(row: Sequence[str]) -> dict[str, int]:
    """Field -> place of its column, if these cells are the headings of a table; empty otherwise."""
    found: dict[str, int] = {}
    for place, heading in enumerate(row):
        if field := field_of(heading):
            found.setdefault(field, place)
    return found if len(found) >= 2 else {}


def readable_cells(cells: dict[str, str]) -> dict[str, str]:
    """The cells of a row as the row form takes them: days as dd/mm/yyyy, choices by their codes.

    What is not understood stays as it is written, for the form to refuse with its words.
    """
    said = {field: " ".join(text.split()) for field, text in cells.items() if field not in (FILES, SIGN)}
    said["reference_number"] = _whole_number(said.get("reference_number", ""), cells.get(SIGN, "").strip())
    for field in DAYS:
        if field in said:
            said[field] = written_day(said[field])
    for field, codes in _LABELS.items():
        if field in said:
            said[field] = codes.get(fold(said[field]), said[field])
    kind = type_by_abbreviation(said.get("document_type", ""))
    if kind is not None:
        said["document_type"] = kind.code
    if "recipient_lines" in cells:
        said["recipient_lines"] = "\n".join(re.split(r"[;\n]", cells["recipient_lines"]))
    return {field: text for field, text in said.items() if text.strip()}


def _whole_number(number: str, sign: str) -> str:
    """Many registers have the number and its sign in two columns."""
    if not sign or "/" in number:
        return number
    return f"{number}/{sign.lstrip('/')}" if number else sign


def written_day(text: str) -> str:
    """A day as dd/mm/yyyy, from any of the ways tables write one; what is none comes back as it is.

    The day always stands before the month; five digits are the serial number of a spreadsheet.
    """
    folded = fold(text).strip()
    try:
        if match := _YEAR_LAST.fullmatch(folded):
            day, month, year = map(int, match.groups())
            return f"{date(year, month, day):%d/%m/%Y}"
        if match := _YEAR_FIRST.fullmatch(folded):
            return f"{date(*map(int, match.groups())):%d/%m/%Y}"
    except ValueError:
        return text
    if _SERIAL.fullmatch(folded):
        return f"{_FIRST_DAY + timedelta(days=int(float(folded))):%d/%m/%Y}"
    return text


def written(value: object) -> str:
    """The value of a spreadsheet's cell as text: days without their hour, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
