"""Taking a request in: what is said is kept once, its clocks begin, and the desk is told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community import guarding
from community.choices import Channel, Kind
from community.clocks import limits
from community.codes import new_code
from community.models import OutsideRequest
from community.recording import tell_providers, write_event
from community.subjects import Subject
from documents.attaching import take_files
from editorial.actors import people_with_role
from editorial.clock import reader
from editorial.workflow import Refused
from people.models import User


@dataclass(frozen=True)
class Asked:
    """What the form gave, already cleaned."""

    kind: Kind
    relation: str
    name: str
    email: str
    text: str
    phone: str = ""
    ground: str = ""
    quote: str = ""


class TooMany(Exception):
    """This e-mail address has sent as many requests today as one may."""


def receive(
    asked: Asked, subject: Subject | None, *, key: UUID, files: Sequence[UploadedFile] = ()
) -> OutsideRequest:
    """Keep the request of a stranger; the same form sent again gives the request it made the first time.

    Raises `Refused` with the sentence for a file that the upload policy turns away, and `TooMany`.
    """
    if (known := OutsideRequest.objects.filter(form_key=key).first()) is not None:
        return known
    if guarding.is_over(guarding.SENT_BY_EMAIL, asked.email):
        raise TooMany
    try:
        with transaction.atomic():
            request = _keep(asked, subject, key=key, files=files, by=None)
            guarding.count(guarding.SENT_BY_EMAIL, asked.email)
    except IntegrityError:
        # Pressed twice at once: the other one was first.
        if (known := OutsideRequest.objects.filter(form_key=key).first()) is not None:
            return known
        raise
    return request


@transaction.atomic
def enter(
    asked: Asked, subject: Subject | None, *, by: User, channel: Channel, received_at: datetime, key: UUID
) -> OutsideRequest:
    """Write down at the desk what came by telephone or on paper; its clocks run from when it came.

    Raises `Refused` for a moment still to come. The same form sent again gives the request it made.
    """
    if (known := OutsideRequest.objects.filter(form_key=key).first()) is not None:
        return known
    if received_at > timezone.now():
        raise Refused([_("Thời điểm nhận không thể ở tương lai.")])
    return _keep(asked, subject, key=key, by=by, channel=channel, received_at=received_at)


def _keep(
    asked: Asked,
    subject: Subject | None,
    *,
    key: UUID,
    by: User | None,
    files: Sequence[UploadedFile] = (),
    channel: Channel = Channel.WEB,
    received_at: datetime | None = None,
) -> OutsideRequest:
    now = received_at or timezone.now()
    stored, _warnings = take_files(files, reader()) if files else ([], [])
    acknowledge_by, answer_by = limits(asked.kind, now)
    request = OutsideRequest.objects.create(
        code=new_code(),
        form_key=key,
        channel=channel,
        **vars(asked),
        **_about(subject),
        file=stored[0][0] if stored else None,
        file_name=stored[0][1] if stored else "",
        received_at=now,
        acknowledge_by=acknowledge_by,
        answer_by=answer_by,
        due_at=acknowledge_by or answer_by,
    )
    tells = "received" if request.may_be_written_to else ""
    others = desk_people(request) - {by}
    write_event(request, "receive", by=by, before="", tells=tells, desk=others)
    tell_providers(request, "outside_request", str(asked.kind.label), by=by)
    return request


def _about(subject: Subject | None) -> dict[str, object]:
    if subject is None:
        return {}
    return {"item_id": subject.item_id, "edition_number": subject.number, "title": subject.title}


def desk_people(request: OutsideRequest) -> set[User]:
    """Who is told of what comes in: whoever has it in hand, else the secretariat, else the board."""
    if request.assigned_to is not None and request.assigned_to.is_active:
        return {request.assigned_to}
    return people_with_role("secretariat") or people_with_role("deputy", "chair", "principal")
