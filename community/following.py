"""What the person outside may do later: look up, add, withdraw, confirm or disown the e-mail address."""

import hmac
from datetime import timedelta

from django.core import signing
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.choices import OPEN, Status
from community.codes import read_code
from community.models import OutsideRequest, RequestLetter, Supplement
from community.receiving import desk_people
from community.recording import tell_providers, write_event
from editorial.workflow import Refused
from people.models import normal_username

FOLLOW_SALT, CONFIRM_SALT = "community.follow", "community.confirm"
FOLLOWED_FOR = timedelta(hours=1)
CONFIRMED_WITHIN = timedelta(days=30)
MOST_SUPPLEMENTS = 20
# Compared where there is no such request, so that both answers take the same work.
_NOBODY = "nobody@invalid.invalid"


def find(code: str, email: str) -> OutsideRequest | None:
    """The request with this code that was sent from this e-mail address; the same None for every miss."""
    found = OutsideRequest.objects.filter(code=read_code(code)).exclude(email="").first()
    expected = found.email if found else _NOBODY
    same = hmac.compare_digest(expected.encode(), normal_username(email).encode())
    return found if found is not None and same else None


def follow_token(request: OutsideRequest) -> str:
    """Leave to go on with this request for an hour, for a hidden field; e-mail and code are not repeated."""
    return signing.dumps(request.pk, salt=FOLLOW_SALT)


def followed(token: str) -> OutsideRequest | None:
    return _of_token(token, FOLLOW_SALT, FOLLOWED_FOR)


def confirm_token(request: OutsideRequest) -> str:
    """What the letter to the address carries in its link: it says nothing about anybody."""
    return signing.dumps(request.pk, salt=CONFIRM_SALT)


def of_confirm_token(token: str) -> OutsideRequest | None:
    return _of_token(token, CONFIRM_SALT, CONFIRMED_WITHIN)


def _of_token(token: str, salt: str, within: timedelta) -> OutsideRequest | None:
    try:
        pk = signing.loads(token, salt=salt, max_age=within)
    except signing.BadSignature:
        return None
    return OutsideRequest.objects.filter(pk=pk, purged_at=None).first()


@transaction.atomic
def supplement(request: OutsideRequest, text: str) -> None:
    """Add what was asked for, or what else there is to say; raises `Refused` when it is closed."""
    fresh = _locked(request)
    if not text.strip():
        raise Refused([_("Hãy viết nội dung bổ sung.")])
    if fresh.status not in OPEN:
        raise Refused([_("Đề nghị này đã xử lý xong nên không bổ sung được nữa.")])
    if fresh.supplements.count() >= MOST_SUPPLEMENTS:
        raise Refused([_("Bạn đã bổ sung nhiều lần; nhà trường sẽ xem và liên hệ với bạn.")])
    Supplement.objects.create(request=fresh, text=text)
    before = fresh.status
    _write(fresh, Status.RECEIVED if before == Status.ASKED else Status(before))
    write_event(fresh, "supplement", by=None, before=before, desk=desk_people(fresh))


@transaction.atomic
def withdraw(request: OutsideRequest) -> None:
    """Take the request back; raises `Refused` when it is closed. What the board has hidden stays so."""
    fresh = _locked(request)
    if fresh.status not in OPEN:
        raise Refused([_("Đề nghị này đã xử lý xong nên không rút được nữa.")])
    before = fresh.status
    now = timezone.now()
    _write(fresh, Status.WITHDRAWN, closed_at=now, due_at=None)
    write_event(fresh, "withdraw", by=None, before=before, desk=desk_people(fresh))
    tell_providers(fresh, "outside_answer", f"{fresh.get_kind_display()}: {Status.WITHDRAWN.label}")


@transaction.atomic
def confirm(request: OutsideRequest) -> None:
    """Note that the address belongs to who sent the request; once."""
    fresh = _locked(request)
    if fresh.email_confirmed_at is None:
        _write(fresh, Status(fresh.status), email_confirmed_at=timezone.now(), email_disowned_at=None)
        write_event(fresh, "confirm", by=None, before=fresh.status)


@transaction.atomic
def disown(request: OutsideRequest) -> None:
    """Note that somebody used an address that is not theirs: it is written to no more."""
    fresh = _locked(request)
    if fresh.email_disowned_at is None and fresh.email_confirmed_at is None:
        _write(fresh, Status(fresh.status), email_disowned_at=timezone.now())
        waiting = RequestLetter.objects.filter(request=fresh, user=None, status=RequestLetter.Status.WAITING)
        waiting.delete()
        write_event(fresh, "disown", by=None, before=fresh.status, desk=desk_people(fresh))


def _locked(request: OutsideRequest) -> OutsideRequest:
    return OutsideRequest.objects.select_for_update().get(pk=request.pk)


def _write(request: OutsideRequest, status: Status, **columns: object) -> None:
    """Under the lock of the row; the version counts up, so nobody at the desk decides on what they missed."""
    own = OutsideRequest.objects.filter(pk=request.pk)
    own.update(status=status, version=F("version") + 1, **columns)
    request.refresh_from_db()
