"""Writing the history of a session; nothing of a candidate goes into it."""

from typing import Any

from exams.models import ExamEvent, ExamSession
from people.models import User


def write_event(
    session: ExamSession | None,
    verb: str,
    *,
    by: User | None,
    note: str = "",
    data: dict[str, Any] | None = None,
) -> ExamEvent:
    """Must be called inside the transaction that did it; `by` None is the portal itself."""
    return ExamEvent.objects.create(session=session, verb=verb, by=by, note=note[:500], data=data or {})
