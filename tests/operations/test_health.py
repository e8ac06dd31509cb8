import socket

import pytest
from django.test import Client

from operations.probe import alive, main, reachable


def test_healthz_answers_without_asking_the_database(client: Client) -> None:
    # No `db` mark: any query would fail this test.
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.content == b"ok\n"
    assert "no-store" in answer["Cache-Control"]
    assert client.post("/healthz").status_code == 405


def test_healthz_is_not_redirected_to_https(client: Client, settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/robots.txt").status_code == 301


@pytest.mark.parametrize(
    ("bound", "asked"),
    [
        ("0.0.0.0", "127.0.0.1"),
        ("::", "127.0.0.1"),
        ("", "127.0.0.1"),
        ("10.0.0.5", "10.0.0.5"),
        ("web", "web"),
    ],
)
def test_a_server_bound_to_every_address_is_asked_on_loopback(bound: str, asked: str) -> None:
    assert reachable(bound) == asked


def test_the_probe_says_yes_to_a_portal(live_server) -> None:
    host, port = live_server.url.removeprefix("http://").split(":")
    assert alive(host, int(port))


def test_the_probe_says_no_where_nobody_listens_or_nobody_speaks_http(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        assert not alive("127.0.0.1", port, timeout=0.2)
    monkeypatch.setenv("PORT", str(port))
    assert main() == 1
