"""A real IMAP server (Dovecot) of this test alone, in its own folder, on a port of this machine."""

import getpass
import grp
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import policy

USER, PASSWORD = "truong", "mật khẩu/hộp@thư"
NOBODY = 65534  # mail of root is not served

_CONFIG = """\
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_login_user = {login}
default_internal_user = {internal}
default_internal_group = {group}
first_valid_uid = 0
first_valid_gid = 0
mail_location = maildir:{base}/mail
{capability}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
passdb {{
  driver = passwd-file
  args = {base}/users
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail
}}
"""


class Dovecot:
    def __init__(self, base: Path, port: int) -> None:
        self.base, self.port = base, port

    @contextmanager
    def _signed_in(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.authenticate("PLAIN", lambda _challenge: f"\0{USER}\0{PASSWORD}".encode())
            yield client

    def deliver(self, *letters: bytes) -> None:
        with self._signed_in() as client:
            for data in letters:
                answer, said = client.append("INBOX", "", "", data)
                assert answer == "OK", said

    def mark_all(self, flag: str) -> None:
        with self._signed_in() as client:
            client.select("INBOX")
            client.store("1:*", "+FLAGS", flag)

    def counts(self) -> dict[str, int]:
        """Folder -> letters in it; names as the protocol writes them."""
        found = {}
        with self._signed_in() as client:
            for line in client.list()[1]:
                name = line.decode().rpartition(' "." ')[2].strip('"')
                found[name] = int(client.select(f'"{name}"', readonly=True)[1][0])
        return found


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


@contextmanager
def running(*, capability: str = "") -> Iterator[Dovecot]:
    """Start it, with another list of capabilities if one is given, and stop it by its number."""
    # Its sockets need a path shorter than pytest's.
    base = Path(tempfile.mkdtemp(prefix="hop-thu-"))
    base.chmod(0o755)
    port = free_port()
    for part in ("run", "state", "mail/cur", "mail/new", "mail/tmp"):
        (base / part).mkdir(parents=True)
    if not os.getuid():
        for part in (base / "mail", *(base / "mail").iterdir()):
            os.chown(part, NOBODY, NOBODY)
    (base / "users").write_text(f"{USER}:{{PLAIN}}{PASSWORD}::::::\n")
    config = base / "dovecot.conf"
    config.write_text(
        _CONFIG.format(
            base=base,
            port=port,
            # Started by root it insists on the accounts of its Debian packages.
            login=getpass.getuser() if os.getuid() else "dovenull",
            internal=getpass.getuser() if os.getuid() else "dovecot",
            group=grp.getgrgid(os.getgid()).gr_name if os.getuid() else "dovecot",
            uid=os.getuid() or NOBODY,
            gid=os.getgid() or NOBODY,
            capability=f"imap_capability = {capability}" if capability else "",
        )
    )
    server = subprocess.Popen((policy.dovecot(), "-F", "-c", str(config)))
    try:
        _wait_for(port, base / "dovecot.log")
        yield Dovecot(base, port)
    finally:
        server.terminate()
        server.wait(10)
        shutil.rmtree(base, ignore_errors=True)


def _wait_for(port: int, log: Path) -> None:
    for _time in range(100):
        with socket.socket() as sock:
            if sock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(log.read_text() if log.exists() else "no log")
