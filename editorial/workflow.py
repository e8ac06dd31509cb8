"""The only code that changes an edition's state (architecture.md §3)."""

from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from editorial import checklist
from editorial.clock import clock
from editorial.effects import EFFECTS, Outcome
from editorial.events import record
from editorial.models import Claim, Edition, EditLock, Event, Item
from editorial.refusing import refusals
from editorial.states import MOVES, Move, State, Who
from people.models import User

# Moves after which the text as it stands is kept for comparison.
KEEPS_TEXT = frozenset({"submit", "forward", "sign", "publish", "post", "publish_urgently"})


class Refused(Exception):
    """The move is not allowed now; `reasons` are Vietnamese sentences fit to show the user."""

    def __init__(self, reasons: list[str]) -> None:
        self.reasons = reasons
        super().__init__(" ".join(reasons))


def stale_refusal() -> str:
    return _("Nội dung vừa được người khác thay đổi; hãy xem lại bản mới rồi quyết định.")


def allowed(edition: Edition, *, by: User) -> list[Move]:
    """The moves this person may make now, in the order of the table: the buttons of every page."""
    return [
        move
        for verb, move in MOVES.items()
        if move.who is not Who.CLOCK and not refusals(edition, verb, by=by)
    ]


@transaction.atomic
def perform(
    edition: Edition, verb: str, *, by: User, note: str = "", version: int | None = None, **details: Any
) -> Event:
    """Make the move and write its event, or raise `Refused` and change nothing.

    `version` is the one that the person's page was drawn with (default: the one loaded), so nobody
    approves a text that changed after they read it. `details` are the move's own: see `effects`; `ticks`
    among them are the codes that the person's page showed ticked (see `checklist.missing_ticks`).
    """
    # The lock on the item puts two people in a row; the compare-and-set below is what decides.
    Item.objects.select_for_update().get(pk=edition.item_id)
    fresh = load_for_change(edition)
    if fresh.version != (edition.version if version is None else version):
        raise Refused([stale_refusal()])
    if fresh.is_due and verb != "appear":
        _make(fresh, MOVES["appear"], by=clock(), note="", details={})
    event = _make(fresh, MOVES[verb], by=by, note=note.strip(), details=details)
    edition.refresh_from_db()
    return event


def load_for_change(edition: Edition) -> Edition:
    related = ("item__unit__head", "section__parent", "regulation")
    return type(edition)._base_manager.select_related(*related).get(pk=edition.pk)


def _make(edition: Edition, move: Move, *, by: User, note: str, details: dict[str, Any]) -> Event:
    if reasons := refusals(edition, move.verb, by=by, note=note):
        raise Refused(reasons)
    outcome = EFFECTS[move.verb](edition, move, by, note, details)
    given = details.get("ticks")
    if reasons := outcome.reasons or checklist.missing_ticks(edition, move.verb, given):
        raise Refused(reasons)
    checked = checklist.record_of(edition, move.verb, given)
    before = (edition.state, edition.step)
    if outcome.state == State.PUBLISHED and edition.state != State.PUBLISHED:
        _supersede_public(edition)
    _write(edition, outcome)
    if before != (edition.state, edition.step):
        _let_go(edition)
    return record(
        edition,
        move.verb,
        by=by,
        note=note,
        before=before,
        data=outcome.data | checked,
        keep_text=move.verb in KEEPS_TEXT,
    )


def _write(edition: Edition, outcome: Outcome) -> None:
    unchanged = type(edition)._base_manager.filter(
        pk=edition.pk, state=edition.state, step=edition.step, version=edition.version
    )
    try:
        with transaction.atomic():
            written = unchanged.update(
                state=outcome.state, step=outcome.step, version=F("version") + 1, **outcome.columns
            )
    except IntegrityError as error:
        # Two items at the same instant: a constraint of the kind (a page's address) lets one of them in.
        raise Refused([_("Một nội dung khác vừa dùng chỗ này trước; hãy tải lại trang.")]) from error
    if written != 1:
        raise Refused([stale_refusal()])
    if outcome.item_columns:
        Item.objects.filter(pk=edition.item_id).update(**outcome.item_columns)
    edition.refresh_from_db()
    edition.item.refresh_from_db()


def _let_go(edition: Edition) -> None:
    """Whoever was dealing with the text where it stood is not any more."""
    Claim.objects.filter(item=edition.item_id).delete()
    EditLock.objects.filter(item=edition.item_id, edition_number=edition.number).delete()


def _supersede_public(edition: Edition) -> None:
    earlier = type(edition)._base_manager.filter(item=edition.item_id, state=State.PUBLISHED)
    earlier.exclude(pk=edition.pk).update(state=State.SUPERSEDED, version=F("version") + 1)
