"""“Việc của tôi”: what waits for this person, what they sent and where it is."""

from dataclasses import dataclass, field
from itertools import chain

from django.db.models import Q

from editorial.access import visible
from editorial.actors import acts_at, is_approver, owes_review
from editorial.models import Edition, Notification
from editorial.publishing import edition_models
from editorial.refusing import valid_opinion
from editorial.routes import APPROVING_VERBS, step_of
from editorial.states import State
from people.models import User

SHOWN = 50


@dataclass(frozen=True)
class News:
    """What happened to an item; `edition` is None once its draft was thrown away or is no longer seen."""

    notification: Notification
    edition: Edition | None


@dataclass
class Worklist:
    """Editions of every kind, oldest first, each list at most `SHOWN` long."""

    waiting: list[Edition] = field(default_factory=list)
    to_fix: list[Edition] = field(default_factory=list)
    drafts: list[Edition] = field(default_factory=list)
    sent: list[Edition] = field(default_factory=list)
    scheduled: list[Edition] = field(default_factory=list)
    urgent: list[Edition] = field(default_factory=list)
    news: list[News] = field(default_factory=list)


def worklist(user: User) -> Worklist:
    under_way = _all(user, Q(state__in=[State.IN_REVIEW, State.RETURNED, State.APPROVED]))
    own = Q(created_by=user) | Q(submitted_by=user) | Q(information_provider=user)
    return Worklist(
        waiting=[one for one in under_way if waits_for(one, user)][:SHOWN],
        to_fix=[one for one in under_way if _to_fix(one, user)][:SHOWN],
        drafts=_all(user, own & Q(state=State.DRAFT))[:SHOWN],
        sent=_all(user, own & Q(state__in=[State.IN_REVIEW, State.APPROVED]))[:SHOWN],
        scheduled=[one for one in under_way if one.is_scheduled][:SHOWN],
        urgent=[one for one in _unconfirmed(user) if _may_confirm(one, user)][:SHOWN],
        news=_news(user),
    )


def _all(user: User, condition: Q) -> list[Edition]:
    found = chain.from_iterable(visible(model, user).filter(condition) for model in edition_models())
    return sorted(found, key=lambda edition: edition.submitted_at or edition.created_at)


def waits_for(edition: Edition, user: User) -> bool:
    """Whether the next move of this edition is this person's."""
    step = step_of(edition)
    if step is None:
        return False
    if acts_at(edition, step, user):
        return not (edition.submitted_by_id == user.pk and APPROVING_VERBS & set(step.verbs))
    if edition.state != State.IN_REVIEW:
        return False
    if step.opinion_of and edition.needs_opinion and user.has_role(step.opinion_of):
        return valid_opinion(edition) is None
    return "assign" in step.verbs and owes_review(edition, user)


def _to_fix(edition: Edition, user: User) -> bool:
    return edition.state == State.RETURNED and not edition.step and user.pk in edition.author_ids


def _unconfirmed(user: User) -> list[Edition]:
    return _all(user, Q(state=State.PUBLISHED, urgent_by__isnull=False, urgent_confirmed_by=None))


def _may_confirm(edition: Edition, user: User) -> bool:
    return user.pk not in {edition.urgent_by_id, edition.submitted_by_id} and is_approver(edition, user)


def _news(user: User) -> list[News]:
    unread = Notification.objects.filter(user=user, read_at=None).select_related("event__by")[:20]
    items = {one.event.item_id for one in unread}
    seen = {(edition.item_id, edition.number): edition for edition in _all(user, Q(item__in=items))}
    return [News(one, seen.get((one.event.item_id, one.event.edition_number))) for one in unread]
