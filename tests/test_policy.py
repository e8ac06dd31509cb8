"""The suite's own promises: no network beyond this machine, and no silent skip where all tools should be."""

import socket

import pytest

from tests import policy


@pytest.mark.parametrize("address", [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0), ("truong.edu.vn", 443)])
def test_no_test_reaches_another_machine(address: tuple[object, ...]) -> None:
    family = socket.AF_INET6 if len(address) > 2 else socket.AF_INET
    with socket.socket(family) as call, pytest.raises(policy.NetworkBlocked):
        call.connect(address)


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()[:2]):
        assert server.accept()


@pytest.fixture
def absent_tool(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setitem(policy.TOOLS, "gettext", (lambda: False, "gettext is not installed"))
    return "gettext"


def test_a_missing_tool_is_a_skip_for_a_user_with_the_reason(absent_tool: str, monkeypatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="gettext is not installed"):
        policy.require(absent_tool)


def test_a_missing_tool_is_a_failure_in_ci(absent_tool: str, monkeypatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="gettext is not installed"):
        policy.require(absent_tool)
