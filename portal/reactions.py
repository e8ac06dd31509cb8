"""What follows from each event: read this file top to bottom and you know it all.

A reaction runs after the commit, in a worker, at least once. It looks at the item as it is *now*, so
running it twice, late, or out of order is harmless.
"""

from documents.models import OfficialDocument
from documents.sending import send_on_publication
from editorial.mailing import mail_notifications
from editorial.models import Event, Notification
from editorial.notices import ANNOUNCED, audience
from editorial.outbox import on
from editorial.owing import close_met
from portal.search.keeping import note
from portal.search.kinds import BY_LABEL


@on(*sorted(ANNOUNCED))
def tell_people(event: Event) -> None:
    """A line in the desk and a mail: to who must act next, and to the author (HN-7.1b)."""
    edition = event.item.editions.filter(number=event.edition_number).first()
    if edition is None:
        return
    told = audience(event, edition)
    lines = [(user, True) for user in told.to_act] + [(user, False) for user in told.to_know]
    Notification.objects.bulk_create(
        [Notification(user=user, event=event, to_act=to_act) for user, to_act in lines],
        ignore_conflicts=True,
    )
    mail_notifications(event, edition)


@on("publish", "post", "publish_urgently", "appear", "expire", "hide", "unhide", "take_down", "restore")
def keep_search_index(event: Event) -> None:
    """What the index says of the item is looked at again, in one go with all else that is noted (Q8-1.9)."""
    if event.item.kind in BY_LABEL:
        note([f"{event.item.kind}.{event.item_id}"])


@on("publish", "post", "publish_urgently", "appear")
def close_obligations(event: Event) -> None:
    """What this publication answers is no longer owed; the hourly round would find it too (HN-13)."""
    close_met()


@on("publish", "post", "publish_urgently", "appear")
def send_to_recipients(event: Event) -> None:
    """A document that is out goes to the recipients it names (HL-7.3a)."""
    if event.item.kind == OfficialDocument._meta.label_lower:
        send_on_publication(event.item_id, by=event.by)
