import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from people.models import Role, StaffMember, Unit, User
from people.roles import ROLE_CODES
from tests.school import School

pytestmark = pytest.mark.django_db


@pytest.fixture
def it_admin(make_user) -> User:
    return make_user("quantri", "it_admin")


@pytest.fixture
def it_desk(it_admin, signed_in) -> Client:
    return signed_in(it_admin)


def fields_of(user: User, *codes: str, **changes) -> dict:
    fields = {"username": user.username, "full_name": user.full_name, "email": user.email}
    fields["roles"] = list(Role.objects.filter(code__in=codes).values_list("pk", flat=True))
    return {name: value for name, value in {**fields, **changes}.items() if value is not None}


def save(client: Client, user: User, *codes: str, **changes):
    return client.post(
        reverse("admin:people_user_change", args=[user.pk]), fields_of(user, *codes, **changes)
    )


def switch_off(client: Client, user: User):
    return client.post(reverse("admin:people_user_off", args=[user.pk]))


def test_the_screens_are_vietnamese(it_desk, make_user):
    other = make_user("giaovien", "contributor")
    for url in [
        reverse("admin:people_user_changelist"),
        reverse("admin:people_user_add"),
        reverse("admin:people_user_change", args=[other.pk]),
        reverse("admin:people_unit_add"),
        reverse("admin:people_staffmember_add"),
    ]:
        assert it_desk.get(url).status_code == 200
    page = it_desk.get(reverse("admin:people_user_change", args=[other.pk])).content.decode()
    for words in ["Tên đăng nhập", "Họ và tên", "Vai trò", "Tổ Thư ký", "Cấp liên kết đặt mật khẩu"]:
        assert words in page
    assert 'name="is_superuser"' not in page
    assert 'name="password"' not in page


def test_roles_are_given_and_taken_by_check_boxes_and_logged(it_desk, make_user):
    user = make_user("giaovien", "contributor")
    assert save(it_desk, user, "secretariat", "editor").status_code == 302
    assert User.objects.get(pk=user.pk).role_codes == {"secretariat", "editor"}
    written = [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=str(user.pk))]
    assert "Vai trò: +editor, +secretariat, −contributor" in written


@pytest.mark.parametrize("role", sorted(ROLE_CODES - {"it_admin"}))
def test_no_other_role_reaches_accounts(make_user, signed_in, role):
    other = make_user("giaovien")
    desk = signed_in(make_user("khac", role))
    for url in [
        reverse("admin:people_user_changelist"),
        reverse("admin:people_user_add"),
        reverse("admin:people_user_change", args=[other.pk]),
    ]:
        assert desk.get(url).status_code in {403, 404}
    assert save(desk, other, full_name="Kẻ Khác").status_code in {403, 404}
    assert User.objects.get(pk=other.pk).full_name == other.full_name


def test_who_holds_no_role_does_not_enter_the_desk(make_user, signed_in):
    desk = signed_in(make_user("giaovien"))
    assert desk.get(reverse("admin:people_user_changelist")).status_code in {302, 403, 404}
    assert desk.get(reverse("admin:people_user_add")).status_code in {302, 403, 404}


def test_no_account_is_deleted(it_desk, make_user):
    user = make_user("giaovien")
    assert it_desk.get(reverse("admin:people_user_delete", args=[user.pk])).status_code == 403
    assert (
        it_desk.post(reverse("admin:people_user_delete", args=[user.pk]), {"post": "yes"}).status_code == 403
    )
    it_desk.post(
        reverse("admin:people_user_changelist"),
        {"action": "delete_selected", "_selected_action": user.pk, "post": "yes"},
    )
    assert User.objects.filter(pk=user.pk).exists()


def test_an_account_is_switched_off_and_its_sessions_end(it_desk, make_user, signed_in):
    user = make_user("giaovien", "contributor")
    session = signed_in(user)
    assert switch_off(it_desk, user).status_code == 302
    assert not User.objects.get(pk=user.pk).is_active
    assert not session.get("/").wsgi_request.user.is_authenticated


def test_it_admin_cannot_make_a_superuser(it_desk, make_user):
    user = make_user("giaovien")
    save(it_desk, user, is_superuser="on", is_staff="on", user_permissions="1", groups="1", password="x")
    user.refresh_from_db()
    assert not user.is_superuser
    assert not user.is_staff
    assert not user.groups.exists()
    assert user.has_usable_password()


