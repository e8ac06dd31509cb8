"""The roles of the school as data, and the only ways to hand them out.

A role opens the doors of the desk: which lists and forms a person reaches. What may be done with one edition
is decided by the route of the school's regulation (`editorial.workflow`), which asks for the codes below.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.models import Role, User


class RoleError(Exception):
    """A role or permission that does not exist; the message is for the person who runs the command."""


@dataclass(frozen=True)
class RoleSpec:
    """One role: its code in regulations, its group's name, and the permissions "app.codename" it carries."""

    code: str
    label: str | Promise
    description: str | Promise
    permissions: tuple[str, ...]
    is_staff: bool = True


def _rights(actions: str, *models: str) -> tuple[str, ...]:
    """_rights("add view", "content.article") -> ("content.add_article", "content.view_article")"""
    parts = (model.split(".") for model in models)
    return tuple(f"{app}.{action}_{name}" for app, name in parts for action in actions.split())


# Documents for the staff are for everybody who works here.
STAFF = _rights(
    "view",
    "documents.officialdocument",
    "documents.procurementnotice",
    "content.schoolevent",
    "content.workweek",
)
READING = (
    *STAFF,
    *_rights(
        "view",
        "content.article",
        "content.page",
        "content.picture",
        "documents.storedfile",
        "editorial.section",
    ),
)
WRITING = (
    *READING,
    *_rights("add change", "content.article", "content.page", "content.picture", "content.schoolevent"),
    *_rights("add", "documents.storedfile"),
)
TOPICS = _rights("add change view", "content.topic")
DOCUMENTS = _rights(
    "add change", "documents.officialdocument", "documents.procurementnotice", "content.workweek"
)
REGISTERS = _rights(
    "add change view", "documents.issuingauthority", "documents.documentfield", "documents.documentgroup"
)

_CALENDAR_TABLES = ("holiday", "makeupworkday", "schoolyear", "term", "workingweek")
CALENDAR_READ = _rights("view", *(f"regulations.{table}" for table in _CALENDAR_TABLES))
CALENDAR_KEPT = (
    *CALENDAR_READ,
    *_rights("add change", "regulations.schoolyear"),
    *_rights("change", "regulations.workingweek"),
    *_rights("add change delete", "regulations.holiday", "regulations.makeupworkday", "regulations.term"),
)
# What people outside ask for (HN-12.5); who may decide on it is in `community.moves`.
REQUESTS = _rights("view change", "community.outsiderequest")

# Exam results and certificates (Q8-2.7); who may approve them is in `exams.approving`.
RESULTS = ("exams.manage_results",)

FILING = (*WRITING, *_rights("change", "documents.storedfile"))

ROLES: tuple[RoleSpec, ...] = (
    RoleSpec(
        "contributor",
        gettext_lazy("Giáo viên, cộng tác viên"),
        gettext_lazy("Soạn và gửi tin bài của đơn vị mình."),
        WRITING,
    ),
    RoleSpec(
        "unit_head",
        gettext_lazy("Tổ trưởng, thủ trưởng đơn vị"),
        gettext_lazy("Duyệt tin bài của đơn vị trước khi gửi đi."),
        WRITING,
    ),
    RoleSpec(
        "secretariat",
        gettext_lazy("Tổ Thư ký"),
        gettext_lazy("Tiếp nhận, biên tập, xếp chuyên mục, trình duyệt."),
        (
            *(*FILING, *TOPICS, *DOCUMENTS, *REGISTERS, *CALENDAR_KEPT, *REQUESTS),
            *_rights("add", "community.outsiderequest"),
        ),
    ),
    RoleSpec(
        "editor",
        gettext_lazy("Biên tập viên chuyên mục"),
        gettext_lazy("Biên tập các chuyên mục được giao."),
        FILING,
    ),
    RoleSpec(
        "deputy",
        gettext_lazy("Phó Trưởng Ban Biên tập"),
        gettext_lazy("Phê duyệt và cho đăng."),
        (*WRITING, *DOCUMENTS, *REQUESTS),
    ),
    RoleSpec(
        "chair",
        gettext_lazy("Trưởng Ban Biên tập"),
        gettext_lazy("Ký duyệt, cho ý kiến về nội dung nhạy cảm, phân công, ủy quyền."),
        (*WRITING, *DOCUMENTS, *REQUESTS),
    ),
    RoleSpec(
        "principal",
        gettext_lazy("Hiệu trưởng"),
        gettext_lazy("Quyết định gỡ bỏ thông tin đã đăng."),
        (
            *(*WRITING, *DOCUMENTS, *CALENDAR_READ, *REQUESTS, *RESULTS),
            *_rights("view", "regulations.regulation", "people.unit", "people.staffmember"),
        ),
    ),
    RoleSpec(
        "clerk",
        gettext_lazy("Văn thư"),
        gettext_lazy("Vào sổ, đăng văn bản và danh bạ."),
        (
            *(*FILING, *DOCUMENTS, *REGISTERS, *CALENDAR_KEPT, *RESULTS),
            *_rights("view", "people.unit"),
            *_rights("add change view", "people.staffmember"),
        ),
    ),
    RoleSpec(
        "technical",
        gettext_lazy("Nhóm kỹ thuật"),
        gettext_lazy("Đăng bài đã ký duyệt, không sửa nội dung."),
        READING,
    ),
    RoleSpec(
        "it_admin",
        gettext_lazy("Quản trị CNTT"),
        gettext_lazy("Tài khoản, đơn vị, chuyên mục, kỹ thuật; không phê duyệt nội dung."),
        (
            *_rights("add change view", "people.user"),
            *_rights("add change delete view", "people.unit", "people.staffmember"),
            *_rights("add change view", "editorial.section"),
            *(*TOPICS, *CALENDAR_KEPT),
            *_rights("view", "people.role", "regulations.regulation"),
        ),
    ),
    RoleSpec(
        "school_leaders",
        gettext_lazy("Ban giám hiệu"),
        gettext_lazy("Xem mọi hàng chờ; phê duyệt nơi quy chế giao cho Ban giám hiệu."),
        (
            *(*WRITING, *DOCUMENTS, *CALENDAR_READ, *REQUESTS, *RESULTS),
            *_rights("view", "regulations.regulation", "people.unit", "people.staffmember"),
        ),
    ),
    RoleSpec(
        "inspector",
        gettext_lazy("Thanh tra (chỉ đọc)"),
        gettext_lazy("Xem toàn bộ, không thay đổi gì."),
        (
            *(*READING, *CALENDAR_READ),
            *_rights(
                "view",
                "community.outsiderequest",
                "editorial.event",
                "regulations.regulation",
                "people.unit",
                "people.staffmember",
            ),
        ),
    ),
)
ROLE_CODES = frozenset(spec.code for spec in ROLES)


