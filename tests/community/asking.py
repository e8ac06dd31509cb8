"""A stranger at the public forms, and the school's answers, in few words."""

import re
import time
from typing import Any
from uuid import uuid4

from django.core import mail, signing
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from community import guarding
from community.models import OutsideRequest
from content.models import Article
from tests.school import School

NAME, EMAIL, PHONE = "Bà Trần Thị Bích Ngọc", "bich.ngoc@phuhuynh.example", "0912 345 678"
WORDS = "Cháu nhà tôi có trong ảnh thứ hai, gia đình không đồng ý."
SAID = {
    "kind": "takedown",
    "ground": "subject_request",
    "quote": "Ảnh thứ hai",
    "text": WORDS,
    "relation": "parent",
    "name": NAME,
    "email": EMAIL,
    "phone": PHONE,
    "consent": "on",
}
ABOUT_DATA = {"kind": "data_delete", "text": "Xin xóa số điện thoại của tôi.", "relation": "subject"}
PERSONAL = (NAME, EMAIL, PHONE, WORDS)


def old_stamp(item_id: int = 0, number: int = 0, *, age: float = 60) -> str:
    """The stamp of a form that has been open for a while."""
    return signing.dumps([uuid4().hex, item_id, number, time.time() - age], salt=guarding.SALT)


def form_of(edition: Article) -> str:
    return reverse("item_request", args=[edition.item_id])


def send(edition: Article | None, client: Client | None = None, **changes: Any) -> HttpResponse:
    """The filled-in form about this edition, or about the stranger's own data."""
    if edition is None:
        address, stamp, said = reverse("data_request"), old_stamp(), SAID | ABOUT_DATA
    else:
        address, stamp, said = form_of(edition), old_stamp(edition.item_id, edition.number), SAID
    return (client or Client()).post(address, {"stamp": stamp} | said | changes)


def asked(edition: Article | None, **changes: Any) -> OutsideRequest:
    """A request that has come in."""
    answer = send(edition, **changes)
    assert answer.status_code == 200, answer.content.decode()
    return OutsideRequest.objects.latest("pk")


def code_on(answer: HttpResponse) -> str:
    found = re.search(r'<p class="code">([A-Z0-9-]{14})</p>', answer.content.decode())
    assert found is not None
    return found[1]


def look_up(code: str, email: str = EMAIL, client: Client | None = None) -> HttpResponse:
    return (client or Client()).post(reverse("request_look_up"), {"code": code, "email": email})


def token_on(answer: HttpResponse) -> str:
    found = re.search(r'name="token" value="([^"]+)"', answer.content.decode())
    assert found is not None
    return found[1]


def press(school: School, who: str, request: OutsideRequest, verb: str, **words: Any) -> HttpResponse:
    """Fill in the form of this move as the page of the request shows it now, and send it."""
    client = school.client(who)
    page = client.get(request.get_desk_url()).content.decode()
    drawn = dict(re.findall(rf'name="({verb}-\w*version)" value="(\d+)"', page))
    typed = {f"{verb}-{name}": value for name, value in words.items()}
    request.refresh_from_db()
    address = reverse("admin:community_outsiderequest_move", args=[request.pk, verb])
    answer = client.post(address, {f"{verb}-version": request.version} | drawn | typed)
    request.refresh_from_db()
    return answer


def letters_to(address: str) -> list[Any]:
    """Every letter that has gone to this address, after the worker's round."""
    call_command("settle_requests", verbosity=0)
    return [one for one in mail.outbox if one.to == [address]]
