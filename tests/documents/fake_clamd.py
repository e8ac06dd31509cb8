"""A small clamd: speaks INSTREAM, knows one virus, and fails in the ways that the real one does."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# The test file of eicar.org, taken apart so that no scanner on a developer's machine finds this one.
EICAR = (r"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + "-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*").encode()


class FakeClamd:
    """`behaviour` is "scan", or "error", "silent", "close", "nonsense" for what goes wrong."""

    def __init__(self, path: Path | None = None) -> None:
        self.behaviour = "scan"
        self.stream_limit = 25 * 1024 * 1024
        self.scanned: list[bytes] = []
        self._stop = threading.Event()
        if path:
            self._listener = socket.socket(socket.AF_UNIX)
            self._listener.bind(str(path))
            self.url = f"unix://{path}"
        else:
            self._listener = socket.socket()
            self._listener.bind(("127.0.0.1", 0))
            self.url = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._listener.listen()
        self._listener.settimeout(0.05)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stop.set()
        self._thread.join(5)
        self._listener.close()

    def _serve(self) -> None:
        while not self._stop.is_set():
            try:
                connection, _address = self._listener.accept()
            except TimeoutError:
                continue
            with connection:
                connection.settimeout(5)
                try:
                    self._answer(connection)
                except OSError:
                    continue

    def _answer(self, connection: socket.socket) -> None:
        if self.behaviour == "close":
            return
        if self.behaviour == "silent":
            self._stop.wait(5)
            return
        assert _exactly(connection, 10) == b"zINSTREAM\0"
        content = self._received(connection)
        if content is None:
            connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
            return
        self.scanned.append(content)
        connection.sendall(self._verdict(content))

    def _received(self, connection: socket.socket) -> bytes | None:
        content = b""
        while length := struct.unpack("!L", _exactly(connection, 4))[0]:
            if len(content) + length > self.stream_limit:
                return None
            content += _exactly(connection, length)
        return content

    def _verdict(self, content: bytes) -> bytes:
        if self.behaviour == "error":
            return b"Can't allocate memory ERROR\0"
        if self.behaviour == "nonsense":
            return b"HTTP/1.1 200 OK\0"
        return b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"


def _exactly(connection: socket.socket, length: int) -> bytes:
    received = b""
    while len(received) < length:
        piece = connection.recv(length - len(received))
        if not piece:
            raise ConnectionError
        received += piece
    return received


@contextmanager
def running_clamd(path: Path | None = None) -> Iterator[FakeClamd]:
    daemon = FakeClamd(path)
    try:
        yield daemon
    finally:
        daemon.stop()
