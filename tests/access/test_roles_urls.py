"""Roles × addresses: every address of the portal has a row in the table, and answers as the row says."""

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, reverse
from django.views.generic import RedirectView

from tests.access.addresses import ROWS, urls_of, walk
from tests.access.row import EVERYBODY, VISITOR
from tests.access.world import build_world, posts, traces
from tests.school import School

GROUPS = {
    "article": lambda name: name.startswith("admin:content_article") or name in {"download", "picture"},
    "page": lambda name: name.startswith("admin:content_page") or name in {"download", "picture"},
    "document": lambda name: name.startswith("admin:documents"),
    "calendar": lambda name: name.startswith(("admin:content_schoolevent", "admin:content_workweek")),
    "reference": lambda name: name.startswith(("admin:editorial", "admin:people", "admin:portal")),
    "rest": lambda name: (
        not any(GROUPS[group](name) for group in ("article", "page", "document", "calendar", "reference"))
    ),
}


def names() -> dict[str, URLPattern]:
    return {name: pattern for name, pattern in walk() if not name.endswith(":") and name}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert sorted(ROWS) == sorted(names())


def test_an_address_without_a_name_leads_to_one_with_a_name_or_nowhere() -> None:
    for name, pattern in walk():
        if name.endswith(":") or not name:
            view = getattr(pattern.callback, "view_class", None)
            nowhere = getattr(pattern.callback, "__name__", "") == "catch_all_view"
            assert nowhere or view is RedirectView, pattern


@pytest.mark.parametrize("group", GROUPS)
def test_everybody_gets_the_answer_of_the_table(school: School, group: str) -> None:
    world = build_world(school, "page" if group == "page" else "article")
    data = posts(world["version"][0])
    clients = {who: Client() if who == VISITOR else school.client(who) for who in EVERYBODY}
    wrong, before = [], traces()
    for name, row in ROWS.items():
        if not GROUPS[group](name):
            continue
        url = reverse(name, args=urls_of(world, row))
        for who in row.asked_by:
            client = clients[who]
            answers = {"get": client.get(url)}
            if row.post:
                point = transaction.savepoint()
                sender = Client()  # one that may lose its session
                sender.cookies.update(client.cookies)
                answers["post"] = sender.post(url, data[row.data]())
                if answers["post"].status_code >= 400 and traces() != before:
                    wrong.append((name, who, "was refused and changed something"))
                transaction.savepoint_rollback(point)
            for method, answer in answers.items():
                if (status := row.expected(method, who, name)) != answer.status_code:
                    wrong.append((name, method, who, f"is {answer.status_code}, should be {status}"))
    assert not wrong, "\n".join(str(one) for one in wrong)


def test_a_visitor_at_the_desk_is_led_to_the_sign_in(school: School, client: Client) -> None:
    world = build_world(school, "article")
    for name, row in ROWS.items():
        if name.startswith("admin:"):
            url = reverse(name, args=urls_of(world, row))
            led = client.get(url, follow=True)
            assert (led.status_code, led.request["PATH_INFO"]) == (200, "/tai-khoan/dang-nhap/")
            assert "Chuyện chưa ai biết" not in led.content.decode()


def test_an_account_without_a_role_gets_nowhere_at_the_desk(school: School) -> None:
    school.nguoila.groups.clear()
    stranger = school.client("nguoila")
    world = build_world(school, "article")
    for name, row in ROWS.items():
        if name.startswith("admin:"):
            url = reverse(name, args=urls_of(world, row))
            assert stranger.get(url).status_code in {302, 404}
            assert stranger.post(url).status_code in {302, 404}
