"""What people do to an obligation: report it done, waive it, hand it to somebody; and take that back.

Who may see an obligation and who may do what is decided here and nowhere else. Each act locks the row, asks
again whether it is still possible, and leaves one line in a history that is never changed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from editorial.actors import BOARD
from editorial.first_public import first_public
from editorial.models import Item, Obligation, ObligationChange, Responsible
from editorial.obligations import source_of
from editorial.workflow import Refused
from people.models import User

# Whose work it is to see that everything is done in time, and whoever looks after them.
SEES_ALL = (*BOARD, "school_leaders", "secretariat", "inspector")
URGES = (*BOARD, "secretariat")
Verb = ObligationChange.Verb


def visible_obligations(user: User) -> QuerySet[Obligation]:
    """Everything for the board and the inspector, their unit's for its head, their own for everybody."""
    rows = Obligation.objects.all()
    if user.has_role(*SEES_ALL):
        return rows
    own = Q(pk__in=Responsible.objects.filter(user=user).values("obligation")) | Q(unit__head=user)
    if user.has_role("unit_head") and user.unit_id:
        own |= Q(unit=user.unit_id)
    return rows.filter(own)


def may_open_by_hand(user: User) -> bool:
    """Whether this person may give others something to do by a day and hour (Q8-6)."""
    return user.is_active and user.has_role(*URGES)


def needs_publication(row: Obligation) -> bool:
    """Whether only something public answers it, so that a report has to name the item."""
    source = source_of(row.trigger)
    return source is not None and source.by_publication


@dataclass(frozen=True)
class Act:
    """One thing that may be done to an obligation; `possible` says why not, "" when it is."""

    verb: Verb
    label: str | Promise
    allowed: Callable[[Obligation, User], bool]
    possible: Callable[[Obligation], str]
    danger: bool = False


def _is_concerned(row: Obligation, user: User) -> bool:
    """Those responsible, the head of the unit, and those who urge."""
    if user.has_role(*URGES) or Responsible.objects.filter(obligation=row, user=user).exists():
        return True
    if row.unit is None:
        return False
    return row.unit.head_id == user.pk or (user.has_role("unit_head") and user.unit_id == row.unit_id)


def _is_board(row: Obligation, user: User) -> bool:
    return user.has_role(*BOARD)


def _urges(row: Obligation, user: User) -> bool:
    return user.has_role(*URGES)


def _still_open(row: Obligation) -> str:
    if row.withdrawn_at is not None:
        return _("Việc này không còn phải làm.")
    if row.waived_at is not None:
        return _("Việc này đã được miễn.")
    return _("Việc này đã xong.") if row.met_at is not None else ""


def _is_reported(row: Obligation) -> str:
    reported = row.answer_id is not None or row.met_how == Obligation.How.REPORT
    return "" if reported else _("Việc này chưa ai báo đã làm.")


def _is_waived(row: Obligation) -> str:
    return "" if row.waived_at is not None else _("Việc này không được miễn.")


ACTS = {
    "bao-da-lam": Act(Verb.REPORTED, gettext_lazy("Báo đã làm"), _is_concerned, _still_open),
    "rut-bao": Act(Verb.UNREPORTED, gettext_lazy("Rút báo đã làm"), _is_concerned, _is_reported, danger=True),
    "mien": Act(Verb.WAIVED, gettext_lazy("Miễn việc này"), _is_board, _still_open, danger=True),
    "rut-mien": Act(Verb.UNWAIVED, gettext_lazy("Rút việc miễn"), _is_board, _is_waived),
    "giao": Act(Verb.ASSIGNED, gettext_lazy("Giao người phụ trách"), _urges, _still_open),
}


def acts_of(row: Obligation, user: User) -> dict[str, Act]:
    """What this person may do now, by the word in the address: the forms of the page."""
    return {
        code: act
        for code, act in ACTS.items()
        if user.is_active and act.allowed(row, user) and not act.possible(row)
    }


