"""The cast of every test: one person per role in a small school, and short ways to get work under way."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from guardian.shortcuts import assign_perm

from content.models import Article
from editorial import drafting
from editorial.models import Section
from editorial.workflow import perform
from people.models import Unit, User
from people.roles import grant_role, sync_roles
from tests.founding import found

PASSWORD = "mat-khau-thu-nghiem"
BODY = "<p>Sáng nay nhà trường tổ chức lễ khai giảng năm học mới.</p>"

# username -> (full name, roles)
CAST = {
    "giaovien": ("Cô Lan", ("contributor",)),
    "totruong": ("Thầy Tổ trưởng", ("contributor", "unit_head")),
    "thuky": ("Cô Thư ký", ("secretariat",)),
    "bientap": ("Thầy Biên tập", ("editor",)),
    "phoban": ("Cô Phó ban", ("deputy", "school_leaders")),
    "truongban": ("Thầy Trưởng ban", ("chair", "school_leaders")),
    "hieutruong": ("Cô Hiệu trưởng", ("principal",)),
    "vanthu": ("Cô Văn thư", ("clerk",)),
    "kythuat": ("Thầy Kỹ thuật", ("technical",)),
    "quantri": ("Thầy Quản trị", ("it_admin",)),
    "thanhtra": ("Ông Thanh tra", ("inspector",)),
    "nguoila": ("Thầy tổ khác", ("contributor",)),
}


@dataclass
class School:
    people: dict[str, User] = field(default_factory=dict)
    unit: Unit | None = None
    other_unit: Unit | None = None
    section: Section | None = None

    def __getattr__(self, name: str) -> User:
        try:
            return self.people[name]
        except KeyError:
            raise AttributeError(name) from None

    def draft(self, by: str = "giaovien", **fields: Any) -> Article:
        values = {"title": "Lễ khai giảng", "lead": "Tóm tắt", "body": BODY} | fields
        return drafting.start(Article, by=self.people[by], **values)

    def do(self, edition: Article, *steps: str, **details: Any) -> Article:
        """Make moves written as "người:việc"; the note is always there, details go to the last."""
        for place, step in enumerate(steps):
            name, verb = step.split(":")
            extra = details if place == len(steps) - 1 else {}
            perform(edition, verb, by=self.people[name], note="Lý do ghi ở đây", **extra)
        return edition

    def published(self, **fields: Any) -> Article:
        """An article that went the road of the standard regulation."""
        edition = self.draft(**{"section": self.section} | fields)
        return self.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.people[name])
        return client


@pytest.fixture
def school(db: None) -> School:
    return found_school("standard")


def found_school(regulation: str) -> School:
    """A school that works by `regulation` from its first day; see `founding.found`."""

    def build() -> None:
        call_command("apply_regulation", regulation, verbosity=0)
        build_school()

    found(regulation, build)
    everybody = User.objects.select_related("unit").in_bulk(CAST, field_name="username")
    people = {name: everybody[name] for name in CAST}
    return School(people, people["giaovien"].unit, people["nguoila"].unit, _first_section())


def _first_section() -> Section:
    return Section.objects.filter(kind="articles", sensitive=False).earliest("pk")


def build_school() -> School:
    """The cast, its units and roles, in a database to which a regulation was applied."""
    sync_roles()
    school = School(section=_first_section())
    school.unit = Unit.objects.create(name="Tổ Ngữ văn", short_name="Văn", slug="to-van", kind="subject_team")
    school.other_unit = Unit.objects.create(
        name="Tổ Toán", short_name="Toán", slug="to-toan", kind="subject_team"
    )
    office = Unit.objects.create(name="Văn phòng", short_name="VP", slug="van-phong", kind="office")
    homes = {"giaovien": school.unit, "totruong": school.unit, "nguoila": school.other_unit}
    for username, (full_name, roles) in CAST.items():
        person = User.objects.create_user(
            username,
            f"{username}@truong.example",
            PASSWORD,
            full_name=full_name,
            unit=homes.get(username, office),
        )
        for role in roles:
            grant_role(person, role)
        school.people[username] = person
    school.unit.head = school.totruong
    school.unit.save(update_fields=["head"])
    office.head = school.hieutruong
    office.save(update_fields=["head"])
    assign_perm("editorial.edit_section", school.bientap, school.section)
    return school
