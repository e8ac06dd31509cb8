"""Who may act: the roles of a step, delegation, the board, the principal."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils import timezone
from guardian.shortcuts import get_users_with_perms

from editorial.clock import is_clock
from editorial.models import ApprovalDelegation, BoardMember, Edition, Section
from editorial.routes import APPROVING_VERBS, approving_steps, route_for, step_of
from editorial.states import Move, Who
from editorial.visibility import edited_section_ids
from people.models import User
from regulations.schema import Step

WRITERS = (
    "contributor",
    "unit_head",
    "secretariat",
    "editor",
    "deputy",
    "chair",
    "principal",
    "clerk",
    "school_leaders",
)
# Who sends what is public to people outside in the school's name (HL-7.3a, HL-9.6b).
SEND_ROLES = ("clerk", "secretariat", "deputy", "chair", "principal", "school_leaders")
BOARD = ("chair", "deputy", "principal")
STAND_IN_FOR_UNIT_HEAD = ("deputy", "chair", "principal")


def may_write(user: User) -> bool:
    """Whether the person may draft at all; IT admins and inspectors may not (HN-4.1b, QN-II.8a)."""
    return user.is_active and user.has_role(*WRITERS)


def acts_at(edition: Edition, step: Step, user: User) -> bool:
    """Whether the user is one of those whom this step names, for this edition."""
    if not user.is_active:
        return False
    if any(_is_actor(actor, edition, user) for actor in step.actors):
        return True
    return bool(APPROVING_VERBS & set(step.verbs)) and delegated(edition, user)


def _is_actor(actor: str, edition: Edition, user: User) -> bool:
    if actor == "unit_head_of_item":
        return _heads_unit(edition, user)
    if actor == "section_editor":
        return edition.section_id is not None and edition.section_id in edited_section_ids(user)
    return user.has_role(actor)


def _heads_unit(edition: Edition, user: User) -> bool:
    unit = edition.item.unit
    if unit.head_id == user.pk or (user.has_role("unit_head") and user.unit_id == unit.pk):
        return True
    # A unit without a head must not hold up its teachers.
    return user.has_role(*STAND_IN_FOR_UNIT_HEAD) and not unit_has_head(edition)


def unit_has_head(edition: Edition) -> bool:
    unit: Any = edition.item.unit
    if unit.head is not None and unit.head.is_active:
        return True
    if not hasattr(unit, "_headed"):
        know_heads([edition])
    return bool(unit._headed)


def know_heads(editions: Iterable[Edition]) -> None:
    """Look up which units of these editions have somebody at their head: one query, kept on each unit."""
    units: list[Any] = [edition.item.unit for edition in editions]
    heads = User.objects.filter(unit__in=units, is_active=True, groups__role__code="unit_head")
    headed = set(heads.values_list("unit_id", flat=True))
    for unit in units:
        unit._headed = unit.pk in headed


def delegated(edition: Edition, user: User) -> bool:
    """Whether the head lets this person approve in the edition's section today (TS-III.3.2)."""
    if edition.section is None:
        return False
    return bool({edition.section_id, edition.section.parent_id} & delegated_section_ids(user))


def delegated_section_ids(user: Any) -> frozenset[int]:
    """Sections in which the user may approve today: one query, kept on the user for the request."""
    if not hasattr(user, "_delegated_section_ids"):
        current = ApprovalDelegation.objects.current().filter(user=user)
        user._delegated_section_ids = frozenset(current.values_list("section_id", flat=True))
    return user._delegated_section_ids


def is_board(user: User) -> bool:
    return user.is_active and (
        user.has_role(*BOARD) or BoardMember.objects.current(timezone.localdate()).filter(user=user).exists()
    )


def is_approver(edition: Edition, user: User) -> bool:
    return any(acts_at(edition, step, user) for step in approving_steps(route_for(edition)))


def owes_review(edition: Edition, user: User) -> bool:
    return open_assignments(edition).filter(reviewer=user, review=None).exists()


def open_assignments(edition: Edition) -> QuerySet:
    return edition.item.assignments.filter(edition_number=edition.number, closed_at=None)


def _at_step(move: Move, edition: Edition, user: User) -> bool:
    step = step_of(edition)
    return step is not None and move.verb in step.verbs and acts_at(edition, step, user)


def _asked_for_opinion(move: Move, edition: Edition, user: User) -> bool:
    step = step_of(edition)
    return step is not None and bool(step.opinion_of) and user.has_role(step.opinion_of)


_TESTS = {
    Who.AUTHOR: lambda move, edition, user: user.pk in edition.author_ids and may_write(user),
    Who.STEP: _at_step,
    Who.OPINION: _asked_for_opinion,
    Who.REVIEWER: lambda move, edition, user: user.is_active and owes_review(edition, user),
    Who.APPROVER: lambda move, edition, user: is_approver(edition, user),
    Who.BOARD: lambda move, edition, user: is_board(user),
    Who.PRINCIPAL: lambda move, edition, user: user.is_active and user.has_role("principal"),
    Who.CLOCK: lambda move, edition, user: is_clock(user),
}


def may_move(edition: Edition, move: Move, user: User) -> bool:
    """Whether the move is this person's to make; says nothing about its other conditions."""
    return bool(_TESTS[move.who](move, edition, user))


def people_at(edition: Edition, step: Step) -> set[User]:
    """Everybody who could act at the step now: for notices and for “đang chờ ai”."""
    found: set[User] = set()
    for actor in step.actors:
        found |= _people_of(actor, edition)
    if APPROVING_VERBS & set(step.verbs) and edition.section is not None:
        sections = [pk for pk in (edition.section_id, edition.section.parent_id) if pk]
        current = ApprovalDelegation.objects.current().filter(section__in=sections)
        found |= set(User.objects.filter(delegations__in=current, is_active=True))
    return {person for person in found if person.is_active}


def _people_of(actor: str, edition: Edition) -> set[User]:
    if actor == "unit_head_of_item":
        return unit_heads(edition)
    if actor == "section_editor":
        return _section_editors(edition.section)
    return people_with_role(actor)


def unit_heads(edition: Edition) -> set[User]:
    """Who answers for the item's unit now; where nobody does, those who stand in."""
    if not unit_has_head(edition):
        return people_with_role(*STAND_IN_FOR_UNIT_HEAD)
    unit = edition.item.unit
    heads = Q(pk=unit.head_id) | Q(unit=unit, groups__role__code="unit_head")
    return set(User.objects.filter(heads, is_active=True).distinct())


def _section_editors(section: Section | None) -> set[User]:
    if section is None:
        return set()
    editors: set[User] = set()
    for place in (section, section.parent):
        if place is not None:
            found: Any = get_users_with_perms(place, only_with_perms_in=["edit_section"])
            editors |= set(found)
    return editors


def people_with_role(*codes: str) -> set[User]:
    return set(_active().filter(groups__role__code__in=codes).distinct())


def people_by_id(ids: Iterable[int]) -> set[User]:
    return set(_active().filter(pk__in=ids))


def _active() -> QuerySet[User]:
    return get_user_model().objects.filter(is_active=True)
