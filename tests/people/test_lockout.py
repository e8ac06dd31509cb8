from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client, RequestFactory, override_settings

from people import signin

pytestmark = pytest.mark.django_db


def guess(sign_in, login: str, times: int, **where) -> int:
    """Guess wrongly so often; return the status of the last answer."""
    return [sign_in(login, f"sai {number}", **where).status_code for number in range(times)][-1]


def let_minutes_pass(minutes: int) -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))


def test_the_fifth_failure_locks_the_account_at_that_address_in_vietnamese(make_user, sign_in):
    make_user("giaovien")
    assert guess(sign_in, "giaovien", 4) == 200
    response = sign_in("giaovien", "sai")
    assert response.status_code == 429
    assert "Hãy thử lại sau 15 phút." in response.content.decode()
    assert sign_in("giaovien").status_code == 429


def test_everybody_else_behind_the_same_address_signs_in(make_user, sign_in):
    make_user("giaovien")
    make_user("hieutruong")
    guess(sign_in, "giaovien", 50)
    assert sign_in("hieutruong").status_code == 302


def test_the_locked_account_still_opens_from_another_address(make_user, sign_in):
    make_user("giaovien")
    guess(sign_in, "giaovien", 6)
    assert sign_in("giaovien", address="10.0.0.2").status_code == 302


@pytest.mark.parametrize(
    "variant", ["GIAOVIEN", " giaovien", "giaovien ", "Hoa@truong.example", "giaovien\u200b"]
)
def test_another_way_of_writing_the_name_does_not_dodge_the_counter(make_user, sign_in, variant):
    make_user("giaovien", email="hoa@truong.example")
    guess(sign_in, "giaovien", 4)
    assert sign_in(variant, "sai").status_code == 429


def test_another_browser_name_does_not_dodge_the_counter(make_user, sign_in):
    make_user("giaovien")
    for number in range(4):
        sign_in("giaovien", "sai", HTTP_USER_AGENT=f"Browser {number}")
    assert sign_in("giaovien", "sai", HTTP_USER_AGENT="Browser 5").status_code == 429


def test_an_unknown_account_locks_like_a_known_one(roles, sign_in):
    assert guess(sign_in, "khongco", 4) == 200
    assert sign_in("khongco", "sai").status_code == 429


def test_the_lock_ends_after_a_quarter_of_an_hour_even_when_the_guessing_went_on(make_user, sign_in):
    make_user("giaovien")
    guess(sign_in, "giaovien", 5)
    let_minutes_pass(14)
    assert guess(sign_in, "giaovien", 3) == 429
    let_minutes_pass(2)
    assert sign_in("giaovien").status_code == 302


def test_a_good_sign_in_clears_the_failures_before_it(make_user, sign_in):
    make_user("giaovien")
    guess(sign_in, "giaovien", 4)
    assert sign_in("giaovien").status_code == 302
    assert guess(sign_in, "giaovien", 4) == 200


def test_guessing_many_accounts_slows_the_address_alike_for_known_and_unknown_accounts(
    make_user, sign_in, monkeypatch
):
    monkeypatch.setattr(signin, "ADDRESS_FAILURE_LIMIT", 8)
    make_user("hieutruong")
    guess(sign_in, "mot", 4)
    guess(sign_in, "hai", 4)
    assert sign_in("hieutruong", "sai").status_code == 429
    assert sign_in("khongco", "sai").status_code == 429
    assert sign_in("hieutruong", address="10.0.0.2").status_code == 302


def test_a_slowed_address_does_not_stop_browsers_that_know_the_account(make_user, sign_in, monkeypatch):
    monkeypatch.setattr(signin, "ADDRESS_FAILURE_LIMIT", 8)
    make_user("hieutruong")
    make_user("giaovien")
    browser = Client()
    sign_in("hieutruong", client=browser)
    browser.post("/tai-khoan/dang-xuat/")
    guess(sign_in, "mot", 4)
    guess(sign_in, "hai", 4)
    assert sign_in("hieutruong", client=browser).status_code == 302
    browser.post("/tai-khoan/dang-xuat/")
    assert sign_in("giaovien", client=browser).status_code == 429
    browser.cookies[signin.BROWSER_COOKIE] = "1-2-3"
    assert sign_in("hieutruong", client=browser).status_code == 429


def test_typed_names_and_passwords_are_not_kept_in_the_clear(make_user, sign_in):
    sign_in("mật khẩu gõ nhầm ô", "sai mật khẩu", next_page="/")
    attempt = AccessAttempt.objects.get()
    assert "gõ nhầm" not in attempt.post_data
    assert "sai mật khẩu" not in attempt.post_data


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("", None),
        ("unix:", None),
    ],
)
def test_an_address_is_counted_by_what_the_client_cannot_change(address, counted):
    assert signin.client_address(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_a_forged_forwarding_header_does_not_change_the_address():
    headers = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "6.6.6.6, 10.9.9.9"}
    request = RequestFactory().get("/", **headers)
    assert signin.client_address(request) == "10.0.0.1"
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        assert signin.client_address(request) == "10.9.9.9"
