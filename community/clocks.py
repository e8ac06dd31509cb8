"""Until when a request must be acknowledged and answered, by the rules of the school's regulation.

Personal data: NĐ 356/2025/NĐ-CP Điều 5 (acknowledge within 2 working days; view, correct, provide 10 days;
withdraw consent, restrict, object 15; delete 20). For takedown and correction the law names no time: the
regulation sets the school's own. A change of the regulation touches later requests only.
"""

from datetime import datetime

from community.choices import ABOUT_DATA, Kind
from editorial.routes import current_preset
from regulations.calendar import working_days
from regulations.reckoning import due_at

# The triggers of regulations.schema; each has one obligation, met by its own moment.
ACKNOWLEDGE = {
    **dict.fromkeys((Kind.TAKEDOWN, Kind.CORRECTION), "request_to_acknowledge"),
    **dict.fromkeys(ABOUT_DATA, "data_request_to_acknowledge"),
}
ANSWER = {
    Kind.TAKEDOWN: "request_to_answer",
    Kind.CORRECTION: "request_to_answer",
    Kind.DATA_VIEW: "data_view_to_answer",
    Kind.DATA_CORRECT: "data_view_to_answer",
    Kind.DATA_STOP: "data_stop_to_answer",
    Kind.DATA_DELETE: "data_delete_to_answer",
}


def limits(kind: Kind, received_at: datetime) -> tuple[datetime | None, datetime | None]:
    """(acknowledge before, answer before): aware, the first instants too late; None where no rule says."""
    return _limit(ACKNOWLEDGE[kind], received_at), _limit(ANSWER[kind], received_at)


def _limit(trigger: str, received_at: datetime) -> datetime | None:
    """The earliest of the rules that this trigger sets off."""
    rules = [rule for rule in current_preset().deadlines if rule.enabled and trigger in rule.triggers]
    if not rules:
        return None
    calendar = working_days()
    return min(due_at(rule, received_at, calendar) for rule in rules)
