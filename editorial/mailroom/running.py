"""One round of mail-in: fetch, read, answer. Each part finds what is owed, so a round may end anywhere."""

from dataclasses import dataclass

from editorial.mailroom.fetching import fetch
from editorial.mailroom.reading import read_waiting
from editorial.mailroom.receipts import send_owed


@dataclass(frozen=True)
class Round:
    """How many letters were new (None: another run had the mailbox), read, and answered."""

    fetched: int | None
    read: int
    receipts: int


def run() -> Round:
    """Raises MailboxUnreachable; what was stored before is read and answered all the same."""
    try:
        fetched = fetch()
    finally:
        read, receipts = read_waiting(), send_owed()
    return Round(fetched, read, receipts)
