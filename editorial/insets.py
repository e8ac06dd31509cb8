"""What rooms above this one show on the desk's own screens: beside an item, and on its first screen.

A room registers a function here when it starts; the desk asks each for this person, and draws what it gives.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from editorial.models import Edition
from people.models import User


@dataclass(frozen=True)
class Inset:
    """A template and what it is drawn with, under the name `inset`."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)


_BESIDE_ITEMS: list[Callable[[User, Edition], Inset | None]] = []
_ON_FRONT: list[Callable[[User], Inset | None]] = []


def beside_items(draw: Callable[[User, Edition], Inset | None]) -> Callable[[User, Edition], Inset | None]:
    """Register what is shown on the page of an edition; None where this person has nothing to see."""
    _BESIDE_ITEMS.append(draw)
    return draw


def on_front(draw: Callable[[User], Inset | None]) -> Callable[[User], Inset | None]:
    """Register what is shown on “Việc của tôi”; None where this person has nothing to see."""
    _ON_FRONT.append(draw)
    return draw


def insets_beside(edition: Edition, user: User) -> list[Inset]:
    return [inset for draw in _BESIDE_ITEMS if (inset := draw(user, edition))]


def insets_on_front(user: User) -> list[Inset]:
    return [inset for draw in _ON_FRONT if (inset := draw(user))]
