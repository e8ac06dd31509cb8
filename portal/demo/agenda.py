"""The calendar of the demonstration school: events around today, and the work of this week and the last."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from content.hours import parse_span
from content.models import Article, EventReport, SchoolEvent, Session, WorkEntry, WorkWeek
from content.models.work_weeks import monday_of
from editorial import drafting
from editorial.routes import step_of
from editorial.workflow import perform
from portal.demo.newsroom import Newsroom, predate
from portal.demo.reading import FOLDER, read_toml

CLERK = "vanthu"
_AHEAD = timedelta(days=6)  # an event is announced so long before it, or before today
_SESSIONS = {label: value for value, label in Session.choices}


@dataclass(frozen=True)
class Told:
    """One event of agenda.toml; TypeError for what it may not say."""

    title: str
    kind: str
    week: int
    weekday: int
    hours: tuple[str, str] | None = None
    days: int = 1
    place: str = ""
    chair: str = ""
    participants: str = ""
    text: str = ""
    audience: str = "public"
    status: str = "du-kien"
    change_note: str = ""
    report: str = ""

    def moments(self, day: date) -> tuple[datetime, datetime]:
        """Beginning and end of the event on that day."""
        begins, ends = self.hours or ("00:00", "23:59")
        last = day + timedelta(days=self.days - 1)
        return _moment(day, begins), _moment(last, ends)

    def day(self, articles: dict[str, Article]) -> date:
        """The day before its article came out, else that of its week."""
        article = articles.get(self.report)
        if article is not None and article.first_public_at is not None:
            return timezone.localdate(article.first_public_at) - timedelta(days=1)
        return monday_of(timezone.localdate()) + timedelta(days=7 * self.week + self.weekday - 1)


def _moment(day: date, hour: str) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(hour)))


def fill_calendar(room: Newsroom, articles: dict[str, Article]) -> None:
    """Announce every event, tie the articles that tell of it, and write the work of two weeks."""
    told = read_toml(FOLDER / "agenda.toml")
    for row in told["events"]:
        _announce(room, Told(**row), articles)
    _work(room, told["work"])


def _announce(room: Newsroom, told: Told, articles: dict[str, Article]) -> None:
    clerk, (begins, ends) = room.users[CLERK], told.moments(told.day(articles))
    event: Any = drafting.start(
        SchoolEvent,
        by=clerk,
        title=told.title,
        event_kind=told.kind,
        starts_at=begins,
        ends_at=ends,
        all_day=told.hours is None,
        place=told.place,
        chair=told.chair,
        participants=told.participants,
        text=told.text,
        audience=told.audience,
    )
    _publish(room, event)
    predate(event, min(begins, timezone.now()) - _AHEAD)
    if told.change_note:
        _correct(room, event, status=told.status, change_note=told.change_note)
    if article := articles.get(told.report):
        EventReport.objects.create(event=event.item, item=article.item, linked_by=clerk)


def _publish(room: Newsroom, edition: Any) -> None:
    perform(edition, "submit", by=room.users[CLERK])
    while (step := step_of(edition)) is not None:
        room.advance(edition, step)


def _correct(room: Newsroom, edition: Any, **changes: Any) -> None:
    clerk = room.users[CLERK]
    successor = drafting.revise(edition, by=clerk)
    drafting.save_content(successor, by=clerk, version=successor.version, changes=changes)
    successor.refresh_from_db()
    _publish(room, successor)


def _work(room: Newsroom, told: dict[str, Any]) -> None:
    """Last week as it was approved, this week with a line that was changed afterwards."""
    this = monday_of(timezone.localdate())
    for monday in (this - timedelta(days=7), this):
        entries = [_entry(row) for row in told["lines"]]
        content = {"starts_on": monday, "note": told["note"], "entries": entries}
        week: Any = drafting.start(WorkWeek, by=room.users[CLERK], **content)
        _publish(room, week)
        predate(week, timezone.make_aware(datetime.combine(monday - timedelta(days=2), time(16))))
    entries = list(week.entries.all())
    changed = _entry(told["changed"])
    place = next(at for at, one in enumerate(entries) if one.weekday == changed.weekday)
    changed.lineage = entries[place].lineage
    entries[place] = changed
    _correct(room, week, entries=entries, change_note=told["change_note"])


def _entry(row: list[Any]) -> WorkEntry:
    """A line of agenda.toml: weekday, hours or the part of the day, and four cells."""
    weekday, when, content, chair, participants, place = row
    session = _SESSIONS.get(when)
    starts, ends = (None, None) if session else parse_span(when)
    if session is None and starts is not None:
        session = Session.MORNING if starts.hour < 12 else Session.AFTERNOON
    return WorkEntry(
        weekday=weekday,
        session=session,
        starts=starts,
        ends=ends,
        content=content,
        chair=chair,
        participants=participants,
        place=place,
    )
