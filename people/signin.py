"""Wrong passwords: for whom they count, from where, and when an address is slowed down (HN-8.1c).

Five failures of one account from one address lock that pair for 15 minutes (django-axes); everybody else
behind the school's one address goes on. Somebody who tries many accounts from one address is slowed by
ADDRESS_FAILURE_LIMIT, which does not touch browsers that have signed in to the account before.
"""

import ipaddress
from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt
from django.conf import settings
from django.core.signing import BadSignature
from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from people.models import User, normal_username

MAX_LOGIN_LENGTH = 254
ADDRESS_FAILURE_LIMIT = 100  # twenty accounts locked one after the other, within one cool-off
BROWSER_COOKIE = "known_browser"
BROWSER_COOKIE_AGE = timedelta(days=180)
ACCOUNTS_PER_BROWSER = 20


def account_name(login: str) -> str:
    """The user name behind what was typed (a user name or an e-mail address, in any case, with outer spaces).

    An unknown e-mail address stays as it is, so that it is counted and refused like an unknown user name.
    """
    name = normal_username(login[:MAX_LOGIN_LENGTH])
    if "@" not in name:
        return name
    return User.objects.filter(email=name).values_list("username", flat=True).first() or name


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name django-axes counts failures under; both ways of naming an account share one counter."""
    if credentials and credentials.get("username"):
        return account_name(credentials["username"])
    return account_name(request.POST.get("login", ""))


def client_address(request: HttpRequest) -> str | None:
    """Where the request comes from; an IPv6 client is its /64 network: it can change the rest at will."""
    text = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        # The last entry is the one our own proxy wrote; those before it are the client's claims.
        text = request.META.get("HTTP_X_FORWARDED_FOR", text).rpartition(",")[2].strip()
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return None
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is None:
        return str(ipaddress.ip_network((address.packed, 64), strict=False).network_address)
    return str(getattr(address, "ipv4_mapped", None) or address)


def address_is_slowed(request: HttpRequest) -> bool:
    """Whether this address has guessed too much lately for a browser unknown to the account.

    The answer does not depend on whether the account exists.
    """
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    attempts = AccessAttempt.objects.filter(ip_address=client_address(request), attempt_time__gte=since)
    failures = attempts.aggregate(total=Sum("failures_since_start"))["total"] or 0
    if failures < ADDRESS_FAILURE_LIMIT:
        return False
    return not User.objects.filter(pk__in=_known_accounts(request), username=counted_name(request)).exists()


def remember_browser(request: HttpRequest, response: HttpResponse) -> None:
    """Note in a signed cookie that this browser has signed in to the account of request.user."""
    others = [pk for pk in _known_accounts(request) if pk != request.user.pk]
    known = [request.user.pk, *others][:ACCOUNTS_PER_BROWSER]
    response.set_signed_cookie(
        BROWSER_COOKIE,
        "-".join(str(pk) for pk in known),
        max_age=BROWSER_COOKIE_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_accounts(request: HttpRequest) -> list[int]:
    try:
        value = request.get_signed_cookie(BROWSER_COOKIE, default="", max_age=BROWSER_COOKIE_AGE)
    except BadSignature:
        return []
    return [int(pk) for pk in (value or "").split("-") if pk]
