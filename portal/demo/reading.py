"""Reading the invented texts: files under texts/, one subject each, with their dates filled in."""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

FOLDER = Path(__file__).resolve().parent / "texts"
_PLACE = re.compile(r"\{(school_year|next_school_year|\+\d+)\}")


@dataclass(frozen=True)
class Text:
    """One article or page; `author` is a user name, `sections` the slugs it fits, best first.

    `day` ("MM-DD") dates a text by the school's calendar: the last such day before today. `days_ago` dates
    it from today. Neither: it is of today, still on its way. `picture` is the scene above an article,
    `inset` the one that stands in the body. `in_force_days` and `pinned_days` count from the day of the text;
    `correction` is what its second edition puts right.
    """

    name: str
    title: str
    body: str
    author: str
    sections: tuple[str, ...]
    lead: str = ""
    first_title: str = ""
    genre: str = "brief"
    unit: str = ""
    picture: str = ""
    inset: str = ""
    credit: str = ""
    attachment: str = ""
    slug: str = ""
    day: str = ""
    days_ago: int = 0
    valid_days: int = 0
    sensitive: bool = False
    topics: tuple[str, ...] = ()
    contributors: tuple[tuple[str, str], ...] = ()
    in_force_days: int = 0
    pinned_days: int = 0
    correction: str = ""

    @property
    def moment(self) -> datetime:
        """When the text was first public, in the story that the demonstration tells; local time."""
        now = timezone.localtime()
        if not self.day and not self.days_ago:
            return now
        afternoon = now.replace(hour=16, minute=20, second=0, microsecond=0)
        if not self.day:
            return afternoon - timedelta(days=self.days_ago)
        month, day = map(int, self.day.split("-"))
        told = afternoon.replace(month=month, day=day)
        return told if told.date() < now.date() else told.replace(year=now.year - 1)

    def day_after(self, days: int) -> date | None:
        """So many days after the text was first public; None for none."""
        return timezone.localdate(self.moment) + timedelta(days=days) if days else None

    @property
    def expires_at(self) -> datetime | None:
        return self.moment + timedelta(days=self.valid_days) if self.valid_days else None


def read_texts(folder: str) -> list[Text]:
    """The texts of one folder in the order of their names; KeyError or TypeError when a file is wrong."""
    return [read_text(path) for path in sorted((FOLDER / folder).glob("*.toml"))]


def read_text(path: Path) -> Text:
    told = read_toml(path)
    text = Text(**{**told, "name": path.stem, "sections": tuple(told["sections"])})
    day = timezone.localdate(text.moment)
    return replace(text, title=fill(text.title, day), lead=fill(text.lead, day), body=fill(text.body, day))


def read_toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def fill(words: str, day: date) -> str:
    """The words with the places in braces filled in, as somebody wrote them on that day."""
    return _PLACE.sub(lambda place: _told(place[1], day), words)


def _told(place: str, day: date) -> str:
    if place.startswith("+"):
        return _working_day(int(place)).strftime("%d/%m/%Y")
    shift = 1 if place == "next_school_year" else 0
    first = day.year + shift - (0 if day.month >= 8 else 1)
    return f"{first}–{first + 1}"


def _working_day(ahead: int) -> date:
    day = timezone.localdate()
    while ahead:
        day += timedelta(days=1)
        ahead -= day.weekday() < 5
    return day
