from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import User
from tests.people.conftest import PASSWORD, ends_at_sign_in

pytestmark = pytest.mark.django_db
TEMPORARY = "tạm thời 12 chữ"
OWN = "của riêng tôi 2026"


@pytest.fixture
def newcomer(make_user) -> User:
    user = make_user("moi", "contributor", "it_admin")
    user.set_temporary_password(TEMPORARY)
    user.save()
    return user


@pytest.fixture
def desk(newcomer, sign_in) -> Client:
    client = Client()
    assert sign_in("moi", TEMPORARY, client=client).status_code == 302
    return client


def change(client: Client, old: str = TEMPORARY, new: str = OWN, again: str | None = None, **extra):
    data = {"oldpassword": old, "password1": new, "password2": new if again is None else again, **extra}
    return client.post(reverse("account_change_password"), data)


@pytest.mark.parametrize(
    "url", ["/", "/quan-tri/", "/quan-tri/people/user/add/", "/khong-co/", "/tai-khoan/dang-nhap/"]
)
def test_every_page_leads_to_the_change_form(desk, url):
    response = desk.get(url)
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_change_password"))


def test_a_post_before_the_change_is_refused_and_does_nothing(desk):
    form = {"username": "lau", "full_name": "Lê Lậu"}
    for url in ["/quan-tri/people/user/add/", "/quan-tri/", "/"]:
        response = desk.post(url, form)
        assert response.status_code == 403
        assert "Hãy đổi mật khẩu trước" in response.content.decode()
    assert not User.objects.filter(username="lau").exists()


def test_change_form_and_sign_out_stay_open(desk):
    page = desk.get(reverse("account_change_password"))
    assert page.status_code == 200
    assert "mật khẩu tạm" in page.content.decode()
    assert desk.post(reverse("account_logout")).status_code == 302
    assert ends_at_sign_in(desk, "/quan-tri/")


def test_the_change_opens_the_page_first_asked_for_and_ends_other_sessions(desk, newcomer, sign_in):
    elsewhere = Client()
    sign_in("moi", TEMPORARY, client=elsewhere)
    response = change(desk, next="/quan-tri/people/")
    assert response["Location"] == "/quan-tri/people/"
    newcomer.refresh_from_db()
    assert not newcomer.must_change_password
    assert newcomer.password_expires_at is None
    assert desk.get("/quan-tri/people/").status_code == 200
    assert ends_at_sign_in(elsewhere, "/quan-tri/")
    assert sign_in("moi", TEMPORARY).status_code == 200
    assert sign_in("moi", OWN).status_code == 302


@pytest.mark.parametrize(
    ("attempt", "sentence"),
    [
        ({"new": TEMPORARY}, "Mật khẩu mới phải khác mật khẩu hiện tại."),
        ({"old": "không phải", "new": OWN}, "Mật khẩu hiện tại không đúng."),
        ({"again": "khác hẳn nhau"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"new": "ngắn"}, "Mật khẩu quá ngắn: cần ít nhất 10 ký tự."),
        ({"new": "1234567890"}, "phổ biến"),
        ({"new": "Nguyễn Thị Hoa"}, "họ và tên"),
    ],
)
def test_a_bad_new_password_is_refused_in_vietnamese(desk, newcomer, attempt, sentence):
    response = change(desk, **attempt)
    assert response.status_code == 200
    page = response.content.decode()
    assert sentence in page
    assert "password " not in page
    newcomer.refresh_from_db()
    assert newcomer.must_change_password
    assert newcomer.check_password(TEMPORARY)


def test_an_expired_temporary_password_does_not_open(newcomer, sign_in, client):
    newcomer.password_expires_at = timezone.now() - timedelta(seconds=1)
    newcomer.save()
    response = sign_in("moi", TEMPORARY, client=client)
    assert response.status_code == 200
    assert "Mật khẩu tạm đã hết hạn" in response.content.decode()
    assert "_auth_user_id" not in client.session
    assert "hết hạn" not in sign_in("moi", "sai mật khẩu").content.decode()


def test_a_session_ends_with_its_temporary_password(desk, newcomer):
    User.objects.update(password_expires_at=timezone.now() - timedelta(seconds=1))
    for url in ["/quan-tri/", reverse("account_change_password")]:
        assert desk.get(url)["Location"].startswith(reverse("account_login"))
    assert "_auth_user_id" not in desk.session


def test_a_temporary_password_lives_seven_days():
    now = timezone.now()
    user = User(username="moi")
    user.set_temporary_password(TEMPORARY, now)
    assert not user.temporary_password_expired(now + timedelta(days=7, seconds=-1))
    assert user.temporary_password_expired(now + timedelta(days=7))


def test_a_person_with_their_own_password_is_not_led_anywhere(make_user, signed_in):
    assert signed_in(make_user("cu", "it_admin")).get("/quan-tri/people/").status_code == 200


def test_a_visitor_s_page_does_not_depend_on_the_cookie(client, db):
    assert "Cookie" not in client.get("/").headers.get("Vary", "")


def test_own_change_of_an_old_account_needs_the_current_password(make_user, signed_in):
    user = make_user("cu")
    client = signed_in(user)
    assert change(client, old="không phải").status_code == 200
    assert change(client, old=PASSWORD).status_code == 302
    user.refresh_from_db()
    assert user.check_password(OWN)
