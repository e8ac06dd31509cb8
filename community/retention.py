"""Personal data of people outside is kept no longer than it serves (QN-III.1d; Luật 91/2025/QH15 Điều 3)."""

import calendar
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from community.guarding import forget_attempts
from community.models import OutsideRequest, RequestLetter
from community.recording import write_event
from documents.models import StoredFile
from documents.scanning import remove_unused
from editorial.clock import READER


def purge_requests() -> dict[str, int]:
    """Erase who asked and what they wrote in requests closed REQUEST_KEEP_MONTHS ago; returns the counts.

    Kind, item, dates and decision stay, for the figures. Repeatable, and safe beside another run.
    """
    before = months_before(timezone.now(), settings.REQUEST_KEEP_MONTHS)
    due = OutsideRequest.objects.filter(closed_at__lt=before, purged_at=None)
    purged = sum(_purge(pk) for pk in due.order_by("pk").values_list("pk", flat=True))
    return {"requests": purged, "attempts": forget_attempts()}


def months_before(moment: datetime, months: int) -> datetime:
    """The same hour so many months earlier, on the last day of the month where there is no such day."""
    years, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    day = min(moment.day, calendar.monthrange(years, month + 1)[1])
    return moment.replace(year=years, month=month + 1, day=day)


@transaction.atomic
def _purge(pk: int) -> bool:
    request = OutsideRequest.objects.select_for_update().filter(pk=pk, purged_at=None).first()
    if request is None:
        return False
    file = request.file
    OutsideRequest.objects.filter(pk=pk).update(
        name="",
        email="",
        phone="",
        text="",
        quote="",
        answer="",
        file=None,
        file_name="",
        version=F("version") + 1,
        purged_at=timezone.now(),
    )
    RequestLetter.objects.filter(request=pk).delete()
    request.supplements.all().delete()
    request.events.all().erase_words()
    request.refresh_from_db()
    write_event(request, "purge", by=None, before=request.status)
    if file is not None:
        _forget_file(file)
    return True


def _forget_file(file: StoredFile) -> None:
    """What strangers sent goes with them; a file that the school itself has brought stays."""
    if file.uploaded_by.username == READER:
        remove_unused(file)
