"""What can become of a letter beside a turn of a conversation: each room says what it makes of one.

A way works in two steps. Reading files takes time and is done first, outside of any transaction; what it
returns is called inside the transaction that also writes what became of the letter, so that both or neither
are there.
"""

from collections.abc import Callable
from dataclasses import dataclass

from editorial.mailroom.letters import Letter
from editorial.models import Item, ReceivedMail
from people.models import User

ARTICLE, DOCUMENT = "article", "document"


@dataclass(frozen=True)
class Made:
    """The item that came of a letter, and sentences for its sender: what was done, what was not taken."""

    item: Item
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case:
    """A letter on its way: its row, its content, whose it is (None: unknown), and who decided that.

    `taken_by` is None for a letter that went its way by itself.
    """

    row: ReceivedMail
    letter: Letter
    by: User | None
    taken_by: User | None = None


@dataclass(frozen=True)
class Correspondent:
    """A body whose mail is official: its name, and whether this very address is on its list."""

    name: str
    exact: bool


# Raises `Refused` with sentences for the sender when nothing can be made of the letter.
Way = Callable[[Case], Callable[[], Made]]
WAYS: dict[str, Way] = {}
_CORRESPONDENTS: list[Callable[[str], Correspondent | None]] = []


def register_way(name: str, way: Way) -> None:
    WAYS[name] = way


def register_correspondents(find: Callable[[str], Correspondent | None]) -> None:
    """Add a list of bodies; it is asked with an address in lower case."""
    _CORRESPONDENTS.append(find)


def correspondent_of(address: str) -> Correspondent | None:
    """The first body that writes from this address."""
    found = (find(address) for find in _CORRESPONDENTS)
    return next((one for one in found if one is not None), None)
