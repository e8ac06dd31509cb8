from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

PASSWORD = "một mật khẩu dài và lạ"


@pytest.fixture(autouse=True)
def no_rate_used_up() -> None:
    cache.clear()


def ends_at_sign_in(client: Client, url: str) -> bool:
    """Whether a page leads, by whatever way, to the sign-in form."""
    chain = client.get(url, follow=True).redirect_chain
    return bool(chain) and chain[-1][0].startswith(reverse("account_login"))


@pytest.fixture
def roles(db) -> None:
    call_command("sync_roles", verbosity=0)


@pytest.fixture
def make_user(roles) -> Callable[..., Any]:
    def make(username: str, *codes: str, **fields) -> Any:
        fields = {"full_name": "Nguyễn Thị Hoa", "password": PASSWORD, "is_staff": bool(codes), **fields}
        user = get_user_model().objects.create_user(username, **fields)
        user.groups.add(*apps.get_model("auth.Group").objects.filter(role__code__in=codes))
        return user

    return make


@pytest.fixture
def sign_in() -> Callable[..., object]:
    """Post the sign-in form as a browser (a fresh one unless given) at an address."""

    def post(login: str, password: str = PASSWORD, *, client=None, address="10.0.0.1", next_page="", **extra):
        data = {"login": login, "password": password, "next": next_page}
        return (client or Client()).post(reverse("account_login"), data, REMOTE_ADDR=address, **extra)

    return post


@pytest.fixture
def signed_in() -> Callable[[Any], Client]:
    def browser(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return browser
