"""One look-up: the same work and the same answer for “no such number” and “wrong second key” (law.md §5).

The nearest number at or after the one asked for is read in every case, so that the database finds and hands
out one row whether or not the number exists; both comparisons are made in constant time, and both misses are
written down alike. Limits count misses only: by number strictly, by address generously, for a whole school
may sit behind one.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone

from exams.choices import Outcome, Progress
from exams.keys import (
    NOBODY,
    digest,
    normal_number,
    normal_second,
    number_digest,
    same,
    second_digest,
    unseal,
)
from exams.models import ExamResult, ExamSession, LookUp

WINDOW = timedelta(minutes=15)
DAY = timedelta(days=1)
# A day allows four windows' worth: patience does not help to guess.
WINDOWS_A_DAY = 4


@dataclass(frozen=True)
class Result:
    """What a candidate is told."""

    number: str
    name: str
    birth: str
    values: list[tuple[str, str]]


@dataclass(frozen=True)
class Answer:
    """`result` None with `too_many` False is the one answer to every miss."""

    result: Result | None = None
    too_many: bool = False


def look_up(session: ExamSession, number: str, second: str, address: str | None) -> Answer:
    """The result behind these two keys as they were typed, in a session that is open now."""
    asked = normal_number(number)
    given = normal_second(session.scheme, second)
    number_key = number_digest(session.pk, asked)
    address_key = digest("address", session.pk, address)
    if _is_over(session, number_key, address_key):
        return Answer(too_many=True)
    found = _verified(
        session, number_key, second_digest(session.pk, asked, given), usable=bool(asked and given)
    )
    outcome = Outcome.MISSED if found is None else Outcome.FOUND
    LookUp.objects.create(session=session, outcome=outcome, number=number_key, address=address_key)
    # Once more: tries sent side by side must not all slip through before the first is counted.
    if _is_over(session, number_key, address_key, more=outcome == Outcome.MISSED):
        return Answer(too_many=True)
    return Answer(read_result(found)) if found is not None else Answer()


def _verified(session: ExamSession, number_key: str, second_key: str, *, usable: bool) -> int | None:
    nearest = ExamResult.objects.filter(batch=session.shown_id, number__gte=number_key)
    row = nearest.order_by("number").values_list("pk", "number", "second").first()
    pk, number, second = row or (0, NOBODY, NOBODY)
    right_number = same(number, number_key)
    right_second = same(second, second_key)
    return pk if right_number & right_second & usable else None


def read_result(pk: int) -> Result:
    row = ExamResult.objects.select_related("batch").get(pk=pk)
    content = unseal(row.content)
    values = list(zip(row.batch.columns, content["values"], strict=False))
    return Result(content["number"], content["name"], content["birth"], values)


def result_at_desk(session: ExamSession, number: str) -> Result | None:
    """For who manages results: of what is shown, or else of the newest import that was agreed to."""
    newest = session.imports.filter(status=Progress.LOADED).order_by("-pk").first()
    batch = session.shown or newest
    key = number_digest(session.pk, normal_number(number))
    pk = ExamResult.objects.filter(batch=batch, number=key).values_list("pk", flat=True).first()
    return read_result(pk) if pk is not None else None


def _is_over(session: ExamSession, number_key: str, address_key: str, *, more: bool = False) -> bool:
    """Whether there were as many misses as the limits allow; `more`: this one is already counted."""
    limits = (
        ("number", number_key, settings.EXAM_WRONG_PER_NUMBER),
        ("address", address_key, settings.EXAM_WRONG_PER_ADDRESS),
    )
    return any(_misses_over(session, column, key, limit, more) for column, key, limit in limits)


def _misses_over(session: ExamSession, column: str, key: str, limit: int, more: bool) -> bool:
    now = timezone.now()
    missed: dict[str, Any] = {"session": session, "outcome": Outcome.MISSED, column: key, "at__gt": now - DAY}
    recent = Count("pk", filter=Q(at__gt=now - WINDOW))
    counts = LookUp.objects.filter(**missed).aggregate(day=Count("pk"), window=recent)
    return bool(counts["window"] >= limit + more or counts["day"] >= limit * WINDOWS_A_DAY + more)