def sync_roles(*, dry_run: bool = False) -> list[str]:
    """Make groups and their permissions equal to ROLES; return one Vietnamese line per change.

    Repeatable. People stay in the groups they are in. With dry_run nothing is written.
    Raises RoleError, naming every one, when ROLES asks for permissions that do not exist.
    """
    permissions = _existing_permissions()
    changes: list[str] = []
    with transaction.atomic():
        for spec in ROLES:
            changes += _sync_role(spec, {permissions[name] for name in spec.permissions})
        if dry_run:
            transaction.set_rollback(True)
    return changes


def grant_role(user: User, code: str) -> None:
    """Give one role; it counts from the next request on. Raises RoleError for an unknown code."""
    set_roles(user, {*_held_codes(user), code})


def revoke_role(user: User, code: str) -> None:
    """Take one role away; it counts from the next request on. Raises RoleError for an unknown code."""
    _find_roles([code])
    set_roles(user, _held_codes(user) - {code})


def set_roles(user: User, codes: Collection[str]) -> tuple[list[str], list[str]]:
    """Let the person hold exactly these roles; return the codes (granted, revoked).

    Groups that are no role are left alone. Who holds a role of the desk may enter it (`is_staff`).
    Raises RoleError for an unknown code, before anything is written.
    """
    roles = _find_roles(codes)
    with transaction.atomic():
        held = _held_codes(user)
        granted, revoked = sorted(set(codes) - held), sorted(held - set(codes))
        user.groups.add(*(roles[code].group for code in granted))
        user.groups.remove(*Group.objects.filter(role__code__in=revoked))
        user.is_staff = user.is_superuser or any(spec.is_staff for spec in ROLES if spec.code in codes)
        user.save(update_fields=["is_staff"])
    for cache in ("role_codes", "_perm_cache", "_user_perm_cache", "_group_perm_cache"):
        user.__dict__.pop(cache, None)
    return granted, revoked


def is_last_it_admin(user: User) -> bool:
    """Whether switching this account off would leave nobody who can manage accounts.

    Call it inside a transaction: the role's row is locked, so two administrators cannot retire each other.
    """
    role = Role.objects.select_for_update().filter(code="it_admin").first()
    if role is None:
        return False
    active = set(User.objects.filter(is_active=True, groups=role.group).values_list("pk", flat=True))
    return active == {user.pk}


def _held_codes(user: User) -> set[str]:
    return set(Role.objects.filter(group__user=user).values_list("code", flat=True))


def _find_roles(codes: Iterable[str]) -> dict[str, Role]:
    wanted = set(codes)
    roles = {role.code: role for role in Role.objects.select_related("group").filter(code__in=wanted)}
    missing = wanted - set(roles)
    if missing:
        names = ", ".join(sorted(missing))
        raise RoleError(_("Không có vai trò: %(names)s. Hãy chạy lệnh sync_roles.") % {"names": names})
    return roles


def _existing_permissions() -> dict[str, Permission]:
    existing = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    missing = [f"{spec.code}: {name}" for spec in ROLES for name in spec.permissions if name not in existing]
    if missing:
        names = ", ".join(missing)
        raise RoleError(_("Quyền không tồn tại (vai trò: quyền): %(names)s") % {"names": names})
    return existing


def _sync_role(spec: RoleSpec, wanted: set[Permission]) -> list[str]:
    group, changes = _group_of(spec)
    current = set(group.permissions.select_related("content_type"))
    for verb, difference in ((_("thêm quyền"), wanted - current), (_("bỏ quyền"), current - wanted)):
        names = sorted(f"{item.content_type.app_label}.{item.codename}" for item in difference)
        changes += [f"{spec.label}: {verb} {name}" for name in names]
    if wanted != current:
        group.permissions.set(wanted)
    return changes


def _group_of(spec: RoleSpec) -> tuple[Group, list[str]]:
    label = str(spec.label)
    role = Role.objects.select_related("group").filter(code=spec.code).first()
    if role is None:
        group, _created = Group.objects.get_or_create(name=label)
        Role.objects.create(code=spec.code, group=group)
        return group, [_("%(label)s: tạo vai trò (%(code)s)") % {"label": label, "code": spec.code}]
    if role.group.name == label:
        return role.group, []
    change = _("%(old)s: đổi tên thành %(label)s") % {"old": role.group.name, "label": label}
    role.group.name = label
    role.group.save(update_fields=["name"])
    return role.group, [change]
