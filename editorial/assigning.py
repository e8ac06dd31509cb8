"""Who has to see to an obligation (QN-III.4d): looked up for a whole round of the clock at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from editorial.models import DutyHolder, Obligation, Responsible
from people.models import Unit, User

# Who is asked where nobody is named and the unit has no head: the first of these roles that somebody holds.
STAND_INS = ("secretariat", "deputy", "chair", "principal")


@dataclass
class Staff:
    """Accounts that are switched on, by what they are here for."""

    active: frozenset[int]
    holders: dict[str, set[int]]  # rule -> duty holders
    heads: dict[int, set[int]]  # unit -> who stands at its head
    stand_ins: frozenset[int]
    roles: Mapping[str, set[int]]  # role -> who holds it
    units: Mapping[int, int | None]  # account -> its unit

    @classmethod
    def load(cls) -> "Staff":
        units = dict(_active().values_list("pk", "unit"))
        active = frozenset(units)
        holders: dict[str, set[int]] = defaultdict(set)
        for rule, user in DutyHolder.objects.filter(user__in=active).values_list("rule", "user"):
            holders[rule].add(user)
        roles: dict[str, set[int]] = defaultdict(set)
        for code, user in _active().values_list("groups__role__code", "pk"):
            roles[code].add(user)
        first = next((roles[code] for code in STAND_INS if roles.get(code)), set())
        return cls(
            active, dict(holders), _heads(units, roles["unit_head"]), frozenset(first), dict(roles), units
        )

    def responsible(self, rule: str, unit: int | None, named: Iterable[int]) -> frozenset[int]:
        """Those named and the duty holders of the rule; else the head of the unit; else a stand-in."""
        chosen = (self.active & set(named)) | self.holders.get(rule, set())
        return frozenset(chosen or self.heads.get(unit or 0) or self.stand_ins)


def _active() -> QuerySet[User]:
    return User.objects.filter(is_active=True)


def _heads(units: Mapping[int, int | None], with_role: set[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for unit, head in Unit.objects.filter(head__isnull=False).values_list("pk", "head"):
        if head in units:
            found[unit].add(head)
    for user in with_role:
        if (own := units.get(user)) is not None:
            found[own].add(user)
    return dict(found)


def assign(wanted: dict[int, frozenset[int]]) -> None:
    """Make the people of these obligations (by number) those; a constant number of queries."""
    present: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Responsible.objects.filter(obligation__in=wanted)
    for pk, obligation, user in rows.values_list("pk", "obligation", "user"):
        present[obligation][user] = pk
    gone = [
        pk
        for obligation, people in wanted.items()
        for user, pk in present[obligation].items()
        if user not in people
    ]
    new = [
        Responsible(obligation_id=obligation, user_id=user)
        for obligation, people in wanted.items()
        for user in sorted(people - present[obligation].keys())
    ]
    if gone:
        Responsible.objects.filter(pk__in=gone).delete()
    Responsible.objects.bulk_create(new, ignore_conflicts=True)


def people_may_change(row: Obligation) -> bool:
    """Whether the clock may say whose it is: not where a person chose, nor once it is settled."""
    return row.is_open and not row.people_chosen
