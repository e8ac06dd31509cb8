"""“Nhận xử lý”: one of several people takes a waiting text upon themselves; the others may still act."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from editorial.actors import people_at
from editorial.models import Claim, Edition, Item
from editorial.routes import step_of
from editorial.waiting import waits_for
from editorial.workflow import Refused, load_for_change
from people.models import User


def claim_of(edition: Edition) -> Claim | None:
    """Who is dealing with the item now, and since when."""
    return Claim.objects.filter(item=edition.item_id).select_related("by").first()


def claim_refusals(edition: Edition, *, by: User) -> list[str]:
    """Why this person cannot take the item upon themselves; empty when they can."""
    step = step_of(edition)
    if step is None or not waits_for(edition, by):
        return [_("Bài này không chờ bạn xử lý.")]
    if people_at(edition, step) <= {by}:
        return [_("Bước này chỉ có bạn xử lý, không cần nhận.")]
    holder = claim_of(edition)
    if holder is None:
        return []
    if holder.by_id == by.pk:
        return [_("Bạn đã nhận xử lý bài này.")]
    return [_("%(who)s đã nhận xử lý bài này.") % {"who": holder.by}]


def claim(edition: Edition, *, by: User) -> Claim:
    """Take the item upon oneself, or raise `Refused`; of two at once the database lets one in."""
    try:
        with transaction.atomic():
            # Not while somebody moves it: a claim made a moment too late would outlive its step.
            Item.objects.select_for_update().get(pk=edition.item_id)
            if reasons := claim_refusals(load_for_change(edition), by=by):
                raise Refused(reasons)
            return Claim.objects.create(item_id=edition.item_id, by=by)
    except IntegrityError as error:
        raise Refused([_("Người khác vừa nhận xử lý bài này.")]) from error


def unclaim(edition: Edition, *, by: User) -> bool:
    """Give one's own claim back; whether there was one."""
    deleted, _rows = Claim.objects.filter(item=edition.item_id, by=by).delete()
    return deleted > 0
