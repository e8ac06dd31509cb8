"""Public holidays of Vietnam for any year: the package `holidays` and the corrections of holidays.toml.

Nothing here asks the database or the network. Years up to `official_through` are announced, later ones are a
forecast (law.md §6).
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import holidays

_FILE = Path(__file__).resolve().parent / "holidays.toml"
# What the package knows the lunar calendar for; outside there are no holidays here.
FIRST_YEAR, LAST_YEAR = 1901, 2100
# "Ngày nghỉ (thay cho ngày 22/08/2026)": the package says only in words which day is worked instead.
_SWAPPED = re.compile(r"\b(\d\d)/(\d\d)/(\d{4})\b")


@dataclass(frozen=True, slots=True)
class KnownDay:
    """A day off, or one worked instead of the day off `instead_of`, as far as the portal knows by itself."""

    day: date
    name: str
    source: str
    applied: bool
    confirmed: bool
    instead_of: date | None = None


@dataclass(frozen=True, slots=True)
class KnownYear:
    """One calendar year."""

    days_off: tuple[KnownDay, ...]
    makeup: tuple[KnownDay, ...]

    @property
    def off(self) -> frozenset[date]:
        """The days off that count."""
        return frozenset(one.day for one in self.days_off if one.applied)

    @property
    def worked(self) -> frozenset[date]:
        """The make-up days that count."""
        return frozenset(one.day for one in self.makeup if one.applied)


@lru_cache(maxsize=256)
def known_year(year: int) -> KnownYear:
    """The days off and make-up days of that year; none outside FIRST_YEAR to LAST_YEAR."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return KnownYear((), ())
    # The make-up day of a swap at the turn of the year lies in the other year: 27/12/2014 for 02/01/2015.
    around = [*_packaged(year - 1), *_packaged(year), *_packaged(year + 1)]
    corrected = [_corrected(entry) for entry in _data()["day_off"]]
    days_off = {one.day: one for one in [*around, *corrected]}
    makeup = [worked for one in days_off.values() if (worked := _worked_for(one))]
    return KnownYear(_of_year(year, days_off.values()), _of_year(year, makeup))


@lru_cache(maxsize=1)
def _data() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _of_year(year: int, days: Iterable[KnownDay]) -> tuple[KnownDay, ...]:
    return tuple(sorted((one for one in days if one.day.year == year), key=lambda one: one.day))


def _packaged(year: int) -> list[KnownDay]:
    sources = _data()["sources"]
    confirmed = year <= _data()["official_through"]
    source = sources.get(str(year), sources["other"])
    found = holidays.country_holidays("VN", years=year, language="vi")
    return [KnownDay(day, name, source, True, confirmed) for day, name in found.items()]


def _corrected(entry: dict[str, Any]) -> KnownDay:
    official = not entry.get("proposal", False)
    return KnownDay(entry["date"], entry["name"], entry["source"], official, official)


def _worked_for(off: KnownDay) -> KnownDay | None:
    """The day worked instead of a day off whose name tells it."""
    found = _SWAPPED.search(off.name)
    if not found:
        return None
    day, month, year = (int(part) for part in found.groups())
    name = f"Làm bù cho ngày {off.day:%d/%m/%Y}"
    return KnownDay(date(year, month, day), name, off.source, off.applied, off.confirmed, off.day)
