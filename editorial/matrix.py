"""Who may do what, read from the tables that decide it (Q8-3.4c): moves, routes, roles and the desk's lists.

Nothing here is a rule of its own. A cell says what a role brings by itself; what a person is given beside it
(head of a unit, editor of a section, delegation, seat on the board, assignment) stands beside the row.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django.contrib.admin import AdminSite
from django.db import models
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.actors import BOARD, STAND_IN_FOR_UNIT_HEAD, WRITERS
from editorial.routes import APPROVING_VERBS, approving_steps
from editorial.states import MOVES, Move, Who
from editorial.visibility import SEE_ALL, SEE_SIGNED
from people.models import Role, User
from regulations.schema import SPECIAL_ACTORS, Preset, Route, Step


class Reach(models.TextChoices):
    """How far a role reaches by itself."""

    YES = "yes", _("được")
    OWN = "own", _("bài của mình")
    UNIT = "unit", _("bài của đơn vị mình")
    VACANT = "vacant", _("khi đơn vị chưa có người đứng đầu")
    SECTION = "section", _("chuyên mục được giao")
    NO = "no", _("không")


ASSIGNED = _("Chỉ người được Trưởng ban phân công thẩm định bài ấy.")
HEADS = _("Và người được ghi là người đứng đầu đơn vị của bài, dù giữ vai trò nào.")
EDITORS = _("Và người được giao biên tập chuyên mục của bài (hoặc mục cấp trên trực tiếp).")
DELEGATES = _("Và người được Trưởng ban ủy quyền duyệt chuyên mục của bài, trong thời hạn ủy quyền.")
MEMBERS = _("Và thành viên Ban Biên tập còn thời hạn.")


@dataclass(frozen=True)
class Row:
    """One thing that can be done; `cells` by role code, a role left out may not."""

    label: str | Promise
    cells: dict[str, Reach]
    beside: tuple[str | Promise, ...] = ()
    moves: tuple[Move, ...] = ()
    step: str = ""

    def reach(self, role: str) -> Reach:
        return self.cells.get(role, Reach.NO)


@dataclass(frozen=True)
class Part:
    title: str | Promise
    rows: list[Row]


@dataclass(frozen=True)
class OneRole:
    """Somebody who holds exactly one role, to ask the desk's lists what it opens."""

    code: str
    permissions: frozenset[str]
    is_active: bool = True
    is_authenticated: bool = True
    is_superuser: bool = False

    def has_role(self, *codes: str) -> bool:
        return self.code in codes

    def has_perm(self, permission: str, obj: Any = None) -> bool:
        return permission in self.permissions


def holders() -> dict[str, list[User]]:
    """Role code -> the active people who hold it, by name."""
    people = User.objects.filter(is_active=True).order_by("full_name")
    with_roles = people.values_list("groups__role__code", "pk").exclude(groups__role=None)
    by_pk = people.in_bulk()
    found: dict[str, list[User]] = {}
    for code, pk in with_roles:
        found.setdefault(code, []).append(by_pk[pk])
    return found


def reading_part() -> Part:
    everything = Row(_("Đọc mọi bản nháp và bài đang xét duyệt"), dict.fromkeys(SEE_ALL, Reach.YES))
    signed = Row(_("Đọc bài đã ký duyệt, đã đăng"), dict.fromkeys((*SEE_ALL, *SEE_SIGNED), Reach.YES))
    writing = Row(_("Soạn bài mới"), dict.fromkeys(WRITERS, Reach.YES))
    return Part(_("Đọc và soạn"), [writing, everything, signed])


def route_parts(preset: Preset) -> list[Part]:
    """For each route of the regulation: its moves before, at and after each of its steps."""
    return [Part(route.label or route.code, _route_rows(route)) for route in preset.routes]


def _route_rows(route: Route) -> list[Row]:
    reviewed = any("assign" in step.verbs for step in route.steps)
    review = [Row(MOVES["review"].label, {}, (ASSIGNED,), (MOVES["review"],))] if reviewed else []
    later = [_row_of(who, route) for who in _ANYWHERE if who is not Who.AUTHOR]
    return [_row_of(Who.AUTHOR, route), *_step_rows(route), *review, *later]


