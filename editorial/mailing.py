"""Mail about the work in hand; the notification row is what is owed, the letter its copy."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.mailroom.threads import NOTICE, message_id, thread_id
from editorial.models import Edition, Event, Notification, Remark
from editorial.notices import sentence


def mail_notifications(event: Event, edition: Edition) -> int:
    """Send what this event still owes by mail, marking each letter once it is gone; return how many.

    The Message-ID is that of the notification, so a letter repeated after a crash is one to the reader.
    """
    sent = 0
    owed = Notification.objects.filter(event=event, mailed_at=None).exclude(user__email="")
    for notification in owed.select_related("user").order_by("pk"):
        _letter(notification, event, edition).send()
        Notification.objects.filter(pk=notification.pk).update(mailed_at=timezone.now())
        sent += 1
    return sent


def _letter(notification: Notification, event: Event, edition: Edition) -> EmailMessage:
    subject = _("[Cần xử lý] %(title)s") if notification.to_act else _("[Để biết] %(title)s")
    lines = [sentence(event, edition) + "."]
    if words := event.note or _remark_of(event):
        lines += ["", words]
    lines += ["", settings.SITE_URL + edition.get_desk_url()]
    thread = thread_id(event.item_id)
    return EmailMessage(
        subject=" ".join((subject % {"title": edition.title}).split())[:200],
        body="\n".join(lines),
        to=[notification.user.email],
        reply_to=[settings.MAIL_IN_ADDRESS] if settings.MAIL_IN_ADDRESS else None,
        headers={
            # An answer to it lands in the conversation (HN-12.4.2b).
            "Message-ID": message_id(NOTICE, notification.pk),
            "In-Reply-To": thread,
            "References": thread,
            "Auto-Submitted": "auto-generated",
        },
    )


def _remark_of(event: Event) -> str:
    """What was said, for an event that is a turn of the conversation."""
    found = Remark.objects.filter(pk=event.data.get("remark"))
    return found.values_list("text", flat=True).first() or ""
