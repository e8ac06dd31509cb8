from editorial.models.board import ApprovalDelegation, BoardMember
from editorial.models.events import Delivery, Event, Notification, Snapshot
from editorial.models.items import Edition, EditionQuerySet, Item
from editorial.models.reviews import Remark, Review, ReviewAssignment
from editorial.models.sections import Section
from editorial.models.takedowns import Takedown
from editorial.models.working_copies import WorkingCopy

__all__ = [
    "ApprovalDelegation",
    "BoardMember",
    "Delivery",
    "Edition",
    "EditionQuerySet",
    "Event",
    "Item",
    "Notification",
    "Remark",
    "Review",
    "ReviewAssignment",
    "Section",
    "Snapshot",
    "Takedown",
    "WorkingCopy",
]