def _row_of(who: Who, route: Route) -> Row:
    """The moves that are made outside any one step by these people."""
    title, reach = _ANYWHERE[who]
    cells, beside = reach(route)
    return Row(title, cells, beside, tuple(move for move in MOVES.values() if move.who is who))


def _step_rows(route: Route) -> list[Row]:
    rows = []
    for step in route.steps:
        cells, beside = _actors(step)
        moves = tuple(MOVES[verb] for verb in MOVES if verb in step.verbs)
        rows.append(Row(step.label, cells, beside, moves, step.key))
        if step.opinion_of:
            opinion = (MOVES["give_opinion"],)
            rows.append(Row(step.label, {step.opinion_of: Reach.YES}, (), opinion, step.key))
    return rows


def _approvers(route: Route) -> tuple[dict[str, Reach], tuple[str | Promise, ...]]:
    cells: dict[str, Reach] = {}
    beside: dict[str | Promise, None] = {}
    for step in approving_steps(route):
        own, others = _actors(step)
        cells |= {role: reach for role, reach in own.items() if reach is Reach.YES or role not in cells}
        beside |= dict.fromkeys(others)
    return cells, tuple(beside)


Reached = tuple[dict[str, Reach], tuple[str | Promise, ...]]
_ANYWHERE: dict[Who, tuple[Promise, Callable[[Route], Reached]]] = {
    Who.AUTHOR: (_("Tác giả"), lambda route: (dict.fromkeys(WRITERS, Reach.OWN), ())),
    Who.APPROVER: (_("Người duyệt, vào lúc khác"), _approvers),
    Who.BOARD: (_("Sau khi đăng"), lambda route: (dict.fromkeys(BOARD, Reach.YES), (MEMBERS,))),
    Who.PRINCIPAL: (_("Gỡ bỏ nội dung đã đăng"), lambda route: ({"principal": Reach.YES}, ())),
}


def _actors(step: Step) -> tuple[dict[str, Reach], tuple[str | Promise, ...]]:
    """What the actors of a step mean for each role, the widest reach winning, and for whom beside."""
    cells: dict[str, Reach] = {}
    beside: list[str | Promise] = []
    if "section_editor" in step.actors:
        cells |= {"editor": Reach.SECTION}
        beside.append(EDITORS)
    if "unit_head_of_item" in step.actors:
        cells |= {**dict.fromkeys(STAND_IN_FOR_UNIT_HEAD, Reach.VACANT), "unit_head": Reach.UNIT}
        beside.append(HEADS)
    cells |= {actor: Reach.YES for actor in step.actors if actor not in SPECIAL_ACTORS}
    if APPROVING_VERBS & set(step.verbs):
        beside.append(DELEGATES)
    return cells, tuple(beside)


ACTIONS = (("view", _("xem")), ("add", _("thêm")), ("change", _("sửa")), ("delete", _("xóa")))


def list_rights(site: AdminSite, roles: Iterable[Role]) -> list[tuple[str, dict[str, list[str]]]]:
    """For each list of the desk: its name, and by role code what its own permission checks allow."""
    asking = [(role.code, _request_of(role)) for role in roles]
    found = []
    for model, desk_list in site._registry.items():
        checks = [(word, getattr(desk_list, f"has_{action}_permission")) for action, word in ACTIONS]
        rights = {code: [str(word) for word, may in checks if may(request)] for code, request in asking}
        found.append((str(model._meta.verbose_name_plural), rights))
    return sorted(found, key=lambda one: one[0])


def _request_of(role: Role) -> HttpRequest:
    permissions = role.group.permissions.all()
    names = frozenset(f"{one.content_type.app_label}.{one.codename}" for one in permissions)
    request = HttpRequest()
    request.user = cast(Any, OneRole(role.code, names))
    return request


def known_roles() -> list[Role]:
    """The roles with their groups' permissions: what the database grants, not what the code would."""
    return list(Role.objects.select_related("group").prefetch_related("group__permissions__content_type"))
