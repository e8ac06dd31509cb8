"""The mailboxes that letters are fetched from: an IMAP folder, or a maildir that the mail server delivers to.

Nothing is ever deleted there. A letter that is safe here is moved to another folder; where the server can't
move, it is flagged. A box yields letters one by one, so the caller stores each before it is put away.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import ip_address
from mailbox import Maildir
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from imapclient import IMAPClient, SocketTimeout, imap_utf7
from imapclient.exceptions import IMAPClientError

SCHEMES = frozenset({"imap", "imaps", "maildir"})
CONNECT_SECONDS, READ_SECONDS = 15, 60
# Marks what is safe here in folders that cannot be moved out of; invisible to people who read the mailbox.
TAKEN = b"PortalReceived"
_HEAD_BYTES = 64 * 1024


class MailboxUnreachable(Exception):
    """The mailbox cannot be read now; the text is for the administrator and holds no password."""


@dataclass(frozen=True)
class Waiting:
    """A letter in the mailbox: its size in bytes, when the server took it, ways to read and put it away."""

    size: int
    arrived_at: datetime
    read: Callable[[], bytes]
    read_head: Callable[[], bytes]
    put_away: Callable[[], None]


def parse_box(url: str) -> SplitResult:
    """The parts of MAIL_IN_URL; raises ValueError for what is not the address of a mailbox."""
    parts = urlsplit(url)
    port = parts.port  # raises ValueError when it is no number
    if parts.scheme == "maildir" and not parts.netloc and parts.path.startswith("/"):
        return parts
    named = parts.hostname and parts.username and parts.password
    if parts.scheme in {"imap", "imaps"} and named and port != 0:
        return parts
    raise ValueError


@contextmanager
def opened(url: str, folder: str) -> Iterator[Iterator[Waiting]]:
    """The letters that wait in the mailbox at `url`; those put away go to `folder`.

    Raises MailboxUnreachable, also for what fails while the letters are read and stored.
    """
    try:
        parts = parse_box(url)
    except ValueError as error:
        raise MailboxUnreachable("MAIL_IN_URL") from error
    try:
        if parts.scheme == "maildir":
            yield _maildir(Path(unquote(parts.path)), folder)
        else:
            with _connected(parts) as client:
                yield _imap(client, unquote(parts.path.strip("/")) or "INBOX", folder)
    except (IMAPClientError, OSError, UnicodeError) as error:
        raise MailboxUnreachable(_told(error)) from error


def _told(error: Exception) -> str:
    words = str(error) or type(error).__name__
    return " ".join(words.split())[:250]


# -- maildir ---------------------------------------------------------------------------------------


def _maildir(path: Path, folder: str) -> Iterator[Waiting]:
    if not (path / "new").is_dir():
        raise FileNotFoundError(f"{path}/new")
    names = sorted((file.name, file) for part in ("new", "cur") for file in (path / part).glob("*"))
    if not names:
        return
    name = _folder_name(folder)
    Maildir(path, create=False).add_folder(name)
    done = path / f".{name}" / "cur"
    for _order, file in names:
        if file.is_file():
            yield _file(file, done)


def _folder_name(folder: str) -> str:
    """A subfolder's name as Maildir++ has it: dots part levels, letters are written as in IMAP."""
    return imap_utf7.encode(re.sub(r"[./\x00]+", "-", folder).strip("-") or "Received").decode("ascii")


def _file(file: Path, done: Path) -> Waiting:
    facts = file.stat()

    def read_head() -> bytes:
        with file.open("rb") as stream:
            return _head_of(stream.read(_HEAD_BYTES))

    def put_away() -> None:
        file.rename(done / f"{file.name.partition(':')[0]}:2,S")

    return Waiting(
        facts.st_size, datetime.fromtimestamp(facts.st_mtime, UTC), file.read_bytes, read_head, put_away
    )


def _head_of(data: bytes) -> bytes:
    end = re.search(rb"\r?\n\r?\n", data)
    return data[: end.end()] if end else data


# -- IMAP ------------------------------------------------------------------------------------------


@contextmanager
def _connected(parts: SplitResult) -> Iterator[IMAPClient]:
    host, secure = parts.hostname or "", parts.scheme == "imaps"
    client = IMAPClient(
        host, port=parts.port, ssl=secure, timeout=SocketTimeout(CONNECT_SECONDS, READ_SECONDS)
    )
    try:
        if not secure and not _is_here(host):
            client.starttls()
        # LOGIN takes no letters beyond ASCII.
        sign_in = client.plain_login if client.has_capability("AUTH=PLAIN") else client.login
        sign_in(unquote(parts.username or ""), unquote(parts.password or ""))
        yield client
    finally:
        _leave(client)


def _is_here(host: str) -> bool:
    """Whether the password stays on this machine; elsewhere it is only sent encrypted."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _leave(client: IMAPClient) -> None:
    try:
        client.logout()
    except (IMAPClientError, OSError):
        # The connection is gone already; what it was for has been said by the error that ended it.
        client.shutdown()


def _imap(client: IMAPClient, source: str, folder: str) -> Iterator[Waiting]:
    selected = client.select_folder(source)
    client.normalise_times = False
    moves = bool(folder) and client.has_capability("MOVE")
    if moves and not client.folder_exists(folder):
        client.create_folder(folder)
        client.subscribe_folder(folder)
    permanent = {flag.lower() for flag in selected.get(b"PERMANENTFLAGS", ())}
    keeps_own = b"\\*" in permanent or TAKEN.lower() in permanent
    waiting = ["UNKEYWORD", TAKEN.decode()] if keeps_own else ["ALL"] if moves else ["UNSEEN"]
    for uid in client.search([*waiting, "UNDELETED"]):
        facts = client.fetch([uid], ["RFC822.SIZE", "INTERNALDATE"]).get(uid)
        if facts is not None:  # somebody may have moved it meanwhile
            yield _message(client, uid, facts, folder if moves else "", keeps_own)


def _message(
    client: IMAPClient, uid: int, facts: dict[bytes, object], folder: str, keeps_own: bool
) -> Waiting:
    def part(name: str) -> bytes:
        # PEEK: reading alone changes nothing on the server.
        found = client.fetch([uid], [name]).get(uid, {})
        data = found.get(name.replace(".PEEK", "").encode())
        if not isinstance(data, bytes):
            raise IMAPClientError(f"message {uid} vanished")
        return data

    def put_away() -> None:
        if folder:
            client.move([uid], folder)
        else:
            client.add_flags([uid], [b"\\Seen", TAKEN] if keeps_own else [b"\\Seen"], silent=True)

    arrived = facts.get(b"INTERNALDATE")
    size = facts.get(b"RFC822.SIZE")
    return Waiting(
        size if isinstance(size, int) else 0,
        arrived if isinstance(arrived, datetime) else datetime.now(UTC),
        lambda: part("BODY.PEEK[]"),
        lambda: part("BODY.PEEK[HEADER]"),
        put_away,
    )
