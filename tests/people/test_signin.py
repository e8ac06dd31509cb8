import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from people.models import User
from tests.people.conftest import ends_at_sign_in

pytestmark = pytest.mark.django_db
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize(
    "login", ["giaovien", "GiaoVien", "  giaovien ", "Hoa@Truong.Example", "giaovien\u00a0"]
)
def test_user_name_and_address_open_the_account_however_they_are_typed(make_user, sign_in, client, login):
    make_user("giaovien", "contributor", email="hoa@truong.example")
    response = sign_in(login, client=client)
    assert response.status_code == 302
    assert response["Location"] == settings.LOGIN_REDIRECT_URL
    assert is_in(client)


def test_sign_in_page_is_vietnamese_and_has_no_inline_script_or_style(client):
    page = client.get(reverse("account_login")).content.decode()
    assert '<html lang="vi">' in page
    assert "Tên đăng nhập hoặc thư điện tử" in page
    assert "Quên mật khẩu?" in page
    assert not re.search(r"<script(?! src=\"/static/portal/)", page)
    assert "style=" not in page


def test_wrong_password_is_refused_in_the_words_used_for_an_unknown_account(make_user, sign_in):
    make_user("giaovien")
    wrong, unknown = sign_in("giaovien", "sai mật khẩu"), sign_in("khongco", "sai mật khẩu")
    assert wrong.status_code == unknown.status_code == 200
    assert WRONG in wrong.content.decode()
    assert WRONG in unknown.content.decode()


def test_unknown_account_costs_a_password_hash_like_a_known_one(make_user, sign_in, monkeypatch):
    make_user("giaovien", email="hoa@truong.example")
    hashed = []
    monkeypatch.setattr(User, "check_password", lambda self, raw: bool(hashed.append(raw)))
    monkeypatch.setattr(User, "set_password", lambda self, raw: hashed.append(raw))
    counts = []
    for login in ["giaovien", "khongco", "hoa@truong.example", "khongco@truong.example"]:
        sign_in(login, "sai mật khẩu")
        counts.append(len(hashed))
    assert counts == [1, 2, 3, 4]


def test_switched_off_account_does_not_open(make_user, sign_in, client):
    make_user("giaovien", is_active=False)
    response = sign_in("giaovien", client=client)
    assert response["Location"] == reverse("account_inactive")
    assert not is_in(client)
    assert WRONG in sign_in("giaovien", "sai mật khẩu").content.decode()


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("", ""),
        ("giaovien", ""),
        ("x" * 300, "y"),
        ("x\x00y", "z"),
        ("x" * 1_000_000, "y"),
        ("' OR 1=1 --", "x"),
    ],
)
def test_hostile_input_is_answered_with_the_form(sign_in, login, password):
    assert sign_in(login, password).status_code == 200


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_never_leads_off_the_portal(make_user, sign_in, target):
    make_user("giaovien")
    assert sign_in("giaovien", next_page=target)["Location"] == settings.LOGIN_REDIRECT_URL


def test_next_leads_back_to_the_page_asked_for(make_user, sign_in):
    make_user("giaovien")
    assert sign_in("giaovien", next_page="/quan-tri/people/")["Location"] == "/quan-tri/people/"


def test_the_session_key_changes_at_sign_in(make_user, sign_in, client):
    make_user("giaovien")
    session = client.session
    session["planted"] = "1"
    session.save()
    planted = session.session_key
    sign_in("giaovien", client=client)
    assert is_in(client)
    assert client.session.session_key != planted
    assert not Client(headers={"cookie": f"sessionid={planted}"}).get("/").wsgi_request.user.is_authenticated


def test_signing_out_needs_a_post(make_user, signed_in):
    client = signed_in(make_user("giaovien"))
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_in(client)
    assert client.post(reverse("account_logout")).status_code == 302
    assert not is_in(client)


def test_sign_out_without_the_form_s_token_is_refused(make_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user("giaovien"))
    assert client.post(reverse("account_logout")).status_code == 403
    assert is_in(client)


@pytest.mark.parametrize("path", ["signup", "email", "password/reset", "social/connections", "dang-ky"])
def test_there_is_no_open_sign_up_and_no_reset_by_mail(client, path):
    assert client.get(f"/tai-khoan/{path}/").status_code == 404


def test_a_stranger_is_led_to_the_sign_in_page(client):
    assert ends_at_sign_in(client, "/quan-tri/")
    assert ends_at_sign_in(client, reverse("account_change_password"))


def test_forgotten_password_page_says_whom_to_ask(client):
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "giáo viên phụ trách CNTT" in page
    assert "có hạn 7 ngày" in page
    assert "<form" not in page
