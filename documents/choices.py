"""What the filters of the document list offer: authorities, fields and groups, asked for together."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, Value

from documents.models import DocumentField, DocumentGroup, IssuingAuthority, OfficialDocument


class Shelf(StrEnum):
    AUTHORITY = "authority"
    FIELD = "field"
    GROUP = "group"


@dataclass(frozen=True)
class Choice:
    """One row of a table that documents are filed by; not `offered`: it has nothing public, or is old."""

    shelf: str
    order: int
    name: str
    slug: str
    pk: int
    level: str
    offered: bool

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Choices:
    """Every row there is, for a link may name one that is no longer offered."""

    rows: tuple[Choice, ...]

    def find(self, shelf: Shelf, slug: str) -> Choice | None:
        return next((one for one in self.rows if one.shelf == shelf and one.slug == slug), None)

    def _offered(self, shelf: Shelf) -> list[Choice]:
        return [one for one in self.rows if one.shelf == shelf and one.offered]

    @property
    def authorities(self) -> list[Choice]:
        return self._offered(Shelf.AUTHORITY)

    @property
    def levels(self) -> list[tuple[str, Any]]:
        held = {one.level for one in self.authorities}
        return [choice for choice in IssuingAuthority.Level.choices if choice[0] in held]

    @property
    def fields_of_work(self) -> list[Choice]:
        return self._offered(Shelf.FIELD)

    @property
    def groups(self) -> list[Choice]:
        return self._offered(Shelf.GROUP)


def load_choices() -> Choices:
    """One query, whatever there is."""
    public = OfficialDocument.objects.public()
    authorities = _rows(
        IssuingAuthority.objects.all(),
        Shelf.AUTHORITY,
        Exists(public.filter(issuing_authority=OuterRef("pk"))),
        Value(0, IntegerField()),
        F("level"),
    )
    used = Exists(public.filter(fields=OuterRef("pk")))
    active, order, no_level = Q(is_active=True), F("order"), Value("", CharField())
    fields = _rows(DocumentField.objects.all(), Shelf.FIELD, active & Q(used), order, no_level)
    groups = _rows(DocumentGroup.objects.all(), Shelf.GROUP, active, order, no_level)
    rows: Iterable[Any] = authorities.union(fields, groups, all=True).order_by("shelf", "place", "name")
    return Choices(tuple(Choice(*row) for row in rows))


def _rows(rows: Any, shelf: Shelf, offered: Any, order: Any, level: Any) -> Any:
    """The columns of `Choice`, in their order."""
    told = rows.order_by().annotate(
        shelf=Value(str(shelf), CharField()), place=order, of_level=level, offered=offered
    )
    return told.values_list("shelf", "place", "name", "slug", "pk", "of_level", "offered")
