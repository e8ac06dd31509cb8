"""Keeping the index equal to what is public: noted by the outbox, written in batches by one writer.

The index is derived data. Whatever it says, a hit is shown only if `public()` has it at that moment.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from celery import current_app
from django.db import connection, transaction
from django.utils import timezone

from editorial.models import Event
from portal.search.engine import Entry, Writing, engine
from portal.search.kinds import BY_LABEL, KINDS, public_rows, public_stamps
from portal.search.models import StaleEntry
from portal.search.search_indexes import entry_of
from portal.search.seeds import sow_synonyms

BATCH = 200
# An event is dated when its transaction begins; by this much it may be written down later.
LONGEST_TRANSACTION = timedelta(minutes=10)

Progress = Callable[[int, int], None]


def note(identifiers: Iterable[str]) -> None:
    """Write down that these entries have to be looked at, and wake the writer after the commit."""
    StaleEntry.objects.bulk_create(StaleEntry(identifier=one) for one in identifiers)
    if not any(entry[1] is wake_writer for entry in connection.run_on_commit):
        transaction.on_commit(wake_writer, robust=True)


def wake_writer() -> None:
    current_app.send_task("portal.search.tasks.keep_index", ignore_result=True, retry=False)


def write_owed() -> int:
    """Bring every noted entry up to date; returns how many. Builds the index where there is none.

    What is public is read while no other writer is at work, so the later reading stands. A row is deleted
    only after the commit: a writer that is killed leaves it to the next.
    """
    if not engine().is_ready():
        return rebuild()
    written = 0
    while noted := list(StaleEntry.objects.order_by("pk")[:BATCH]):
        with engine().writing() as writing:
            _bring_up_to_date(writing, {one.identifier for one in noted})
        StaleEntry.objects.filter(pk__in=[one.pk for one in noted]).delete()
        written += len(noted)
    return written


def _bring_up_to_date(writing: Writing, identifiers: set[str]) -> None:
    keys: dict[str, list[str]] = defaultdict(list)
    for identifier in sorted(identifiers):
        label, _dot, key = identifier.rpartition(".")
        keys[label].append(key)
    kept: set[str] = set()
    for label, wanted in keys.items():
        if label in BY_LABEL:
            kind = BY_LABEL[label]
            entries = [entry_of(kind, thing) for thing in public_rows(kind, wanted)]
            writing.put(entries)
            kept |= {entry.identifier for entry in entries}
    writing.drop(identifiers - kept)


def _nothing(done: int, total: int) -> None:
    """No progress is shown."""


def rebuild(progress: Progress = _nothing) -> int:
    """Write the index anew beside the one in use, then put it in its place; returns the number of entries.

    Raises WriterBusy when another process is rebuilding. What is published or taken down meanwhile is read
    again at the end, while no other writer is at work.
    """
    sow_synonyms()
    begun = timezone.now()
    total, done = sum(kind.queryset().count() for kind in KINDS), 0
    progress(0, total)
    with engine().rebuilding() as rebuilding:
        for batch in _all_entries():
            rebuilding.put(batch)
            done += len(batch)
            progress(done, max(total, done))
        rebuilding.swap(lambda writing: _bring_up_to_date(writing, _touched_since(begun)))
    return done


def _all_entries() -> Iterator[list[Entry]]:
    """In steps of the key, so that neither memory nor a long transaction grows with the school."""
    for kind in KINDS:
        last = 0
        while things := list(kind.queryset().filter(pk__gt=last).order_by("pk")[:BATCH]):
            last = things[-1].pk
            yield [entry_of(kind, thing) for thing in things]


def _touched_since(begun: datetime) -> set[str]:
    events = Event.objects.filter(at__gte=begun - LONGEST_TRANSACTION)
    return {f"{kind}.{item}" for kind, item in events.values_list("item__kind", "item").distinct()}


@dataclass(frozen=True)
class Difference:
    """Identifiers: public and not in the index, in it and not public, and there in an older state."""

    missing: frozenset[str]
    surplus: frozenset[str]
    outdated: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        return self.missing | self.surplus | self.outdated


def difference() -> Difference:
    """Compare the index with what is public now."""
    there = engine().stamps()
    public: dict[str, str] = {}
    for kind in KINDS:
        public |= dict(public_stamps(kind))
    return Difference(
        missing=frozenset(public.keys() - there.keys()),
        surplus=frozenset(there.keys() - public.keys()),
        outdated=frozenset(one for one in public.keys() & there.keys() if public[one] != there[one]),
    )


def mend() -> Difference:
    """Bring what differs up to date; a missing or worn index is written anew. Returns what differed."""
    if not engine().is_ready() or engine().is_worn():
        rebuild()
    found = difference()
    if found.all:
        with engine().writing() as writing:
            _bring_up_to_date(writing, set(found.all))
    return found
