"""Who plans, and who writes what is planned."""

from content.models import PlanLine, RotaTurn
from editorial.actors import may_write
from people.models import Unit, User

PLANNERS = ("secretariat", "deputy", "chair", "principal")


def may_plan(user: User) -> bool:
    """Whether the person draws up the rota and the plan."""
    return user.is_active and user.has_role(*PLANNERS)


def may_approve_plan(user: User) -> bool:
    """Only the head of the board approves the plan of a month (HN-5.3b)."""
    return user.is_active and user.has_role("chair")


def may_answer(row: RotaTurn | PlanLine, user: User) -> bool:
    """Whether the person may open the article that the row asks for, or link one that is there."""
    if not may_write(user):
        return False
    if may_plan(user) or (isinstance(row, PlanLine) and row.person_id == user.pk):
        return True
    if row.unit_id is None:
        return isinstance(row, PlanLine) and row.person_id is None
    return belongs_to(user, row.unit)


def belongs_to(user: User, unit: Unit | None) -> bool:
    return unit is not None and (user.unit_id == unit.pk or unit.head_id == user.pk)
