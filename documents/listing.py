"""The list of public documents: what is asked of it in the address, and how it is answered (Q8-2.3d)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from documents.choices import Choice, Choices, Shelf, load_choices
from documents.document_types import DOCUMENT_TYPES
from documents.models import IssuingAuthority, OfficialDocument, Validity
from documents.numbering import search_key
from documents.paging import Question, page_number
from editorial.searching import BAR, search_words
from vietnamese import clean

LONGEST = 300  # letters of a query
_YEAR = re.compile(r"(19|20)\d\d")
# What finds documents by all their words, also those in their files: item ids, the best first. The shell
# names it (portal.search), for this room knows no index; None while the index cannot be asked.
Finder = Callable[[str], list[int] | None]
_FINDERS: list[Finder] = []


def find_by(finder: Finder) -> Finder:
    """Register the full-text search of the portal."""
    _FINDERS[:] = [finder]
    return finder


@dataclass(frozen=True)
class Asked(Question):
    """What is asked of the list of documents."""

    q: str = ""
    number: str = ""
    kind: str = ""
    authority: Choice | None = None
    level: str = ""
    field_of_work: Choice | None = None
    group: Choice | None = None
    year: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    validity: str = ""
    choices: Choices = field(default_factory=lambda: Choices(()))

    NAMES: ClassVar = (
        "q",
        "so",
        "loai",
        "co-quan",
        "cap",
        "linh-vuc",
        "nhom",
        "nam",
        "tu-ngay",
        "den-ngay",
        "hieu-luc",
    )


def read_question(asked: Mapping[str, str]) -> Asked:
    """Understand the parameters of an address: what is wrong in them is said, and the rest is answered."""
    given = {name: text for name in Asked.NAMES if (text := _text(asked.get(name, "")))}
    reader = _Reader(given, load_choices())
    return Asked(
        q=given.get("q", ""),
        number=given.get("so", ""),
        kind=reader.choice("loai", {kind.code for kind in DOCUMENT_TYPES}, _("Không có loại văn bản này.")),
        authority=reader.row("co-quan", Shelf.AUTHORITY, _("Không có cơ quan ban hành này.")),
        level=reader.choice("cap", set(IssuingAuthority.Level.values), _("Không có cấp ban hành này.")),
        field_of_work=reader.row("linh-vuc", Shelf.FIELD, _("Không có lĩnh vực này.")),
        group=reader.row("nhom", Shelf.GROUP, _("Không có nhóm văn bản này.")),
        year=reader.year(),
        first_day=reader.day("tu-ngay"),
        last_day=reader.day("den-ngay"),
        validity=reader.choice("hieu-luc", set(Validity.values), _("Không có tình trạng hiệu lực này.")),
        page=page_number(asked.get("trang", "1")),
        wrong=tuple(reader.wrong),
        given=given,
        choices=reader.choices,
    )


def _text(typed: str) -> str:
    return " ".join(clean(typed[: LONGEST * 2].replace("\x00", "")).split())[:LONGEST]


class _Reader:
    def __init__(self, given: dict[str, str], choices: Choices) -> None:
        self.given = given
        self.choices = choices
        self.wrong: list[str] = []

    def choice(self, name: str, allowed: set[str], sentence: str) -> str:
        value = self.given.get(name, "")
        if not value or value in allowed:
            return value
        self.wrong.append(sentence)
        return ""

    def row(self, name: str, shelf: Shelf, sentence: str) -> Choice | None:
        value = self.given.get(name, "")
        found = self.choices.find(shelf, value) if value else None
        if value and found is None:
            self.wrong.append(sentence)
        return found

    def year(self) -> int | None:
        value = self.given.get("nam", "")
        if value and not _YEAR.fullmatch(value):
            self.wrong.append(_("Năm phải là bốn chữ số, ví dụ 2026."))
            return None
        return int(value) if value else None

    def day(self, name: str) -> date | None:
        value = self.given.get(name, "")
        if not value:
            return None
        try:
            found = parse_date(value) or _vietnamese_day(value)
        except ValueError:
            found = None
        if found is None:
            self.wrong.append(_("Ngày “%(day)s” không hợp lệ; hãy ghi như 05/09/2026.") % {"day": value[:30]})
        return found


def _vietnamese_day(text: str) -> date | None:
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text)
    return date(int(match[3]), int(match[2]), int(match[1])) if match else None


def public_documents() -> Any:
    """Every public document with its validity today, and what a list shows of it."""
    rows = OfficialDocument.objects.public().with_validity(timezone.localdate())
    return rows.select_related("issuing_authority", "item").order_by("-issued_on", "-item_id")


def newest_documents() -> Any:
    """Public documents in the language of the page, for a short list of them; the newest first."""
    rows = OfficialDocument.objects.public().filter(item__language=get_language())
    return rows.order_by("-issued_on", "-item_id")


def answer(asked: Asked) -> Any:
    """The documents that meet every condition, each once; of equal days the newest record first."""
    rows = public_documents().filter(_conditions(asked))
    if asked.field_of_work:
        of_field = OfficialDocument.fields.through.objects.filter(documentfield=asked.field_of_work.pk)
        rows = rows.filter(Exists(of_field.filter(officialdocument=OuterRef("pk"))))
    if asked.validity:
        rows = rows.filter(validity=asked.validity)
    if asked.number:
        rows = rows.filter(_by_number(asked.number))
    return _searched(rows, asked.q) if asked.q else rows


def _conditions(asked: Asked) -> Q:
    equal = {
        "document_type": asked.kind,
        "issuing_authority": asked.authority and asked.authority.pk,
        "issuing_authority__level": asked.level,
        "group": asked.group and asked.group.pk,
        "issued_on__year": asked.year,
        "issued_on__gte": asked.first_day,
        "issued_on__lte": asked.last_day,
    }
    return Q(**{name: value for name, value in equal.items() if value})


def _by_number(typed: str) -> Q:
    """Numbers that begin like this, in any spelling; what is no beginning may still be the sign."""
    key = search_key(typed)
    return Q(number_key__startswith=key) | Q(number_key__contains=f"/{key}") if key else Q(pk__in=[])


def _searched(rows: Any, q: str) -> Any:
    """By number, by the words of the record, and by the words of the files; the number asked for first."""
    key = search_key(q)
    words = search_words(q)
    if not words:
        return rows.none()
    in_record = Q()
    for word in words:
        in_record &= Q(search_text__contains=f" {word}")
    found = in_record
    if _is_number(q):
        found |= Q(number_key__startswith=key)
    items = _FINDERS[0](q) if _FINDERS else None
    if items:
        found |= Q(item__in=items)
    exact = Case(When(number_key=key, then=Value(True)), default=Value(False), output_field=BooleanField())
    return rows.filter(found).annotate(is_exact=exact).order_by("-is_exact", "-issued_on", "-item_id")


def _is_number(q: str) -> bool:
    return any(letter.isdigit() for letter in q) and BAR not in q
