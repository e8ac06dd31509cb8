"""Asking the virus scanner: what is not a clear answer is no answer, and nobody waits longer than agreed."""

import socket
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from documents.clamav import (
    Address,
    NoVerdict,
    ScannerSilent,
    find_virus,
    parse_address,
)
from tests.documents.fake_clamd import EICAR, FakeClamd, running_clamd


@pytest.fixture
def clamd() -> Iterator[FakeClamd]:
    with running_clamd() as daemon:
        yield daemon


def ask(clamd: FakeClamd, content: bytes, seconds: float = 5) -> str:
    return find_virus(BytesIO(content), parse_address(clamd.url), seconds)


def test_a_clean_stream_arrives_whole_and_a_virus_is_named(clamd: FakeClamd) -> None:
    long = bytes(range(256)) * 2_000
    assert ask(clamd, long) == ""
    assert clamd.scanned == [long]
    assert ask(clamd, b"..." + EICAR) == "Eicar-Signature"


def test_a_unix_socket_is_asked_as_well(tmp_path: Path) -> None:
    with running_clamd(tmp_path / "clamd.ctl") as daemon:
        assert ask(daemon, EICAR) == "Eicar-Signature"


@pytest.mark.parametrize("behaviour", ["error", "nonsense"])
def test_an_answer_that_is_no_verdict_is_never_taken_for_clean(clamd: FakeClamd, behaviour: str) -> None:
    clamd.behaviour = behaviour
    with pytest.raises(NoVerdict):
        ask(clamd, b"chu")


def test_a_stream_over_the_limit_of_the_daemon_is_told_apart(clamd: FakeClamd) -> None:
    clamd.stream_limit = 100_000
    with pytest.raises(NoVerdict, match="size limit exceeded"):
        ask(clamd, b"x" * 5_000_000)


@pytest.mark.parametrize("behaviour", ["close", "silent"])
def test_a_daemon_that_says_nothing_is_not_waited_for(clamd: FakeClamd, behaviour: str) -> None:
    clamd.behaviour = behaviour
    began = time.monotonic()
    with pytest.raises(ScannerSilent):
        ask(clamd, b"x" * 3_000_000, seconds=0.3)
    assert time.monotonic() - began < 3


def test_a_daemon_that_is_down_is_silent(tmp_path: Path) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    for address in (Address(host="127.0.0.1", port=port), Address(path=str(tmp_path / "absent.ctl"))):
        with pytest.raises(ScannerSilent):
            find_virus(BytesIO(b"x"), address, 1)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("tcp://clamav:3310", Address(host="clamav", port=3310)),
        ("tcp://127.0.0.1", Address(host="127.0.0.1", port=3310)),
        ("unix:///run/clamav/clamd.ctl", Address(path="/run/clamav/clamd.ctl")),
    ],
)
def test_an_address_is_read(url: str, address: Address) -> None:
    assert parse_address(url) == address


@pytest.mark.parametrize(
    "url", ["clamav:3310", "http://clamav:3310", "unix://", "tcp://", "tcp://a:port", "yes"]
)
def test_a_wrong_address_stops_the_check_before_the_first_upload(settings, url: str) -> None:
    settings.CLAMAV_URL = url
    with pytest.raises(SystemCheckError, match=r"portal\.E008"):
        call_command("check")
