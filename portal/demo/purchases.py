"""Procurement notices of the demonstration school: entered by the clerk, approved, dated back (Q8-2.8)."""

from dataclasses import asdict, dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from documents.attaching import attach
from documents.models import ProcurementNotice
from editorial import drafting
from editorial.routes import step_of
from editorial.workflow import perform
from portal.demo.archive import CLERK
from portal.demo.attachments import upload_for_file
from portal.demo.newsroom import Newsroom, predate
from portal.demo.reading import FOLDER, fill, read_toml


@dataclass(frozen=True)
class Purchase:
    """One notice of texts/purchases.toml, posted `days_ago`; the other days count from that day.

    `state` is how far it went: "published", or "draft" of the clerk. `annex` is a file of texts/files/.
    """

    title: str
    notice_kind: str
    status: str
    days_ago: int
    amount: int
    funding_source: str
    approval_decision: str
    annex: str
    text: str = ""
    winner: str = ""
    winning_amount: int | None = None
    starts_days: int | None = None
    ends_days: int | None = None
    bids_close_days: int | None = None
    state: str = "published"

    @property
    def posted(self) -> datetime:
        day = timezone.localdate() - timedelta(days=self.days_ago)
        return timezone.make_aware(datetime.combine(day, time(10)))

    def content(self) -> dict[str, Any]:
        """The fields of the notice, its words and dates as of the day of its posting."""
        known = {field.name for field in fields(self)} & set(ProcurementNotice.content_fields)
        told = {name: value for name, value in asdict(self).items() if name in known}
        posted = timezone.localdate(self.posted)
        closing = self._day(self.bids_close_days)
        return told | {
            "title": fill(self.title, posted),
            "text": fill(self.text, posted),
            "fiscal_year": posted.year,
            "starts_on": self._day(self.starts_days),
            "ends_on": self._day(self.ends_days),
            "bids_close_at": timezone.make_aware(datetime.combine(closing, time(9))) if closing else None,
        }

    def _day(self, after: int | None) -> date | None:
        return None if after is None else timezone.localdate(self.posted) + timedelta(days=after)


def read_purchases() -> list[Purchase]:
    """Every notice, the earliest first; TypeError when the file is wrong."""
    rows = [Purchase(**row) for row in read_toml(FOLDER / "purchases.toml")["purchases"]]
    return sorted(rows, key=lambda row: -row.days_ago)


def post_purchases(room: Newsroom) -> None:
    for purchase in read_purchases():
        _post(room, purchase)


def _post(room: Newsroom, purchase: Purchase) -> None:
    clerk = room.users[CLERK]
    notice: Any = drafting.start(ProcurementNotice, by=clerk, **purchase.content())
    attach(notice, by=clerk, version=notice.version, files=[upload_for_file(purchase.annex)])
    for part in notice.attachments.select_related("file"):
        room.undo.callback(part.file.path.unlink, missing_ok=True)
    if purchase.state == "draft":
        return
    notice.refresh_from_db()
    perform(notice, "submit", by=clerk)
    while (step := step_of(notice)) is not None:
        room.advance(notice, step)
    predate(notice, purchase.posted)
