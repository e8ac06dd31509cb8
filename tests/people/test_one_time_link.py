import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from people.models import User
from tests.people.conftest import PASSWORD, ends_at_sign_in

pytestmark = pytest.mark.django_db
OWN = "của riêng tôi 2026"
NEW_ACCOUNT = {"username": "coHoa", "full_name": "Nguyễn Thị  Hoa", "email": "Hoa@truong.example"}


@pytest.fixture
def it_desk(make_user, signed_in) -> Client:
    return signed_in(make_user("quantri", "it_admin"))


def link_on(response) -> str:
    return re.search(r"http://testserver(/tai-khoan/dat-mat-khau/[^<\s]+)", response.content.decode())[1]


def create_account(it_desk: Client, **fields):
    return it_desk.post(reverse("admin:people_user_add"), {**NEW_ACCOUNT, **fields})


def set_password(client: Client, link: str, password: str = OWN):
    form = client.get(link, follow=True)
    action = re.search(r'<form method="post" action="([^"]+)"', form.content.decode())[1]
    return client.post(action, {"password1": password, "password2": password}, follow=True)


def test_a_new_account_is_opened_by_its_link_alone(it_desk, sign_in, client):
    response = create_account(it_desk)
    link = link_on(response)
    assert "no-store" in response["Cache-Control"]
    user = User.objects.get(username="cohoa")
    assert user.email == "hoa@truong.example"
    assert user.must_change_password
    assert (user.password_expires_at - timezone.now()).days in {6, 7}
    assert not user.has_usable_password()
    assert "Đã đặt mật khẩu" in set_password(client, link).content.decode()
    assert sign_in("cohoa", OWN).status_code == 302


def test_a_link_works_once(it_desk, client):
    link = link_on(create_account(it_desk))
    set_password(client, link)
    page = Client().get(link, follow=True)
    assert "Liên kết này không dùng được" in page.content.decode()
    assert "<form" not in page.content.decode()


def test_the_link_s_key_leaves_the_address_bar(it_desk, client):
    link = link_on(create_account(it_desk))
    response = client.get(link)
    assert response["Location"].endswith("-set-password/")


def test_a_bad_password_behind_the_link_is_refused_and_the_link_still_works(it_desk, client):
    link = link_on(create_account(it_desk))
    assert "phổ biến" in set_password(client, link, "1234567890").content.decode()
    assert "Đã đặt mật khẩu" in set_password(client, link).content.decode()


@pytest.mark.parametrize("days", [8, 400])
def test_a_link_dies_after_seven_days(it_desk, client, settings, days):
    link = link_on(create_account(it_desk))
    settings.PASSWORD_RESET_TIMEOUT -= days * 24 * 60 * 60
    assert "Liên kết này không dùng được" in client.get(link, follow=True).content.decode()


@pytest.mark.parametrize(
    "key", ["1-x", "zzzzzzzzzzzzz-x", "1-" + "a" * 500, "1-set-password", "99999999999999999999-a-b"]
)
def test_an_invented_link_is_refused(client, db, key):
    response = client.get(f"/tai-khoan/dat-mat-khau/{key}/", follow=True)
    assert response.status_code == 200
    assert "Liên kết này không dùng được" in response.content.decode()


def test_a_new_link_takes_the_old_password_and_every_session_away(it_desk, make_user, sign_in):
    user = make_user("giaovien", "contributor")
    open_session = Client()
    sign_in("giaovien", client=open_session)
    link = link_on(it_desk.post(reverse("admin:people_user_link", args=[user.pk])))
    assert ends_at_sign_in(open_session, "/quan-tri/")
    assert sign_in("giaovien").status_code == 200
    set_password(Client(), link)
    assert sign_in("giaovien", OWN).status_code == 302


def test_looking_at_the_link_page_does_nothing(it_desk, make_user):
    user = make_user("giaovien")
    assert it_desk.get(reverse("admin:people_user_link", args=[user.pk])).status_code == 405
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


@pytest.mark.parametrize("role", ["contributor", "chair", "principal", "inspector", "clerk"])
def test_nobody_but_the_it_administrator_gets_a_link(make_user, signed_in, role):
    user = make_user("giaovien")
    response = signed_in(make_user("khac", role)).post(reverse("admin:people_user_link", args=[user.pk]))
    assert response.status_code == 403
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_no_link_for_a_superuser_or_a_switched_off_account(it_desk, make_user):
    root = make_user("goc", is_superuser=True)
    off = make_user("nghi", is_active=False)
    assert it_desk.post(reverse("admin:people_user_link", args=[root.pk])).status_code == 403
    assert it_desk.post(reverse("admin:people_user_link", args=[off.pk])).status_code == 404
    root.refresh_from_db()
    assert root.check_password(PASSWORD)
