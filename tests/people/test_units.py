import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from people.models import StaffMember, Unit, User

pytestmark = pytest.mark.django_db


def make_unit(name: str, **fields) -> Unit:
    return Unit.objects.create(name=name, **{"kind": "subject_team", **fields})


def test_a_unit_gets_its_address_from_its_name_and_no_two_share_it():
    assert make_unit("Tổ Toán – Tin đầu cấp").slug == "to-toan-tin-dau-cap"
    assert make_unit("Tổ Toán – Tin đầu cấp").slug == "to-toan-tin-dau-cap-2"
    assert make_unit("!!!").slug == "don-vi"


def test_a_unit_cannot_belong_to_itself_or_to_what_belongs_to_it():
    school = make_unit("Nhà trường")
    team = make_unit("Tổ Toán", parent=school)
    group = make_unit("Nhóm Toán 9", parent=team)
    for parent in (group, team, school):
        school.parent = parent
        with pytest.raises(ValidationError, match="không thể thuộc chính nó"):
            school.full_clean()
        with pytest.raises(ValidationError, match="không thể thuộc chính nó"):
            school.save()
    school.refresh_from_db()
    assert school.parent is None


def test_a_unit_may_move_to_another_branch():
    first, second = make_unit("Một"), make_unit("Hai")
    child = make_unit("Con", parent=first)
    child.parent = second
    child.full_clean()
    child.save()
    assert list(second.children.all()) == [child]


def test_the_database_refuses_a_unit_that_is_its_own_parent_and_an_unknown_kind():
    unit = make_unit("Tổ Toán")
    for wrong in ({"parent_id": unit.pk}, {"kind": "band"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Unit.objects.filter(pk=unit.pk).update(**wrong)


def test_a_unit_with_people_cannot_be_deleted():
    unit = make_unit("Tổ Toán")
    User.objects.create_user("hoa", full_name="Nguyễn Thị Hoa", unit=unit)
    with pytest.raises(ProtectedError):
        unit.delete()


def test_the_directory_is_sorted_by_given_name_as_vietnamese_sort():
    unit = make_unit("Tổ Toán")
    names = ["Trần Văn Đức", "Nguyễn Thị Ánh", "Lê Văn An", "Phạm Thu Dung", "Đỗ Văn An", "Bùi Thị Êm"]
    for name in names:
        StaffMember.objects.create(full_name=name, position="Giáo viên", unit=unit)
    StaffMember.objects.create(full_name="Vũ Ẩn", position="Bảo vệ", unit=unit, is_public=False)
    expected = ["Đỗ Văn An", "Lê Văn An", "Nguyễn Thị Ánh", "Phạm Thu Dung", "Trần Văn Đức", "Bùi Thị Êm"]
    given = [member.full_name.split()[-1] for member in StaffMember.objects.public().by_name()]
    assert given == [name.split()[-1] for name in expected]


def test_names_are_stored_clean():
    user = User.objects.create_user("hoa", full_name=" Nguye\u0302\u0303n Thi\u0323\u00a0Hoa\u200b ")
    assert user.full_name == "Nguyễn Thị Hoa"


@pytest.mark.parametrize(
    "wrong",
    [
        {"username": "Hoa2"},
        {"username": "hoa"},
        {"email": "HOA@truong.example"},
        {"password_expires_at": "2026-01-01T00:00:00Z"},
    ],
)
def test_the_database_refuses_an_account_that_breaks_the_rules(wrong):
    User.objects.create_user("hoa", full_name="Hoa", email="hoa@truong.example")
    other = User.objects.create_user("lan", full_name="Lan")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=other.pk).update(**wrong)


@pytest.mark.parametrize("name", ["cô hoa", "hoađ", "Hoa", "-hoa", "hoa@truong", "hoa\n", ""])
def test_a_user_name_is_plain_lower_case_ascii(name):
    with pytest.raises(ValidationError):
        User(username=name, full_name="Hoa", password="x").clean_fields()


def test_two_accounts_may_both_lack_an_address():
    User.objects.create_user("hoa", full_name="Hoa")
    User.objects.create_user("lan", full_name="Lan")
    assert User.objects.filter(email="").count() == 2
