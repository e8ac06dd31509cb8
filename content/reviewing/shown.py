"""What is asked for, as the page shows it: now, then, and as it is wished."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from content.models import ChangeRequest, Page
from content.reviewing.applying import may_apply, present_values, seen_of
from editorial.drafting import revise_refusals
from people.models import StaffMember, Unit, User


@dataclass(frozen=True)
class Part:
    """A column: its name, what it says now, what it said when the unit looked, and what it should say."""

    label: str | Promise
    now: str
    before: str
    after: str

    @property
    def has_moved(self) -> bool:
        """Somebody else has changed it since the unit looked."""
        return self.now.split() != self.before.split()


@dataclass(frozen=True)
class RequestRow:
    """One request with the buttons that this person has."""

    request: ChangeRequest
    subject: str
    parts: list[Part]
    seen: str
    may_apply: bool
    may_revise: bool
    page: Page | None = None


def request_rows(requests: Iterable[ChangeRequest], user: User) -> list[RequestRow]:
    """The requests as the page shows them; the pages they are about in one query."""
    rows = list(requests)
    items = {one.item_id for one in rows if one.item_id}
    pages = {page.item_id: page for page in Page.objects.public().filter(item__in=items)}
    return [_row(one, pages.get(one.item_id or 0), user) for one in rows]


def _row(request: ChangeRequest, page: Page | None, user: User) -> RequestRow:
    now = present_values(request)
    parts = [
        Part(_label(name), str(now.get(name, "")), request.before.get(name, ""), value)
        for name, value in request.after.items()
    ]
    revises = page is not None and request.is_open and not _may_not_revise(page, user)
    return RequestRow(
        request,
        request.after.get("full_name") or request.before.get("full_name") or request.before.get("title", ""),
        parts,
        seen_of(request),
        request.is_open and may_apply(request, user),
        revises,
        page,
    )


def _may_not_revise(page: Page, user: User) -> list[str]:
    """A revision that is open already is led to, so it is no reason against."""
    if Page.objects.visible_to(user).filter(item=page.item_id).in_progress().exists():
        return []
    return revise_refusals(page, by=user)


def _label(name: str) -> str:
    model: Any = Unit if name in {"functions", "duties"} else StaffMember
    label = str(model._meta.get_field(name).verbose_name)
    return label[:1].upper() + label[1:] if label else _("Mục")