def test_it_admin_cannot_change_a_superuser(it_desk, make_user):
    root = make_user("goc", is_superuser=True)
    page = it_desk.get(reverse("admin:people_user_change", args=[root.pk]))
    assert page.status_code == 200
    assert "Cấp liên kết đặt mật khẩu" not in page.content.decode()
    assert save(it_desk, root, full_name="Đổi Tên").status_code == 403
    root.refresh_from_db()
    assert root.full_name == "Nguyễn Thị Hoa"


def test_it_admin_cannot_change_their_own_roles(it_desk, it_admin):
    assert save(it_desk, it_admin, "it_admin", "chair", "principal").status_code == 302
    assert User.objects.get(pk=it_admin.pk).role_codes == {"it_admin"}
    save(it_desk, it_admin)
    assert User.objects.get(pk=it_admin.pk).role_codes == {"it_admin"}


def test_the_last_it_admin_cannot_be_switched_off_or_lose_the_role(it_desk, it_admin, make_user, signed_in):
    make_user("cu", "it_admin", is_active=False)
    assert "Không ai tự khóa tài khoản" in switch_off(it_desk, it_admin).content.decode()
    root_desk = signed_in(make_user("goc", "inspector", is_superuser=True))
    assert "quản trị CNTT cuối cùng" in save(root_desk, it_admin, "editor").content.decode()
    assert "quản trị CNTT cuối cùng" in switch_off(root_desk, it_admin).content.decode()
    it_admin.refresh_from_db()
    assert it_admin.is_active
    assert User.objects.get(pk=it_admin.pk).has_role("it_admin")


def test_the_last_but_one_it_admin_can_be_switched_off(it_desk, it_admin, make_user):
    other = make_user("cu", "it_admin")
    assert switch_off(it_desk, other).status_code == 302
    assert not User.objects.get(pk=other.pk).is_active


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"username": "cô hoa"}, "chữ thường không dấu"),
        ({"username": "quantri"}, "đã có người dùng"),
        ({"email": "QUANTRI@truong.example"}, "đã gắn với một tài khoản khác"),
        ({"full_name": ""}, "bắt buộc"),
    ],
)
def test_a_wrong_account_is_refused_in_vietnamese(it_desk, it_admin, changes, sentence):
    User.objects.filter(pk=it_admin.pk).update(email="quantri@truong.example")
    form = {"username": "moi", "full_name": "Lê Thị Mới", "email": "", **changes}
    response = it_desk.post(reverse("admin:people_user_add"), form)
    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert User.objects.count() == 1


def test_units_and_directory_are_kept_by_it_admin(it_desk):
    unit = {"name": "Tổ Ngữ văn", "kind": "subject_team", "order": "0", "is_active": "on"}
    assert it_desk.post(reverse("admin:people_unit_add"), unit).status_code == 302
    team = Unit.objects.get(slug="to-ngu-van")
    person = {"full_name": "Lê Thị Lan", "position": "Giáo viên", "position_code": "teacher", "unit": team.pk}
    wrong = {**person, "phone": "<script>", "order": "0"}
    assert "chữ số" in it_desk.post(reverse("admin:people_staffmember_add"), wrong).content.decode()
    right = {**person, "phone": "0235 3 123 456", "order": "0"}
    assert it_desk.post(reverse("admin:people_staffmember_add"), right).status_code == 302
    assert StaffMember.objects.get().phone == "0235 3 123 456"


def test_a_unit_cycle_is_refused_on_the_form(it_desk):
    school = Unit.objects.create(name="Nhà trường", kind="leadership")
    team = Unit.objects.create(name="Tổ Toán", kind="subject_team", parent=school)
    form = {"name": "Nhà trường", "slug": school.slug, "kind": "leadership", "order": "0", "parent": team.pk}
    response = it_desk.post(reverse("admin:people_unit_change", args=[school.pk]), form)
    assert response.status_code == 200
    assert "Đơn vị không thể thuộc chính nó" in response.content.decode()


@pytest.mark.parametrize("number", ["99999999999999999999", "-1", "một", "1 OR 1"])
def test_a_role_number_that_no_database_holds_is_an_error_in_the_form(number: str, school: School) -> None:
    url = reverse("admin:people_user_change", args=[school.giaovien.pk])
    answer = school.client("quantri").post(url, {"full_name": "Cô Lan", "roles": [number]})
    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors["roles"]
