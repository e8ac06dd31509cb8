"""The rounds of the clock: what is newly owed is opened, what moved is reckoned anew, what is done is closed.

Each batch is one transaction with a constant number of queries. A round killed in the middle leaves whole
batches, and the next one finds the rest; two at once meet on the rows' locks and unique names.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from editorial.assigning import Staff, assign, people_may_change
from editorial.clock import clock
from editorial.first_public import first_public
from editorial.models import Obligation, ObligationChange
from editorial.obligations import LONGEST_TITLE, Cause, Source, sources
from editorial.rulebook import RuleBook, Ruled, midnight, moment_of
from people.models import User
from regulations.calendar import working_days
from regulations.reckoning import due_at
from regulations.schema import TIME_ZONE, DeadlineRule
from vietnamese.working_days import WorkingDays

BATCH = 500
# Causes further back are history: what is still open of them is closed when it is met, and nothing else.
HORIZON = timedelta(days=400)
Verb = ObligationChange.Verb


@dataclass
class Round:
    """One look of the clock at everything, or at what is still open; asks for what it needs once."""

    now: datetime
    counts: Counter[str] = field(default_factory=Counter)

    @cached_property
    def book(self) -> RuleBook:
        return RuleBook()

    @cached_property
    def calendar(self) -> WorkingDays:
        return working_days()

    @cached_property
    def staff(self) -> Staff:
        return Staff.load()

    @cached_property
    def robot(self) -> User:
        return clock()

    @property
    def since(self) -> date:
        return self.now.astimezone(TIME_ZONE).date() - HORIZON


@dataclass
class Batch:
    """Rows changed in one transaction, and what is to be said of it in their history."""

    round: Round
    changed: dict[int, Obligation] = field(default_factory=dict)
    columns: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    said: list[ObligationChange] = field(default_factory=list)

    def change(self, row: Obligation, **values: Any) -> None:
        """Set these columns of the row, to be written at the end."""
        for name, value in values.items():
            setattr(row, name, value)
        self.changed[row.pk] = row
        self.columns[row.pk] |= values.keys()

    def say(self, row: Obligation, verb: Verb, note: str = "") -> None:
        self.round.counts[verb] += 1
        said = ObligationChange(
            obligation=row, verb=verb, by=self.round.robot, at=self.round.now, note=note, due_at=row.due_at
        )
        self.said.append(said)

    def keep(self) -> None:
        """Write the rows and their history."""
        alike: dict[frozenset[str], list[Obligation]] = defaultdict(list)
        for pk, names in self.columns.items():
            alike[frozenset(names)].append(self.changed[pk])
        for columns, rows in alike.items():
            Obligation.objects.bulk_update(rows, sorted(columns))
        ObligationChange.objects.bulk_create(self.said, ignore_conflicts=True)


def check_obligations() -> Counter[str]:
    """Open, move, withdraw and close everything; return how often each verb of the history was needed."""
    this = Round(timezone.now())
    for source in sources():
        seen: set[int] = set()
        for causes in _batches(source.causes(this.since)):
            seen |= _take(this, source, causes)
        _withdraw_gone(this, source, seen)
        _close(this, source, Obligation.objects.filter(happened_at__lt=midnight(this.since)))
    _close_answered(this)
    return this.counts


def close_met() -> Counter[str]:
    """Close what has been answered, and nothing else: cheap enough after every publication."""
    this = Round(timezone.now())
    for source in sources():
        _close(this, source, Obligation.objects.all())
    _close_answered(this)
    return this.counts


def _take(this: Round, source: Source, causes: list[Cause]) -> set[int]:
    """Bring the rows of these causes up to date; return their numbers."""
    wanted = {one.key: one for one in _wanted(this, source.trigger, causes)}
    keys = {cause.key for cause in causes}
    with transaction.atomic():
        batch = Batch(this)
        rows = _locked(source.trigger, keys)
        # What is still to come opens nothing, but a thing put off takes the end it already has with it.
        new = [one for key, one in wanted.items() if key not in rows and one.has_come(this)]
        if new:
            Obligation.objects.bulk_create([one.row(this) for one in new], ignore_conflicts=True)
            rows = _locked(source.trigger, keys)
        opened = {one.key for one in new}
        first = source.met(keys)
        kept = {key: row for key, row in rows.items() if key in wanted}
        for key, row in kept.items():
            if key in opened:
                batch.say(row, Verb.OPENED)
            else:
                _follow(batch, row, wanted[key])
            _answer(batch, row, first.get(row.cause_key))
        batch.keep()
        assign(
            {
                row.pk: wanted[key].people
                for key, row in kept.items()
                if key in opened or people_may_change(row)
            }
        )
    return {row.pk for row in kept.values()}


Key = tuple[str, str]  # of an obligation with this trigger: its rule, and the key of its cause


@dataclass(frozen=True)
class Wanted:
    """An obligation as it should stand."""

    key: Key
    trigger: str
    columns: dict[str, Any]
    people: frozenset[int]
    opens_on: date | None = None

    def has_come(self, this: Round) -> bool:
        """Whether what sets it off has happened by now, or it is owed already."""
        if self.opens_on is not None and self.opens_on <= this.now.astimezone(TIME_ZONE).date():
            return True
        return self.columns["happened_at"] <= this.now

    def row(self, this: Round) -> Obligation:
        """The obligation as it is opened."""
        rule, cause_key = self.key
        return Obligation(
            rule=rule,
            cause_key=cause_key,
            trigger=self.trigger,
            opened_at=this.now,
            remind_at=this.now,
            **self.columns,
        )


def _wanted(this: Round, trigger: str, causes: Iterable[Cause]) -> Iterator[Wanted]:
    for cause in causes:
        for ruled in this.book.rules(trigger, cause.happened):
            if cause.rule in ("", ruled.rule.key):
                yield _want(this, trigger, cause, ruled)


def _want(this: Round, trigger: str, cause: Cause, ruled: Ruled) -> Wanted:
    rule = ruled.rule
    columns = {
        "regulation_id": ruled.regulation,
        "duty": rule.label[:200],
        "title": (cause.title or rule.label)[:LONGEST_TITLE],
        "unit_id": cause.unit_id,
        "item_id": cause.item_id,
        "happened": _written(cause),
        "happened_at": moment_of(cause.happened),
        "lacks_hour": _lacks_hour(rule, cause),
        "due_at": due_at(rule, cause.happened, this.calendar),
    }
    people = this.staff.responsible(rule.key, cause.unit_id, cause.people)
    return Wanted((rule.key, cause.key), trigger, columns, people, cause.opens_on)


def _written(cause: Cause) -> str:
    happened = cause.happened
    return happened.isoformat() if isinstance(happened, date) else str(happened)


def _lacks_hour(rule: DeadlineRule, cause: Cause) -> bool:
    return rule.unit == "cutoff" and not isinstance(cause.happened, datetime)


def _locked(trigger: str, keys: Collection[str]) -> dict[Key, Obligation]:
    rows = Obligation.objects.filter(trigger=trigger, cause_key__in=keys).select_for_update()
    return {(row.rule, row.cause_key): row for row in rows.order_by("pk")}


def _follow(batch: Batch, row: Obligation, wanted: Wanted) -> None:
    """Until it is met an obligation follows its cause; afterwards nothing moves it (7.2 no. 9)."""
    if row.withdrawn_at is not None and wanted.has_come(batch.round):
        batch.change(row, withdrawn_at=None, remind_at=batch.round.now)
        batch.say(row, Verb.RESTORED)
    if not row.is_open:
        return
    before = row.due_at
    new = {name: value for name, value in wanted.columns.items() if getattr(row, name) != value}
    if new:
        # Rows written together share their columns: those that follow a cause are few.
        batch.change(row, **wanted.columns)
    if row.due_at != before:
        batch.change(row, remind_at=batch.round.now)
        batch.say(row, Verb.MOVED, before.astimezone(TIME_ZONE).isoformat())


def _answer(batch: Batch, row: Obligation, moment: datetime | None) -> None:
    """Close what is answered, and open again what was closed by something that is no longer there."""
    if row.answer_id is not None or row.withdrawn_at is not None or row.met_how == Obligation.How.REPORT:
        return
    if moment is not None and moment > batch.round.now:
        moment = None
    if row.met_at == moment:
        return
    how = Obligation.How.PUBLICATION if moment else ""
    batch.change(row, met_at=moment, met_how=how, remind_at=batch.round.now)
    batch.say(row, Verb.MET if moment else Verb.REOPENED)


def _withdraw_gone(this: Round, source: Source, seen: set[int]) -> None:
    """What no longer has a cause is owed no more; what was opened beside this round is left to the next."""
    inside = Obligation.objects.filter(
        trigger=source.trigger,
        happened_at__gte=midnight(this.since),
        opened_at__lt=this.now,
        met_at=None,
        withdrawn_at=None,
    )
    for found in _pages(inside):
        numbers = [pk for (pk,) in found if pk not in seen]
        if not numbers:
            continue
        with transaction.atomic():
            batch = Batch(this)
            for row in inside.filter(pk__in=numbers).select_for_update():
                batch.change(row, withdrawn_at=this.now)
                batch.say(row, Verb.WITHDRAWN)
            batch.keep()


def _close(this: Round, source: Source, rows: Any) -> None:
    """Ask what has answered those of these rows that are open."""
    waiting = rows.open().filter(trigger=source.trigger, answer=None)
    for found in _pages(waiting, "cause_key"):
        first = source.met({key for _pk, key in found})
        _settle(this, {pk: first[key] for pk, key in found if key in first})


def _close_answered(this: Round) -> None:
    """The items that people named as answers count from their first public moment."""
    named = Obligation.objects.open().filter(answer__isnull=False)
    for found in _pages(named, "answer"):
        first = first_public({item for _pk, item in found})
        _settle(this, {pk: first[item] for pk, item in found if item in first})


def _settle(this: Round, moments: dict[int, datetime]) -> None:
    """Mark these obligations (by number) as met at those moments, unless somebody was first."""
    if not moments:
        return
    with transaction.atomic():
        batch = Batch(this)
        for row in Obligation.objects.open().filter(pk__in=moments).select_for_update():
            if moments[row.pk] <= this.now:
                batch.change(row, met_at=moments[row.pk], met_how=Obligation.How.PUBLICATION)
                batch.say(row, Verb.MET)
        batch.keep()


def _batches(rows: Iterable[Any]) -> Iterator[list[Any]]:
    stream = iter(rows)
    while found := list(islice(stream, BATCH)):
        yield found


def _pages(rows: Any, *columns: str) -> Iterator[list[Any]]:
    """(number, *columns) of the rows, by number; no cursor stays open over what is written between."""
    last = 0
    while found := list(rows.filter(pk__gt=last).order_by("pk").values_list("pk", *columns)[:BATCH]):
        yield found
        last = found[-1][0]
