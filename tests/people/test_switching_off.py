"""Locking an account: asked first, with the work that waits; opened again as it was."""

from django.urls import reverse

from people.models import User
from people.roles import grant_role
from tests.school import School


def page_of(school: School, name: str, page: str, who: str = "quantri") -> str:
    url = reverse(f"admin:people_user_{page}", args=[getattr(school, name).pk])
    return school.client(who).get(url).content.decode()


def test_the_question_names_the_work_that_waits_and_who_else_can_do_it(school: School) -> None:
    school.do(school.draft(title="Chuyện kín của tổ"), "giaovien:submit")
    page = page_of(school, "totruong", "off")
    assert "Chưa có ai khác ở bước này" in page
    assert "Tổ trưởng duyệt" in page
    assert "Chuyện kín của tổ" not in page  # drafts are not the IT administrator's (HL-10.4)
    school.nguoila.unit = school.unit
    school.nguoila.save(update_fields=["unit"])
    grant_role(school.nguoila, "unit_head")
    assert "Làm thay được: Thầy tổ khác" in page_of(school, "totruong", "off")
    assert User.objects.get(pk=school.totruong.pk).is_active


def test_a_locked_account_is_out_at_once_and_comes_back_with_its_roles(school: School) -> None:
    desk, teacher = school.client("quantri"), school.client("giaovien")
    person = [school.giaovien.pk]
    assert desk.post(reverse("admin:people_user_off", args=person)).status_code == 302
    assert teacher.get(reverse("admin:index")).status_code == 302
    assert "Mở lại tài khoản" in page_of(school, "giaovien", "change")
    assert desk.post(reverse("admin:people_user_on", args=person)).status_code == 302
    assert User.objects.get(pk=school.giaovien.pk).role_codes == {"contributor"}
    history = desk.get(reverse("admin:people_user_history", args=person)).content.decode()
    assert "Khóa tài khoản" in history
    assert "Mở lại tài khoản" in history


def test_the_page_of_an_account_says_what_the_person_may_do_and_where(school: School) -> None:
    page = page_of(school, "bientap", "change")
    assert "Biên tập các chuyên mục được giao." in page
    assert f"Biên tập chuyên mục: {school.section.name}" in page
    assert "Đứng đầu đơn vị: Tổ Ngữ văn" in page_of(school, "totruong", "change")


def test_a_user_name_is_made_of_the_name_and_never_twice(school: School) -> None:
    desk = school.client("quantri")
    for number in range(2):
        answer = desk.post(reverse("admin:people_user_add"), {"full_name": "Đỗ Thị Hoa", "username": ""})
        assert "Tạo tài khoản tiếp theo" in answer.content.decode(), number
    assert set(User.objects.filter(full_name="Đỗ Thị Hoa").values_list("username", flat=True)) == {
        "dothihoa",
        "dothihoa2",
    }
    answer = desk.post(reverse("admin:people_user_add"), {"full_name": "🙂", "username": ""})
    assert User.objects.get(full_name="🙂").username.startswith("nguoidung")


def test_filters_tell_accounts_by_their_state(school: School) -> None:
    User.objects.filter(pk=school.nguoila.pk).update(is_active=False)
    desk = school.client("quantri")
    url = reverse("admin:people_user_changelist")
    assert "Thầy tổ khác" in desk.get(url, {"tinh-trang": "off"}).content.decode()
    assert "Thầy tổ khác" not in desk.get(url, {"tinh-trang": "on"}).content.decode()
    assert desk.get(url, {"tinh-trang": "'--"}).status_code in {200, 302}
