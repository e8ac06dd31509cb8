"""Who may see an edition that is not public (HL-10.4: drafts are private to owner, unit and board)."""

from typing import Any

from django.db.models import F, Q
from guardian.shortcuts import get_objects_for_user

from editorial.models.board import ApprovalDelegation
from editorial.models.sections import Section
from editorial.states import ONCE_PUBLIC, State

SEE_ALL = ("secretariat", "deputy", "chair", "principal", "school_leaders", "inspector")
SEE_SIGNED = ("technical",)


def edited_section_ids(user: Any) -> frozenset[int]:
    """Sections (and their direct children) that the user edits: one query, kept for the request."""
    if not hasattr(user, "_edited_section_ids"):
        own = get_objects_for_user(user, "editorial.edit_section", klass=Section, accept_global_perms=False)
        own_ids = own.values("pk")
        reach = Section.objects.filter(Q(pk__in=own_ids) | Q(parent__in=own_ids))
        user._edited_section_ids = frozenset(reach.values_list("pk", flat=True))
    return user._edited_section_ids


def visible_filter(user: Any) -> Q:
    """The condition on editions, beside `public()`, for this signed-in user."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    if user.has_role(*SEE_ALL):
        return Q()
    own = (
        Q(item__created_by=user)
        | Q(created_by=user)
        | Q(submitted_by=user)
        | Q(information_provider=user)
        | Q(item__unit__head=user)
        | Q(
            item__assignments__reviewer=user,
            item__assignments__edition_number=F("number"),
            item__assignments__closed_at=None,
        )
        | _delegated(user)
    )
    if user.has_role("unit_head") and user.unit_id:
        own |= Q(item__unit=user.unit_id)
    if user.has_role("editor"):
        own |= Q(section__in=edited_section_ids(user))
    if user.has_role(*SEE_SIGNED):
        own |= Q(state__in=[State.APPROVED, *ONCE_PUBLIC])
    return own


def _delegated(user: Any) -> Q:
    """What the user may approve today for the head: the section and those directly below it."""
    sections = ApprovalDelegation.objects.current().filter(user=user).values("section")
    return Q(section__in=sections) | Q(section__parent__in=sections)
