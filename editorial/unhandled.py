"""Submissions that wait too long where they stand (HL-8): who could move them on is told, then the board."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from editorial.actors import people_with_role
from editorial.digest import Digest
from editorial.models import Edition, UnhandledAlert
from editorial.notices import people_waited_for
from editorial.publishing import edition_models
from editorial.reminders import BOARD_ROLES, current_digest
from editorial.states import State
from editorial.waiting import arrivals
from people.models import User

BOARD_AFTER = 2  # times the hours that the regulation gives


def make_alerts() -> int:
    """Write down every alert that is owed by now; return how many are new. Repeatable."""
    digest, now = current_digest(), timezone.now()
    if not digest.reminders.unhandled_hours:
        return 0
    new = []
    for edition, since in _waiting(now - timedelta(hours=digest.reminders.unhandled_hours)):
        people = _people_owed(edition, since, digest, now)
        known = set(_alerts(edition, since).values_list("user", flat=True)) if people else set()
        new += [
            UnhandledAlert(user=user, item_id=edition.item_id, edition_number=edition.number, since=since)
            for user in sorted(people, key=lambda one: one.pk)
            if user.pk not in known
        ]
    UnhandledAlert.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def still_waiting(alert: UnhandledAlert) -> Edition | None:
    """The edition, while it stands where it stood."""
    edition = alert.item.editions.filter(number=alert.edition_number, state=State.IN_REVIEW).first()
    return edition if edition is not None and _since(edition) == alert.since else None


def _alerts(edition: Edition, since: datetime) -> QuerySet[UnhandledAlert]:
    return UnhandledAlert.objects.filter(item=edition.item_id, edition_number=edition.number, since=since)


def _waiting(before: datetime) -> Iterator[tuple[Edition, datetime]]:
    """What is under review and has not moved since, with the moment at which it arrived where it is."""
    for model in edition_models():
        rows = model._default_manager.filter(Q(submitted_at__lte=before), state=State.IN_REVIEW)
        found = list(rows.select_related("item__unit__head", "section__parent", "regulation"))
        came = arrivals({edition.item_id for edition in found})
        for edition in found:
            since = came.get((edition.item_id, edition.number, edition.step))
            if since is not None and since <= before:
                yield edition, since


def _since(edition: Edition) -> datetime | None:
    return arrivals({edition.item_id}).get((edition.item_id, edition.number, edition.step))


def _people_owed(edition: Edition, since: datetime, digest: Digest, now: datetime) -> set[User]:
    hours = digest.reminders.unhandled_hours
    if digest.first_from(digest.after_working_hours(since, hours)) > now:
        return set()
    people = people_waited_for(edition)
    if digest.first_from(digest.after_working_hours(since, hours * BOARD_AFTER)) <= now:
        people |= people_with_role(*BOARD_ROLES)
    return people
