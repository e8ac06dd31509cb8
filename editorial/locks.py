"""Who is writing: one person at a time, told to the others, never in the way of a decision.

The lock belongs to a page that is alive: its heartbeat renews the lease, and silence ends it (NukeViet's
locks that nobody could open, #2803). Without JavaScript no lock is taken; then the version alone protects.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.events import record
from editorial.models import LEASE, Edition, EditLock, Item
from people.models import User


def other_writer(edition: Edition, user: User) -> EditLock | None:
    """The lock under which somebody else has this text open now; None when it is free or this user's."""
    locks = EditLock.objects.filter(item=edition.item_id, edition_number=edition.number)
    return locks.filter(expires_at__gt=timezone.now()).exclude(by=user).select_related("by").first()


def lock_refusals(edition: Edition, user: User) -> list[str]:
    """Why this person may not save now; empty when nobody else is writing."""
    lock = other_writer(edition, user)
    if lock is None:
        return []
    since = timezone.localtime(lock.since)
    words = {"who": lock.by, "since": f"{since:%H:%M %d/%m/%Y}"}
    return [_("%(who)s đang sửa bài này từ %(since)s.") % words]


def hold(edition: Edition, *, by: User) -> EditLock | None:
    """Take the lock or renew it until two minutes from now; None when somebody else holds it.

    The caller has checked that this person may change the text. Two at once: the database lets one in.
    """
    now = timezone.now()
    lock, made = EditLock.objects.get_or_create(
        item_id=edition.item_id,
        edition_number=edition.number,
        defaults={"by": by, "since": now, "expires_at": now + LEASE},
    )
    if made:
        return lock
    row = EditLock.objects.filter(pk=lock.pk)
    mine = row.filter(by=by, expires_at__gt=now).update(expires_at=now + LEASE)
    free = Q(by=by) | Q(expires_at__lte=now)
    if not mine and not row.filter(free).update(by=by, since=now, expires_at=now + LEASE):
        return None
    return row.first()


def let_go(edition: Edition, *, by: User) -> None:
    """The page was left: nobody has to wait for the lease to run out."""
    EditLock.objects.filter(item=edition.item_id, edition_number=edition.number, by=by).delete()


@transaction.atomic
def take_over(edition: Edition, *, by: User) -> None:
    """Write instead of whoever is writing; they are told, and keep what they typed on their page.

    The caller has checked that this person may change the text.
    """
    Item.objects.select_for_update().get(pk=edition.item_id)
    lock = other_writer(edition, by)
    if lock is not None:
        record(edition, "take_over", by=by, data={"from": lock.by_id})
    now = timezone.now()
    EditLock.objects.update_or_create(
        item_id=edition.item_id,
        edition_number=edition.number,
        defaults={"by": by, "since": now, "expires_at": now + LEASE},
    )
