"""“Việc của tôi”: what waits for this person, what they sent and where it is."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from operator import attrgetter

from django.db.models import Q, TextField

from editorial.access import visible
from editorial.actors import is_approver, people_at
from editorial.lights import Waiting, waiting_of
from editorial.models import Claim, Edition, Notification
from editorial.publishing import edition_models
from editorial.routes import step_of
from editorial.states import State
from editorial.waiting import Desk
from people.models import User

MOST_NEWS = 100
UNDER_WAY = Q(state__in=[State.IN_REVIEW, State.RETURNED, State.APPROVED])


@dataclass(frozen=True)
class News:
    """The newest of what happened to an item; `edition` is None once its draft is gone or no longer seen."""

    notification: Notification
    edition: Edition | None
    earlier: int  # how many unread ones of the same item came before it
    to_act: bool  # whether any of them asks this person to do something


@dataclass(frozen=True)
class Task:
    """One line of a list; `waiting` tells of the time only where somebody has to act."""

    edition: Edition
    waiting: Waiting | None = None
    claim: Claim | None = None
    people: tuple[str, ...] = ()  # who could move it on, where the page asks (`with_holders`)

    @property
    def rank(self) -> tuple[int, datetime]:
        return self.waiting.rank if self.waiting else (2, self.edition.created_at)


@dataclass
class Worklist:
    """Editions of every kind; what waits is sorted by its end, the rest by its age."""

    waiting: list[Task] = field(default_factory=list)
    claimed: list[Task] = field(default_factory=list)
    to_fix: list[Task] = field(default_factory=list)
    drafts: list[Task] = field(default_factory=list)
    sent: list[Task] = field(default_factory=list)
    scheduled: list[Task] = field(default_factory=list)
    urgent: list[Task] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


def worklist(user: User) -> Worklist:
    """Everything the first screen shows; the number of queries does not grow with the work."""
    own = Q(created_by=user) | Q(submitted_by=user) | Q(information_provider=user)
    found = _all(user, UNDER_WAY | (own & Q(state=State.DRAFT)))
    desk = Desk.of(user, found)
    claims = _claims(found)

    def tasks(wanted: Callable[[Edition], object]) -> list[Task]:
        return [Task(one, waiting_of(one, desk), claims.get(one.item_id)) for one in found if wanted(one)]

    claimed, waiting = _by_claim(tasks(desk.waits), user)
    return Worklist(
        waiting=waiting,
        claimed=claimed,
        to_fix=sorted(tasks(lambda one: _to_fix(one, user)), key=_by_rank),
        drafts=[Task(one) for one in found if one.state == State.DRAFT],
        sent=tasks(lambda one: user.pk in one.author_ids and one.state in {State.IN_REVIEW, State.APPROVED}),
        scheduled=[Task(one) for one in found if one.is_scheduled],
        urgent=[Task(one) for one in _unconfirmed(user) if _may_confirm(one, user)],
        news=_news(user),
    )


def next_waiting(user: User, *, after: Edition) -> Edition | None:
    """What this person should take up next: what they claimed, then the first that waits and is nobody's."""
    found = [one for one in _all(user, UNDER_WAY) if one.item_id != after.item_id]
    desk, claims = Desk.of(user, found), _claims(found)
    mine = [Task(one, waiting_of(one, desk), claims.get(one.item_id)) for one in found if desk.waits(one)]
    claimed, waiting = _by_claim(mine, user)
    free = [task for task in waiting if task.claim is None]
    return next((task.edition for task in (*claimed, *free)), None)


def _by_claim(tasks: list[Task], user: User) -> tuple[list[Task], list[Task]]:
    """What this person has claimed, and the rest; what is late or nearly so first."""
    claimed: list[Task] = []
    others: list[Task] = []
    for task in sorted(tasks, key=_by_rank):
        mine = task.claim is not None and task.claim.by_id == user.pk
        (claimed if mine else others).append(task)
    return claimed, others


_by_rank = attrgetter("rank")


def _all(user: User, condition: Q) -> list[Edition]:
    found = chain.from_iterable(
        # A list shows no text, and a hundred long ones weigh more than all the rest of the page.
        visible(model, user).filter(condition).defer(*_texts(model))
        for model in edition_models()
    )
    return sorted(found, key=lambda edition: edition.submitted_at or edition.created_at)


def _texts(model: type[Edition]) -> list[str]:
    return [one.name for one in model._meta.concrete_fields if isinstance(one, TextField)]


def _claims(editions: list[Edition]) -> dict[int, Claim]:
    items = {edition.item_id for edition in editions}
    return {one.item_id: one for one in Claim.objects.filter(item__in=items).select_related("by")}


def _to_fix(edition: Edition, user: User) -> bool:
    return edition.state == State.RETURNED and not edition.step and user.pk in edition.author_ids


def _unconfirmed(user: User) -> list[Edition]:
    return _all(user, Q(state=State.PUBLISHED, urgent_by__isnull=False, urgent_confirmed_by=None))


def _may_confirm(edition: Edition, user: User) -> bool:
    return user.pk not in {edition.urgent_by_id, edition.submitted_by_id} and is_approver(edition, user)


def _news(user: User) -> list[News]:
    """One line per item, the newest first: opening an item marks all that is told of it as read."""
    unread = Notification.objects.filter(user=user, read_at=None).select_related("event__by")[:MOST_NEWS]
    by_item: dict[int, list[Notification]] = {}
    for one in unread:
        by_item.setdefault(one.event.item_id, []).append(one)
    seen = {(edition.item_id, edition.number): edition for edition in _all(user, Q(item__in=by_item))}
    return [
        News(
            told[0],
            seen.get((item, told[0].event.edition_number)),
            len(told) - 1,
            any(one.to_act for one in told),
        )
        for item, told in by_item.items()
    ]


def with_holders(tasks: list[Task]) -> list[Task]:
    """The same tasks with who could move each on now: looked up once per step, unit and section."""
    known: dict[tuple[object, ...], tuple[str, ...]] = {}
    found = []
    for task in tasks:
        edition, step = task.edition, step_of(task.edition)
        place = (edition.kind, edition.regulation_id, edition.step, edition.item.unit_id, edition.section_id)
        if step is not None and place not in known:
            known[place] = tuple(sorted(str(person) for person in people_at(edition, step)))
        found.append(replace(task, people=known.get(place, ())))
    return found
