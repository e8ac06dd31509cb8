"""What documents and notices ask for: to be on the portal soon after the stamp, the signature, the approval.

A document owes it from the moment its stamp or day is typed, as a draft already, and until it was first
public. Only what the school itself issues for everybody: not what came from above, not what is for the staff,
nothing secret, nothing refused (HN-13.2, HN-13.3, TS-III.3.5).
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q

from documents.models import ImportedDocument, IssuingAuthority, OfficialDocument, ProcurementNotice
from editorial.first_public import first_public
from editorial.models import Audience, Edition
from editorial.obligations import Cause, Source, register_source
from editorial.rulebook import midnight
from editorial.states import State
from regulations.schema import TIME_ZONE

Happened = date | datetime | None
# Strategies, master plans, plans, projects (HN-13.3); the narrower rule stands for them, not that of 13.2.
PLANS = ("ke-hoach", "de-an", "du-an")
# Papers of an archive that is filed with others are not news; what is younger is, however it came.
ARCHIVED = timedelta(days=30)
OWN_LEVELS = (IssuingAuthority.Level.SCHOOL, IssuingAuthority.Level.UNION, IssuingAuthority.Level.OTHER)


def _item(key: str) -> int:
    return int(key.rpartition(":")[2])


class ItemSource(Source):
    """Causes that are items themselves: their own first public moment answers them."""

    def met(self, keys: Collection[str]) -> dict[str, datetime]:
        numbers = {_item(key): key for key in keys}
        return {numbers[item]: moment for item, moment in first_public(numbers).items()}


class DocumentSource(ItemSource):
    """Own documents for everybody, by the first of the given moments that is known."""

    def __init__(self, trigger: str, plans: bool, moments: tuple[str, ...]) -> None:
        self.trigger = trigger
        self.plans = plans
        self.moments = moments

    def causes(self, since: date) -> Iterable[Cause]:
        known = Q()
        for name in self.moments:
            known |= Q(**{f"{name}__gte": midnight(since) if name == "stamped_at" else since})
        is_plan = Q(document_type__in=PLANS)
        own = _current(OfficialDocument).filter(
            known,
            is_plan if self.plans else ~is_plan,
            Q(issuing_authority=None) | Q(issuing_authority__level__in=OWN_LEVELS),
            direction__in=[OfficialDocument.Direction.OUTGOING, OfficialDocument.Direction.INTERNAL],
            audience=Audience.PUBLIC,
            secrecy=OfficialDocument.Secrecy.NONE,
        )
        yield from _causes("document", own, self._happened, since)

    def _happened(self, edition: Any) -> Happened:
        return next((moment for name in self.moments if (moment := getattr(edition, name))), None)


class PlanApproved(DocumentSource):
    """Plans and projects among the documents, and the notices of projects and purchases."""

    def causes(self, since: date) -> Iterable[Cause]:
        yield from super().causes(since)
        rows = _current(ProcurementNotice).exclude(status="huy")
        approved = Q(approved_on__gte=since) | Q(approved_on=None, approval_document__isnull=False)
        yield from _causes("notice", rows.filter(approved), _approval_days(), since)


def _approval_days() -> Callable[[Any], Happened]:
    """The day of approval as typed, else that of the decision that the portal has itself."""
    decisions = OfficialDocument.objects.latest_editions().filter(item__approved_notices__isnull=False)
    days = {
        item: signed or issued
        for item, signed, issued in decisions.values_list("item", "signed_on", "issued_on").distinct()
    }
    return lambda notice: notice.approved_on or days.get(notice.approval_document_id)


def _current(model: Any) -> Any:
    """The latest edition of every item, unless it was refused: that is the board's word against it."""
    return model.objects.latest_editions().exclude(state=State.REFUSED)


def _causes(prefix: str, rows: Any, happened: Callable[[Any], Happened], since: date) -> Iterator[Cause]:
    filed = ImportedDocument.objects.filter(item=OuterRef("item"))
    found = rows.annotate(was_filed=Exists(filed)).select_related("item").order_by("pk")
    for edition in found.iterator(chunk_size=500):
        moment = happened(edition)
        if moment is None or _day(moment) < since or (edition.was_filed and _is_archived(edition, moment)):
            continue
        people = {edition.item.created_by_id, edition.created_by_id, edition.information_provider_id}
        yield Cause(
            f"{prefix}:{edition.item_id}",
            edition.title,
            moment,
            unit_id=edition.item.unit_id,
            people=tuple(sorted(pk for pk in people if pk)),
            item_id=edition.item_id,
        )


def _is_archived(edition: Edition, moment: date | datetime) -> bool:
    return _day(moment) < _day(edition.item.created_at) - ARCHIVED


def _day(moment: date | datetime) -> date:
    return moment.astimezone(TIME_ZONE).date() if isinstance(moment, datetime) else moment


# Where the hour of the stamp is not known the day counts, with the stricter branch (requirements 7.2 no. 5).
register_source(DocumentSource("document_stamped", False, ("stamped_at", "signed_on", "issued_on")))
register_source(DocumentSource("document_signed", False, ("signed_on", "issued_on", "stamped_at")))
register_source(PlanApproved("plan_approved", True, ("signed_on", "issued_on", "stamped_at")))
