"""Accounts as the desk sees them: where each person edits and approves, and what waits for them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from editorial import clock
from editorial.access import visible
from editorial.actors import people_at
from editorial.models import ApprovalDelegation, BoardMember, Edition
from editorial.routes import step_of
from editorial.section_editors import sections_of
from editorial.worklist import worklist
from people.accounts import UserAdmin
from people.models import User
from people.roles import ROLES


@dataclass(frozen=True)
class WaitingWork:
    """One text that waits for somebody; its title stays closed to who may not read it (HL-10.4)."""

    title: str
    url: str
    where: str
    since: datetime | None
    others: list[str]
    alone: str


class AccountAdmin(UserAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """The clock is nobody's account."""
        return super().get_queryset(request).exclude(username=clock.USERNAME)

    def duties(self, user: User) -> list[str]:
        roles = [
            _("%(role)s: %(description)s") % {"role": spec.label, "description": spec.description}
            for spec in ROLES
            if spec.code in user.role_codes
        ]
        return [*roles, *super().duties(user), *_section_duties(user), *_board_duties(user)]

    def waiting(self, user: User, viewer: User) -> list[WaitingWork]:
        work = worklist(user)
        at_step = [*work.claimed, *work.waiting, *work.urgent]
        own = [*work.to_fix, *work.drafts]
        return [
            *(_at_step(task.edition, user, viewer) for task in at_step),
            *(_own(task.edition, viewer) for task in own),
        ]


def _section_duties(user: User) -> list[str]:
    sections = ", ".join(section.name for section in sections_of(user))
    return [_("Biên tập chuyên mục: %(sections)s") % {"sections": sections}] if sections else []


def _board_duties(user: User) -> list[str]:
    seats = [
        _("%(seat)s, theo quyết định %(decision)s")
        % {"seat": one.get_board_role_display(), "decision": one.decision_reference or "–"}
        for one in BoardMember.objects.current().filter(user=user)
    ]
    delegations = [
        _("Được ủy quyền duyệt chuyên mục %(section)s đến hết %(day)s")
        % {"section": one.section, "day": date_format(one.valid_to)}
        for one in ApprovalDelegation.objects.current().filter(user=user).select_related("section")
    ]
    return [*(_("Ban Biên tập: %(seat)s") % {"seat": seat} for seat in seats), *delegations]


def _at_step(edition: Edition, user: User, viewer: User) -> WaitingWork:
    step = step_of(edition)
    others = people_at(edition, step) - {user} if step else set()
    alone = _("Chưa có ai khác ở bước này: hãy giao vai trò hoặc phân công cho một người trước khi khóa.")
    return _waiting(edition, viewer, others, alone)


def _own(edition: Edition, viewer: User) -> WaitingWork:
    alone = _("Bài đang ở tay tác giả. Muốn viết tiếp thì người khác soạn bài mới, hoặc mở lại tài khoản.")
    return _waiting(edition, viewer, (), alone)


def _waiting(edition: Edition, viewer: User, others: Iterable[User], alone: str) -> WaitingWork:
    kind = str(edition._meta.verbose_name)
    readable = visible(type(edition), viewer).filter(pk=edition.pk).exists()
    step = step_of(edition)
    place = step.label if step else str(edition.current_state.label)
    return WaitingWork(
        title=edition.title if readable else _("%(kind)s số %(number)s") % _numbered(kind, edition),
        url=edition.get_desk_url() if readable else "",
        where=f"{edition.item.unit} · {place}",
        since=edition.submitted_at or edition.created_at,
        others=sorted(str(person) for person in others),
        alone=alone,
    )


def _numbered(kind: str, edition: Edition) -> dict[str, object]:
    return {"kind": kind.capitalize(), "number": edition.item_id}
