"""The state of something owed is the same for Python and for the database, whatever the four moments are."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from editorial.deadline_states import OPEN_STATES, DeadlineState
from editorial.models import Obligation
from tests.moments import Clock
from tests.school import School

NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
STEPS = [
    timedelta(days=-2),
    timedelta(microseconds=-1),
    timedelta(),
    timedelta(microseconds=1),
    timedelta(days=1),
]
DUES = [NOW + step for step in [*STEPS, timedelta(days=1, microseconds=1)]]


def test_both_definitions_agree(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    Clock(monkeypatch, NOW)
    rows = []
    for due, met, waived, withdrawn in product(DUES, [None, *STEPS], [None, NOW], [None, NOW]):
        row = Obligation(title="Việc", trigger="by_hand", happened_at=NOW, due_at=due, withdrawn_at=withdrawn)
        if met is not None:
            row.met_at, row.met_how = due + met, "report"
        if waived:
            row.waived_at, row.waived_by, row.waived_reason = waived, school.truongban, "Nghỉ bão"
        rows.append(row)
    Obligation.objects.bulk_create(rows)
    found = list(Obligation.objects.with_state())
    assert len(found) == 144
    assert [row.pk for row in found if row.state != row.state_now] == []
    assert {row.state for row in found} == set(DeadlineState)
    open_ones = set(Obligation.objects.open().values_list("pk", flat=True))
    assert open_ones == {row.pk for row in found if row.state in OPEN_STATES}
    assert open_ones == {row.pk for row in found if row.is_open}


@pytest.mark.parametrize(
    ("due", "state"),
    [(0, "overdue"), (1, "due_soon"), (86_400, "due_soon"), (86_401, "pending")],
)
def test_the_end_itself_is_too_late(monkeypatch: pytest.MonkeyPatch, due: int, state: str) -> None:
    Clock(monkeypatch, NOW)
    assert Obligation(due_at=NOW + timedelta(seconds=due)).state == state
