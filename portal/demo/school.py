"""The school's people: profile, units, accounts with their roles, directory and editorial board."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from guardian.shortcuts import assign_perm

from editorial.models import ApprovalDelegation, BoardMember, Section
from people.models import StaffMember, Unit, User
from people.roles import ROLES, set_roles
from portal.demo.reading import FOLDER, read_toml
from portal.models import SchoolProfile
from regulations.schema import Preset

DELEGATION_DAYS = 30
LABELS = {spec.code: spec.label for spec in ROLES}


def found_school(password: str) -> dict[str, User]:
    """Create everybody and everything that the school is before its first text; returns users by name."""
    told = read_toml(FOLDER / "school.toml")
    SchoolProfile.objects.create(**told["profile"], mode=SchoolProfile.Mode.PILOT, english_enabled=True)
    units = _units(told["units"])
    staff = [dict(zip(told["staff"]["columns"], row, strict=True)) for row in told["staff"]["rows"]]
    named = {row["user"]: row for row in staff if row["user"]}
    users = {one["username"]: _account(one, named, units, password) for one in told["accounts"]}
    for unit in told["units"]:
        if head := unit.get("head"):
            Unit.objects.filter(slug=unit["slug"]).update(head=users[head])
    for order, row in enumerate(staff, start=1):
        _staff_member(row, order, units, users)
    # Read again: the units had no heads yet when the accounts were made.
    fresh = User.objects.select_related("unit__head").in_bulk([user.pk for user in users.values()])
    return {name: fresh[user.pk] for name, user in users.items()}


def _units(rows: list[dict[str, Any]]) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for order, row in enumerate(rows, start=1):
        plain = {name: row[name] for name in ("slug", "name", "short_name", "kind", "functions")}
        parent = units.get(row.get("parent", ""))
        units[row["slug"]] = Unit.objects.create(**plain, order=order, parent=parent)
    return units


def _account(
    row: dict[str, Any], named: dict[str, dict[str, str]], units: dict[str, Unit], password: str
) -> User:
    username = row["username"]
    person = named.get(username)
    user = User.objects.create_user(
        username,
        email=_address(username),
        password=password,
        full_name=person["full_name"] if person else row["full_name"],
        unit=units[person["unit"]] if person else None,
    )
    set_roles(user, row["roles"])
    if seat := row.get("board_role"):
        reference = _("Quyết định minh họa")
        BoardMember.objects.create(
            user=user, board_role=seat, decision_reference=reference, valid_from=timezone.localdate()
        )
    return user


def _address(name: str) -> str:
    return f"{name}@thcsdoimay.example"


def _staff_member(row: dict[str, str], order: int, units: dict[str, Unit], users: dict[str, User]) -> None:
    StaffMember.objects.create(
        full_name=row["full_name"],
        position=row["position"],
        position_code=row["position_code"],
        unit=units[row["unit"]],
        user=users.get(row["user"]),
        phone=f"0200 000 {200 + order:04}",
        email=_address(row["user"] or f"canbo{order:02}"),
        order=order,
    )


def hand_out_sections(users: dict[str, User], preset: Preset) -> None:
    """Give the section editor two sections, and the secretary those that nobody else edits.

    The second only where the regulation lets nobody but a section's editor take its texts on (Q8).
    """
    editor, secretary = users["bientap"], users["thuky"]
    own = edited_sections()
    for section in own:
        assign_perm("edit_section", editor, section)
    if any("section_editor" in step.actors for route in preset.routes for step in route.steps):
        for section in Section.objects.exclude(pk__in=[section.pk for section in own]):
            assign_perm("edit_section", secretary, section)


def edited_sections() -> list[Section]:
    """The two sections of the section editor: the first of her list that this regulation has."""
    wishes = read_toml(FOLDER / "school.toml")["edited_sections"]
    existing = Section.objects.in_bulk(wishes, field_name="slug")
    return [existing[slug] for slug in wishes if slug in existing][:2]


def delegate_approval(users: dict[str, User]) -> None:
    """The chair lets the section editor approve in her second section for a while (TS-III.3.2)."""
    today = timezone.localdate()
    ApprovalDelegation.objects.create(
        user=users["bientap"],
        section=edited_sections()[-1],
        given_by=users["truongban"],
        valid_from=today,
        valid_to=today + timedelta(days=DELEGATION_DAYS),
    )


def account_table() -> list[tuple[str, str, str]]:
    """(user name, full name, roles) of the demonstration accounts, in the order of the school file."""
    told = read_toml(FOLDER / "school.toml")
    names = {row[4]: row[0] for row in told["staff"]["rows"] if row[4]}
    return [
        (
            one["username"],
            names.get(one["username"]) or one["full_name"],
            ", ".join(str(LABELS[code]) for code in one["roles"]),
        )
        for one in told["accounts"]
    ]


def name_sections_in_english() -> None:
    """For the pages below /en/; what a regulation names besides keeps its Vietnamese name there."""
    for slug, name in read_toml(FOLDER / "sections_en.toml").items():
        Section.objects.filter(slug=slug).update(name_en=name)
