"""The sign-in form, as everybody meets it first."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect

from people.models import User
from tests.browser.person import DESK, WRITE, Person
from tests.school import CAST, PASSWORD, School

NEW_PASSWORD = "mùa thu lá bay 2026"


def sign_in(person: Person, name: str, password: str = PASSWORD) -> None:
    person.fills(
        {"Tên đăng nhập hoặc thư điện tử:": name, "Mật khẩu:": password}, within=person.page.locator("main")
    )
    person.presses("Đăng nhập")


def test_every_role_signs_in_through_the_form_and_arrives_at_its_desk(
    school: School, browse: Callable[..., Person]
) -> None:
    person = browse()
    for name, (full_name, _roles) in CAST.items():
        person.goes_to(DESK)
        assert "/tai-khoan/dang-nhap/" in person.page.url
        sign_in(person, name)
        expect(person.heading("Việc của tôi")).to_be_visible()
        person.sees(full_name, "Chờ tôi xử lý")
        # Who looks after the portal, posts or inspects is not asked to write (HN-4.1b, QN-II.8a).
        writes = name not in {"quantri", "kythuat", "thanhtra"}
        expect(person.page.get_by_role("link", name=WRITE)).to_have_count(int(writes))
        person.presses("Đăng xuất")


def test_the_form_leads_back_to_the_page_that_was_asked_for(
    school: School, browse: Callable[..., Person]
) -> None:
    edition = school.draft()
    person = browse().goes_to(edition.get_desk_url())
    sign_in(person, "giaovien")
    expect(person.heading(edition.title)).to_be_visible()


def test_a_wrong_password_is_refused_in_words(school: School, browse: Callable[..., Person]) -> None:
    person = browse().goes_to("/tai-khoan/dang-nhap/")
    sign_in(person, "giaovien", "sai-mat-khau")
    expect(person.page.get_by_role("alert")).to_be_visible()
    person.goes_to(DESK)
    assert "/tai-khoan/dang-nhap/" in person.page.url


def test_a_temporary_password_is_changed_before_anything_else(
    school: School, browse: Callable[..., Person]
) -> None:
    week = timezone.now() + timedelta(days=7)
    User.objects.filter(pk=school.giaovien.pk).update(must_change_password=True, password_expires_at=week)
    person = browse().goes_to(DESK)
    sign_in(person, "giaovien")
    for address in (DESK, "/quan-tri/content/article/them/", "/"):
        person.goes_to(address)
        expect(person.heading("Đổi mật khẩu")).to_be_visible()
    fields = {
        "Mật khẩu hiện tại:": PASSWORD,
        "Mật khẩu mới:": NEW_PASSWORD,
        "Nhập lại mật khẩu mới:": NEW_PASSWORD,
    }
    person.fills(fields, within=person.page.locator("main")).presses("Đổi mật khẩu")
    person.goes_to(DESK)
    expect(person.heading("Việc của tôi")).to_be_visible()
    again = browse().goes_to(DESK)
    sign_in(again, "giaovien", NEW_PASSWORD)
    expect(again.heading("Việc của tôi")).to_be_visible()
