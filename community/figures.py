"""How often the school corrected and took down, by unit, month and supplier (HN-16b), and how it answered.

Counted from what is there: editions that say that they correct, decisions on takedowns, requests.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from community.choices import ABOUT_DATA, Kind, Status
from community.models import OutsideRequest
from editorial.models import Takedown
from editorial.publishing import edition_models
from editorial.states import ONCE_PUBLIC
from people.models import User


@dataclass(frozen=True)
class Correction:
    """One public edition that corrects an earlier one, and who supplied the text."""

    edition: Any
    provider: User
    request: OutsideRequest | None

    @property
    def unit(self) -> str:
        return str(self.edition.item.unit)


@dataclass(frozen=True)
class UnitLine:
    unit: str
    corrections: int
    takedowns: int
    asked_takedowns: int
    asked_corrections: int


@dataclass(frozen=True)
class MonthLine:
    month: int
    corrections: int
    takedowns: int
    requests: int


@dataclass(frozen=True)
class Answers:
    """How requests of one sort were dealt with; `late` are answered late or overdue now."""

    label: str
    asked: int
    granted: int
    rejected: int
    withdrawn: int
    waiting: int
    late: int


@dataclass(frozen=True)
class Year:
    year: int
    corrections: list[Correction]
    units: list[UnitLine]
    months: list[MonthLine]
    providers: list[tuple[str, str, int]]
    answers: list[Answers]


def figures_of(year: int) -> Year:
    """Everything of one calendar year in Asia/Ho_Chi_Minh; a fixed number of queries per kind of content."""
    span = (_start_of(year), _start_of(year + 1))
    corrections = _corrections(span)
    takedowns = list(Takedown.objects.filter(decided_at__range=span).select_related("item__unit"))
    requests = list(OutsideRequest.objects.filter(received_at__range=span).select_related("item__unit"))
    return Year(
        year,
        corrections,
        _by_unit(corrections, takedowns, requests),
        _by_month(corrections, takedowns, requests),
        _by_provider(corrections),
        _answers(span),
    )


def _start_of(year: int) -> datetime:
    return timezone.make_aware(datetime.combine(date(year, 1, 1), time()))


def _corrections(span: tuple[datetime, datetime]) -> list[Correction]:
    rows: list[Any] = []
    models: list[Any] = edition_models()
    for model in models:
        if any(field.name == "correction" for field in model._meta.fields):
            public = model._base_manager.filter(
                correction=True, state__in=ONCE_PUBLIC, published_at__range=span
            )
            rows += public.select_related("item__unit", "item__created_by", "information_provider")
    asked = _requests_behind(rows)
    found = [
        Correction(row, row.information_provider or row.item.created_by, asked.get((row.item_id, row.number)))
        for row in rows
    ]
    return sorted(found, key=lambda one: one.edition.published_at, reverse=True)


def _requests_behind(rows: list[Any]) -> dict[tuple[int, int], OutsideRequest]:
    answered = OutsideRequest.objects.filter(
        item__in=[row.item_id for row in rows], correction_number__isnull=False
    )
    return {(one.item_id or 0, one.correction_number or 0): one for one in answered}


def _by_unit(corrections: list[Correction], takedowns: list[Any], requests: list[Any]) -> list[UnitLine]:
    corrected = Counter(one.unit for one in corrections)
    taken = Counter(str(one.item.unit) for one in takedowns)
    asked = Counter((str(one.item.unit), one.kind) for one in requests if one.item is not None)
    names = sorted({*corrected, *taken, *(unit for unit, _kind in asked)})
    return [
        UnitLine(name, corrected[name], taken[name], asked[name, Kind.TAKEDOWN], asked[name, Kind.CORRECTION])
        for name in names
    ]


def _by_month(corrections: list[Correction], takedowns: list[Any], requests: list[Any]) -> list[MonthLine]:
    corrected = Counter(_month(one.edition.published_at) for one in corrections)
    taken = Counter(_month(one.decided_at) for one in takedowns)
    asked = Counter(_month(one.received_at) for one in requests)
    months = sorted({*corrected, *taken, *asked})
    return [MonthLine(month, corrected[month], taken[month], asked[month]) for month in months]


def _month(moment: datetime) -> int:
    return timezone.localtime(moment).month


def _by_provider(corrections: list[Correction]) -> list[tuple[str, str, int]]:
    """(person, unit, corrections), most first."""
    counted = Counter((str(one.provider), one.unit) for one in corrections)
    return [(person, unit, count) for (person, unit), count in counted.most_common()]


def _answers(span: tuple[datetime, datetime]) -> list[Answers]:
    late = Q(closed_at__gte=F("answer_by")) | Q(closed_at=None, answer_by__lte=timezone.now())
    rows = (
        OutsideRequest.objects.filter(received_at__range=span)
        .order_by()
        .values("kind")
        .annotate(
            asked=Count("pk"),
            granted=Count("pk", filter=Q(status=Status.DONE)),
            rejected=Count("pk", filter=Q(status=Status.REJECTED)),
            withdrawn=Count("pk", filter=Q(status=Status.WITHDRAWN)),
            late=Count("pk", filter=late),
        )
    )
    by_kind: dict[str, Any] = {row["kind"]: row for row in rows}
    kinds = (kind for kind in (Kind.TAKEDOWN, Kind.CORRECTION, *ABOUT_DATA) if kind in by_kind)
    return [_answers_of(kind, by_kind[kind]) for kind in kinds]


def _answers_of(kind: Kind, row: dict[str, Any]) -> Answers:
    ended = row["granted"] + row["rejected"] + row["withdrawn"]
    counts = {name: count for name, count in row.items() if name != "kind"}
    return Answers(label=str(kind.label), waiting=row["asked"] - ended, **counts)
