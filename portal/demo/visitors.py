"""What people outside have asked of the demonstration school, and how far it has come (issue 6, item 7)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from community.choices import ABOUT_ITEM, Channel, Kind
from community.handling import perform
from community.models import OutsideRequest
from community.receiving import Asked, enter
from community.subjects import Subject, public_subject
from content.models import Article
from people.models import User
from portal.demo.reading import FOLDER, read_toml


def ask_from_outside(users: dict[str, User]) -> None:
    """Requests of every sort about the newest articles, each where its text says."""
    told = read_toml(FOLDER / "outside.toml")["requests"]
    about = iter(Article.objects.public().filter(item__language="vi").order_by("-first_public_at")[:9:3])
    for row in told:
        kind = Kind(row["kind"])
        article = next(about, None) if kind in ABOUT_ITEM else None
        subject = public_subject(article.item_id) if article else None
        if subject is not None or kind not in ABOUT_ITEM:
            _carry(_enter(row, kind, subject, users), row, users)


def _enter(
    row: dict[str, Any], kind: Kind, subject: Subject | None, users: dict[str, User]
) -> OutsideRequest:
    """As the form on the portal would have kept it, some days ago."""
    said = {
        name: row.get(name, "") for name in ("relation", "name", "email", "phone", "text", "quote", "ground")
    }
    moment = timezone.now() - timedelta(days=row["days_ago"], minutes=1)
    asked = Asked(kind=kind, **said)
    thuky = users["thuky"]
    return enter(asked, subject, by=thuky, channel=Channel.EMAIL, received_at=moment, key=uuid4())


def _carry(request: OutsideRequest, row: dict[str, Any], users: dict[str, User]) -> None:
    if advice := row.get("advice"):
        perform(request, "acknowledge", by=users["thuky"], version=request.version)
        perform(request, "advise", by=users["thuky"], version=request.version, note=advice, verdict="accept")
    if question := row.get("question"):
        perform(request, "ask", by=users["thuky"], version=request.version, message=question)
    if rejection := row.get("rejection"):
        perform(request, "reject", by=users["truongban"], version=request.version, message=rejection)
