"""Until when a request must be acknowledged and answered, and what the school's clock is told of it.

Personal data: NĐ 356/2025/NĐ-CP Điều 5 (acknowledge within 2 working days; view, correct, provide 10 days;
withdraw consent, restrict, object 15; delete 20). For takedown and correction the law names no time: the
regulation sets the school's own. A change of the regulation touches later requests only.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from typing import Any, ClassVar

from django.db.models import Q
from django.urls import reverse

from community.choices import ABOUT_DATA, ABOUT_ITEM, Kind, Status
from community.models import OutsideRequest
from community.moves import BOARD, DECIDES_TAKEDOWN
from editorial.actors import people_with_role
from editorial.obligations import Cause, Source, register_source
from regulations.calendar import working_days
from regulations.in_force import Versions
from regulations.reckoning import due_at, trigger_day
from regulations.schema import TIME_ZONE

KEY = "outside_request:"


class Requests(Source):
    """What requests of some kinds ask of the school: to be acknowledged, or to be answered."""

    by_publication = False
    kinds: ClassVar[tuple[Kind, ...]]
    is_answer: ClassVar[bool] = False

    def causes(self, since: date) -> Iterator[Cause]:
        """Requests received on or after that day, without those taken back before it was done."""
        begins = datetime.combine(since, time(), TIME_ZONE)
        rows = OutsideRequest.objects.filter(kind__in=self.kinds, received_at__gte=begins)
        done = Q(acknowledged_at=None) if not self.is_answer else Q()
        rows = rows.exclude(Q(status=Status.WITHDRAWN) & done).order_by("pk")
        desk, deciders = self._people("secretariat"), self._people(*BOARD)
        principal = self._people(*DECIDES_TAKEDOWN)
        for row in rows.only("code", "kind", "title", "received_at", "assigned_to").iterator():
            decides = principal if row.kind == Kind.TAKEDOWN else deciders
            people = (decides if self.is_answer else desk) or deciders
            yield Cause(
                key=f"{KEY}{row.pk}",
                title=": ".join(filter(None, (str(row.get_kind_display()), row.title or row.code))),
                happened=row.received_at,
                people=(row.assigned_to_id,) if row.assigned_to_id else people,
            )

    def _people(self, *codes: str) -> tuple[int, ...]:
        return tuple(sorted(person.pk for person in people_with_role(*codes)))

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        """When each was acknowledged; when each was granted in full or refused."""
        rows: Any = OutsideRequest.objects.filter(pk__in=_numbers(keys))
        if self.is_answer:
            rows = rows.filter(status__in=[Status.DONE, Status.REJECTED])
        moments = rows.values_list("pk", "closed_at" if self.is_answer else "acknowledged_at")
        return {f"{KEY}{pk}": moment for pk, moment in moments if moment is not None}

    def places(self, keys: Collection[str]) -> dict[str, str]:
        return {
            f"{KEY}{pk}": reverse("admin:community_outsiderequest_change", args=[pk]) for pk in _numbers(keys)
        }


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key.removeprefix(KEY)) for key in keys if key.startswith(KEY)]


class ToAcknowledge(Requests):
    trigger = "request_to_acknowledge"
    kinds = ABOUT_ITEM


class ToAnswer(Requests):
    trigger = "request_to_answer"
    kinds = ABOUT_ITEM
    is_answer = True


class DataToAcknowledge(Requests):
    trigger = "data_request_to_acknowledge"
    kinds = ABOUT_DATA


class DataToShow(Requests):
    trigger = "data_view_to_answer"
    kinds = (Kind.DATA_VIEW, Kind.DATA_CORRECT)
    is_answer = True


class DataToStop(Requests):
    trigger = "data_stop_to_answer"
    kinds = (Kind.DATA_STOP,)
    is_answer = True


class DataToDelete(Requests):
    trigger = "data_delete_to_answer"
    kinds = (Kind.DATA_DELETE,)
    is_answer = True


SOURCES = (ToAcknowledge, ToAnswer, DataToAcknowledge, DataToShow, DataToStop, DataToDelete)
for _source in SOURCES:
    register_source(_source())


def limits(kind: Kind, received_at: datetime) -> tuple[datetime | None, datetime | None]:
    """(acknowledge before, answer before): aware, the first instants too late; None where no rule says."""
    versions, calendar = Versions(), working_days()
    day = trigger_day(received_at)

    def limit(trigger: str) -> datetime | None:
        ends = [due_at(rule, received_at, calendar) for rule in versions.rules_for(trigger, day)]
        return min(ends, default=None)

    triggers = {source.is_answer: source.trigger for source in SOURCES if kind in source.kinds}
    return limit(triggers[False]), limit(triggers[True])
