"""The lights of the worklist: how near the end of the time for a text is, in words, shape and colour."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from editorial.deadline_states import SOON
from editorial.models import Edition
from editorial.routes import step_of
from editorial.waiting import Desk, key_of


class Light(StrEnum):
    FAR = "far"
    SOON = "soon"
    OVER = "over"


LABELS: dict[Light, str | Promise] = {
    Light.FAR: gettext_lazy("còn xa"),
    Light.SOON: gettext_lazy("sắp đến hạn"),
    Light.OVER: gettext_lazy("quá hạn"),
}
# Told apart without colour, in print and by every eye.
SHAPES = {Light.FAR: "●", Light.SOON: "▲", Light.OVER: "■"}


@dataclass(frozen=True)
class Waiting:
    """How long an edition has stood where it is, and when it has to be gone from there, if at all."""

    since: datetime
    due: datetime | None = None

    @property
    def light(self) -> Light | None:
        """None where no time is set: then there is nothing to be late for."""
        if self.due is None:
            return None
        left = self.due - timezone.now()
        if left <= timedelta():
            return Light.OVER
        return Light.SOON if left <= SOON else Light.FAR

    @property
    def label(self) -> str:
        return str(LABELS[self.light]) if self.light else ""

    @property
    def shape(self) -> str:
        return SHAPES[self.light] if self.light else ""

    @property
    def left(self) -> str:
        """“còn 3 giờ”, “quá hạn 2 ngày”; empty where no time is set."""
        if self.due is None:
            return ""
        left = self.due - timezone.now()
        words = _("quá hạn %(span)s") if left <= timedelta() else _("còn %(span)s")
        return words % {"span": span(abs(left))}

    @property
    def words(self) -> str:
        """The light and what is left, for who reads it: “sắp đến hạn: còn 3 giờ”."""
        if self.light is Light.OVER:
            return self.left
        return f"{self.label}: {self.left}" if self.light else ""

    @property
    def age(self) -> str:
        return _("chờ %(span)s") % {"span": span(timezone.now() - self.since)}

    @property
    def rank(self) -> tuple[int, datetime]:
        """What is late or nearly so comes first, nearest end first; the rest by how long it has waited."""
        if self.due is not None and self.light in {Light.OVER, Light.SOON}:
            return 0, self.due
        return 1, self.since


def waiting_of(edition: Edition, desk: Desk) -> Waiting:
    """The earliest end that the regulation, the head or the text itself sets for where the edition stands."""
    since = desk.since(edition)
    ends = [edition.publish_at] if edition.publish_at and not edition.is_scheduled else []
    step = step_of(edition)
    if step is not None and step.within_hours:
        ends.append(since + timedelta(hours=step.within_hours))
    if day := desk.owed.get(key_of(edition)):
        # The whole day is the reviewer's: the verdict is late when the next one begins.
        ends.append(timezone.make_aware(datetime.combine(day + timedelta(days=1), time())))
    return Waiting(since, min(ends, default=None))


def end_in_words(due: datetime) -> str:
    """The end as people say it: midnight ends the day before, another hour is itself too late already."""
    local = timezone.localtime(due)
    if local.time() == time():
        return _("hết ngày %(day)s") % {"day": f"{local - timedelta(days=1):%d/%m/%Y}"}
    return _("trước %(hour)s ngày %(day)s") % {"hour": f"{local:%H:%M}", "day": f"{local:%d/%m/%Y}"}


def span(length: timedelta) -> str:
    """A length of time in its largest whole unit: days, hours or minutes."""
    minutes = max(int(length.total_seconds() // 60), 0)
    days, hours = minutes // 1440, minutes // 60
    if days:
        return ngettext("%(n)s ngày", "%(n)s ngày", days) % {"n": days}
    if hours:
        return ngettext("%(n)s giờ", "%(n)s giờ", hours) % {"n": hours}
    return ngettext("%(n)s phút", "%(n)s phút", minutes) % {"n": minutes}
