"""The school's profile: filled in by the IT administrator, read by leaders, closed to everybody else."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client

from portal.models import SchoolProfile
from tests.school import School

URL = "/quan-tri/portal/schoolprofile/"
FILLED = {
    "name": "Trường  THCS\u00a0Bến Sông",
    "superior_body": "",
    "mode": "live",
    "address": "Số 1",
    "phone": "(024) 3812 345",
    "email": "a@truong.example",
    "fanpage": "",
    "responsible_person": "",
    "licence": "",
    "founded_on": "05/09/1976",
}


def test_the_it_administrator_fills_in_the_profile_and_the_footer_shows_it(
    school: School, client: Client
) -> None:
    desk = school.client("quantri")
    assert desk.get(URL, follow=True).status_code == 200
    desk.post(f"{URL}add/", FILLED)
    assert SchoolProfile.objects.get().name == "Trường THCS Bến Sông"
    home = client.get("/").content.decode()
    assert "tel:0243812345" in home
    assert "noindex" not in home
    desk.post(f"{URL}1/change/", FILLED | {"name": "Trường mới"})
    assert SchoolProfile.objects.get().name == "Trường mới"
    assert desk.get(f"{URL}add/").status_code == 403


@pytest.mark.parametrize("missing", ["name", "address", "phone", "email"])
def test_a_school_that_cannot_be_reached_is_refused(school: School, missing: str) -> None:
    answer = school.client("quantri").post(f"{URL}add/", FILLED | {missing: ""})
    assert answer.status_code == 200
    assert not SchoolProfile.objects.exists()


@pytest.mark.parametrize(
    "wrong", [{"phone": "gọi cô Lan"}, {"email": "x"}, {"fanpage": "javascript:alert(1)"}]
)
def test_a_wrong_detail_is_refused(school: School, wrong: dict[str, str]) -> None:
    school.client("quantri").post(f"{URL}add/", FILLED | wrong)
    assert not SchoolProfile.objects.exists()
    with pytest.raises(ValidationError):
        SchoolProfile(**{**FILLED, "founded_on": None} | wrong).full_clean()


@pytest.mark.parametrize(
    ("name", "reads"), [("hieutruong", True), ("thanhtra", True), ("giaovien", False), ("thuky", False)]
)
def test_nobody_else_changes_the_profile(
    school: School, profile: SchoolProfile, name: str, reads: bool
) -> None:
    desk = school.client(name)
    assert desk.get(f"{URL}1/change/").status_code == (200 if reads else 403)
    assert desk.post(f"{URL}1/change/", FILLED).status_code == 403
    assert desk.post(f"{URL}1/delete/", {"post": "yes"}).status_code == 403
    profile.refresh_from_db()
    assert profile.name == "Trường THCS Hoa Phượng"


@pytest.mark.parametrize("wrong", [{"id": 2}, {"phone": ""}, {"mode": "khac"}])
def test_the_database_itself_keeps_one_profile_that_can_be_reached(
    db: None, wrong: dict[str, object]
) -> None:
    right = {"name": "B", "address": "C", "phone": "024 381234", "email": "d@truong.example"}
    with pytest.raises(IntegrityError), transaction.atomic():
        SchoolProfile.objects.bulk_create([SchoolProfile(**right | wrong)])
    assert SchoolProfile.objects.bulk_create([SchoolProfile(**right)])
