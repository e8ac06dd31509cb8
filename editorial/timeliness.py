"""How much of what was due was on time, by rule and by month, without any name (Q8-5.1d)."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import (
    Count,
    DateTimeField,
    DurationField,
    ExpressionWrapper,
    F,
    Max,
    Q,
    QuerySet,
    Value,
    Window,
)
from django.db.models.functions import Coalesce, RowNumber, TruncMonth
from django.utils import timezone

from editorial.deadline_states import DeadlineState
from editorial.lights import span
from editorial.models import Obligation
from editorial.rulebook import midnight
from regulations.schema import TIME_ZONE

MONTHS = 12
_LAST_INSTANT = ExpressionWrapper(F("due_at") - timedelta(microseconds=1), output_field=DateTimeField())
S = DeadlineState


@dataclass
class Share:
    """What fell due: how much of it in each way. Waived and withdrawn things were not due."""

    counts: Counter[str] = field(default_factory=Counter)
    label: str = ""
    month: date | None = None
    delay: timedelta | None = None  # the median of what was late or is

    @property
    def on_time(self) -> int:
        return self.counts[S.MET_ON_TIME]

    @property
    def late(self) -> int:
        return self.counts[S.MET_LATE] + self.counts[S.OVERDUE]

    @property
    def delay_words(self) -> str:
        """“2 ngày”; "" where nothing was late."""
        return span(self.delay) if self.delay is not None else ""

    @property
    def waived(self) -> int:
        return self.counts[S.WAIVED]

    @property
    def due(self) -> int:
        return self.on_time + self.late

    @property
    def percent(self) -> int | None:
        """Whole per cent on time, rounded down; None where nothing was due."""
        return self.on_time * 100 // self.due if self.due else None


@dataclass(frozen=True)
class Timeliness:
    """The last twelve months in Asia/Ho_Chi_Minh, this one included; three queries, whatever there is."""

    whole: Share
    rules: list[Share]
    months: list[Share]


def timeliness(now: datetime | None = None) -> Timeliness:
    """What the regulation asked for in the last twelve months; duties given by hand are not in it."""
    moment = now or timezone.now()
    rows = _due(moment)
    whole = Share()
    rules: dict[str, Share] = defaultdict(Share)
    months: dict[date, Share] = defaultdict(Share)
    for one in _counted(rows):
        for share in (whole, rules[one["rule"]], months[one["month"].date()]):
            share.counts[one["state_now"]] += one["n"]
        rules[one["rule"]].label = max(rules[one["rule"]].label, one["label"])
    for rule, delay in _median_delays(rows, moment, partition="rule"):
        rules[rule].delay = delay
    for _all, delay in _median_delays(rows, moment, partition=None):
        whole.delay = delay
    for month, share in months.items():
        share.month = month
    return Timeliness(
        whole,
        sorted(rules.values(), key=lambda share: share.label),
        [months[month] for month in sorted(months, reverse=True)],
    )


def _due(now: datetime) -> QuerySet[Obligation]:
    """What the rules wanted by now, and what was done already of what they want later."""
    first = now.astimezone(TIME_ZONE).date().replace(day=1)
    for _each in range(MONTHS - 1):
        first = (first - timedelta(days=1)).replace(day=1)
    last = (now.astimezone(TIME_ZONE).date().replace(day=1) + timedelta(days=32)).replace(day=1)
    rows = Obligation.objects.exclude(rule="").with_state()
    settled = Q(due_at__lte=now) | Q(met_at__isnull=False)
    # The first instant that is too late belongs to the month after, an end at midnight to the one before.
    return rows.filter(settled, due_at__gt=midnight(first), due_at__lte=midnight(last), withdrawn_at=None)


def _counted(rows: QuerySet[Obligation]) -> Any:
    """One row for each rule, month of its last instant, and state."""
    by_month = rows.order_by().annotate(month=TruncMonth(_LAST_INSTANT, tzinfo=TIME_ZONE))
    return by_month.values("rule", "month", "state_now").annotate(n=Count("pk"), label=Max("duty"))


def _median_delays(rows: Any, now: datetime, partition: str | None) -> Any:
    """(rule, delay) of the middle one of what is late, the lower of two; of all where `partition` is None."""
    over = [F(partition)] if partition else None
    ended = Coalesce("met_at", Value(now, output_field=DateTimeField()))
    late: Any = rows.filter(state_now__in=[S.MET_LATE, S.OVERDUE])
    ranked = late.annotate(
        delay=ExpressionWrapper(ended - F("due_at"), output_field=DurationField()),
        rank=Window(RowNumber(), partition_by=over, order_by="delay"),
        many=Window(Count("pk"), partition_by=over),
    )
    return ranked.filter(rank=(F("many") + 1) / 2).order_by().values_list("rule", "delay")