@transaction.atomic
def do(row: Obligation, code: str, *, by: User, note: str, **details: Any) -> None:
    """Carry out an act of ACTS; Refused with the reason where it is not this person's, or not possible now.

    `bao-da-lam` takes `done_at` (aware) and `answer`, `giao` takes `people`. KeyError for an unknown code.
    """
    act = ACTS[code]
    fresh = Obligation.objects.select_for_update().get(pk=row.pk)
    if not (by.is_active and act.allowed(fresh, by)):
        raise Refused([_("Việc này không thuộc quyền của bạn.")])
    if reason := act.possible(fresh):
        raise Refused([reason])
    said = _EFFECTS[code](fresh, by, note, **details)
    fresh.remind_at = timezone.now()
    fresh.save(update_fields=[*_COLUMNS, "remind_at"])
    ObligationChange.objects.create(
        obligation=fresh, verb=act.verb, by=by, note=said or note, due_at=fresh.due_at
    )
    _EXTRA.get(code, _nothing)(fresh, by)


_COLUMNS = (
    *("met_at", "met_how", "answer", "waived_at", "waived_by", "waived_reason"),
    *("people_chosen",),
)


def _report(
    row: Obligation, by: User, note: str, *, done_at: datetime | None = None, answer: Item | None = None
) -> str:
    """Done at a moment that somebody names, or from the first public moment of an item."""
    now = timezone.now()
    if answer is not None:
        row.answer = answer
        return f"{note}\n{answer}".strip()
    if needs_publication(row):
        raise Refused([_("Việc này chỉ xong khi có bài hoặc văn bản được đăng; hãy ghi bài ấy.")])
    moment = done_at or now
    if moment > now:
        raise Refused([_("Lúc làm xong không thể ở tương lai.")])
    if moment < row.happened_at:
        raise Refused([_("Lúc làm xong không thể trước khi việc này phát sinh.")])
    row.met_at, row.met_how = moment, Obligation.How.REPORT
    return note


def _unreport(row: Obligation, by: User, note: str) -> str:
    row.answer = None
    row.met_at, row.met_how = None, ""
    return note


def _waive(row: Obligation, by: User, note: str) -> str:
    if not note.strip():
        raise Refused([_("Hãy ghi lý do miễn.")])
    row.waived_at, row.waived_by, row.waived_reason = timezone.now(), by, note.strip()
    return note


def _unwaive(row: Obligation, by: User, note: str) -> str:
    row.waived_at, row.waived_by, row.waived_reason = None, None, ""
    return note


def _assign(row: Obligation, by: User, note: str, *, people: Iterable[User]) -> str:
    chosen = sorted(set(people), key=lambda one: one.pk)
    if not chosen:
        raise Refused([_("Hãy chọn ít nhất một người.")])
    Responsible.objects.filter(obligation=row).exclude(user__in=chosen).delete()
    Responsible.objects.bulk_create(
        [Responsible(obligation=row, user=user) for user in chosen], ignore_conflicts=True
    )
    row.people_chosen = True
    names = ", ".join(str(one) for one in chosen)
    return f"{names}. {note}".strip() if note else names


def _meet_by_answer(row: Obligation, by: User) -> None:
    """An answer that is public already closes the thing in the same moment."""
    moment = first_public([row.answer_id]).get(row.answer_id) if row.answer_id else None
    if moment is None:
        return
    row.met_at, row.met_how = moment, Obligation.How.PUBLICATION
    row.save(update_fields=["met_at", "met_how"])
    ObligationChange.objects.create(obligation=row, verb=Verb.MET, by=by, due_at=row.due_at)


def _nothing(row: Obligation, by: User) -> None:
    """Most acts are done when they are written down."""


_EFFECTS: dict[str, Callable[..., str]] = {
    "bao-da-lam": _report,
    "rut-bao": _unreport,
    "mien": _waive,
    "rut-mien": _unwaive,
    "giao": _assign,
}
_EXTRA = {"bao-da-lam": _meet_by_answer}
