from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import CommandError, call_command

from people import roles
from people.models import Role, User

pytestmark = pytest.mark.django_db


def run(**options) -> str:
    out = StringIO()
    call_command("sync_roles", stdout=out, **options)
    return out.getvalue()


def test_the_command_makes_every_role_and_a_second_run_changes_nothing():
    first = run()
    assert "Tổ Thư ký: tạo vai trò (secretariat)" in first
    assert set(Role.objects.values_list("code", flat=True)) == roles.ROLE_CODES
    assert Group.objects.filter(name="Trưởng Ban Biên tập").exists()
    assert run() == "Các vai trò đã đúng, không có gì thay đổi.\n"


def test_a_dry_run_tells_everything_and_writes_nothing():
    assert "Hiệu trưởng: tạo vai trò (principal)" in run(dry_run=True)
    assert not Role.objects.exists()
    assert not Group.objects.exists()


def test_permissions_that_drifted_are_put_right_and_people_stay(make_user):
    user = make_user("quantri", "it_admin")
    group = Group.objects.get(role__code="it_admin")
    extra = Permission.objects.get(codename="delete_user", content_type__app_label="people")
    missing = Permission.objects.get(codename="add_user", content_type__app_label="people")
    group.permissions.add(extra)
    group.permissions.remove(missing)
    output = run()
    assert "bỏ quyền people.delete_user" in output
    assert "thêm quyền people.add_user" in output
    assert not group.permissions.filter(pk=extra.pk).exists()
    assert group.permissions.filter(pk=missing.pk).exists()
    assert user.groups.get() == group


def test_a_renamed_group_gets_its_name_back():
    run()
    Group.objects.filter(role__code="clerk").update(name="Thư kí văn phòng")
    assert "Thư kí văn phòng: đổi tên thành Văn thư" in run()
    assert Group.objects.get(role__code="clerk").name == "Văn thư"


def test_a_permission_that_does_not_exist_is_named_and_nothing_is_written(monkeypatch):
    wrong = roles.RoleSpec("clerk", "Văn thư", "", ("people.fly_user",))
    monkeypatch.setattr(roles, "ROLES", (*roles.ROLES, wrong))
    with pytest.raises(CommandError, match=r"clerk: people\.fly_user"):
        run()
    assert not Role.objects.exists()


def test_it_admin_never_gets_a_right_over_content():
    spec = next(spec for spec in roles.ROLES if spec.code == "it_admin")
    # Topics are kept like sections: names that texts are filed under, no text.
    rights = {name for name in spec.permissions if not name.endswith("_topic")}
    assert not [name for name in rights if name.startswith(("content.", "documents."))]
    assert "people.delete_user" not in spec.permissions


def test_only_the_it_administrator_makes_or_changes_accounts():
    holders = {
        spec.code for spec in roles.ROLES if {"people.add_user", "people.change_user"} & set(spec.permissions)
    }
    assert holders == {"it_admin"}


def test_the_inspector_only_looks():
    spec = next(spec for spec in roles.ROLES if spec.code == "inspector")
    assert all(".view_" in name for name in spec.permissions)


def test_a_granted_role_counts_at_once_and_a_revoked_one_no_more(make_user):
    user = make_user("hoa")
    assert user.role_codes == frozenset()
    assert not user.is_staff
    roles.grant_role(user, "secretariat")
    roles.grant_role(user, "editor")
    assert user.role_codes == {"secretariat", "editor"}
    assert user.has_role("chair", "editor")
    assert User.objects.get(pk=user.pk).is_staff
    roles.revoke_role(user, "editor")
    assert not user.has_role("chair", "editor")
    roles.revoke_role(user, "secretariat")
    assert not User.objects.get(pk=user.pk).is_staff


def test_an_unknown_role_is_refused(make_user):
    user = make_user("hoa")
    with pytest.raises(roles.RoleError, match="pope"):
        roles.grant_role(user, "pope")
    with pytest.raises(roles.RoleError, match="pope"):
        roles.revoke_role(user, "pope")


def test_role_codes_cost_one_query_per_instance(make_user, django_assert_num_queries):
    user = User.objects.get(pk=make_user("hoa", "deputy", "editor").pk)
    with django_assert_num_queries(1):
        assert user.role_codes == {"deputy", "editor"}
        assert user.has_role("deputy")
        assert not user.has_role("chair")


def test_a_switched_off_account_and_a_superuser_hold_no_role_by_themselves(make_user):
    assert make_user("nghi", "chair", is_active=False).role_codes == frozenset()
    assert not make_user("goc", is_superuser=True).has_role("chair", "principal")


def test_other_groups_are_left_alone(make_user):
    user = make_user("hoa", "editor")
    choir = Group.objects.create(name="Đội văn nghệ")
    user.groups.add(choir)
    roles.set_roles(user, {"clerk"})
    assert choir in user.groups.all()
    assert user.role_codes == {"clerk"}
