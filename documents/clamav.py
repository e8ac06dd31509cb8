"""Asking a ClamAV daemon about a file, by its INSTREAM command (clamd(8)).

The packaged client waits without end for a host that does not answer and loses bytes when the daemon stops
reading, so these few lines are our own. Whatever is not a clear answer is no answer: callers hold the file.
"""

import re
import socket
import struct
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import IO
from urllib.parse import urlsplit

_PIECE_BYTES = 64 * 1024
_LONGEST_ANSWER = 4096
_CLEAN = "stream: OK"
_FOUND = re.compile(r"stream: (.+) FOUND")


class ScannerSilent(Exception):
    """No daemon answers at the address, or not in time: asking about the next file is no use now."""


class NoVerdict(Exception):
    """The daemon answers, but not about this file: an error of its own, or a file over its limit."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where the daemon listens: a path of a Unix socket, or host and port."""

    path: str = ""
    host: str = ""
    port: int = 0


def parse_address(url: str) -> Address:
    """Read `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`; raises ValueError for anything else."""
    parts = urlsplit(url)
    if parts.scheme == "unix" and parts.path and not parts.netloc:
        return Address(path=parts.path)
    if parts.scheme == "tcp" and parts.hostname and parts.path in {"", "/"}:
        return Address(host=parts.hostname, port=parts.port or 3310)
    raise ValueError(url)


def find_virus(stream: IO[bytes], address: Address, seconds: float) -> str:
    """Return the name of the virus in the stream, or "" for a clean one, within so many seconds.

    Raises ScannerSilent or NoVerdict.
    """
    deadline = time.monotonic() + seconds
    try:
        with closing(_connected(address, deadline)) as daemon:
            with _answer_first():
                _send(daemon, stream, deadline)
            answer = _answer(daemon, deadline)
    except OSError as error:
        raise ScannerSilent(str(error)) from error
    return _verdict(answer)


@contextmanager
def _answer_first() -> Iterator[None]:
    """A daemon that has had enough says why and closes: what it said is still to be read."""
    try:
        yield
    except (BrokenPipeError, ConnectionResetError):
        return


def _connected(address: Address, deadline: float) -> socket.socket:
    if not address.path:
        return socket.create_connection((address.host, address.port), timeout=_left(deadline))
    daemon = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        daemon.settimeout(_left(deadline))
        daemon.connect(address.path)
    except OSError:
        daemon.close()
        raise
    return daemon


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("clamd")
    return left


def _send(daemon: socket.socket, stream: IO[bytes], deadline: float) -> None:
    daemon.sendall(b"zINSTREAM\0")
    while piece := stream.read(_PIECE_BYTES):
        daemon.settimeout(_left(deadline))
        daemon.sendall(struct.pack("!L", len(piece)) + piece)
    daemon.sendall(struct.pack("!L", 0))


def _answer(daemon: socket.socket, deadline: float) -> str:
    received = b""
    while not received.endswith(b"\0") and len(received) < _LONGEST_ANSWER:
        daemon.settimeout(_left(deadline))
        piece = daemon.recv(_LONGEST_ANSWER)
        if not piece:
            break
        received += piece
    return received.rstrip(b"\0\n").decode("utf-8", "replace").strip()


def _verdict(answer: str) -> str:
    if answer == _CLEAN:
        return ""
    if found := _FOUND.fullmatch(answer):
        return found[1]
    if not answer:
        raise ScannerSilent("clamd closed the connection")
    raise NoVerdict(answer)
