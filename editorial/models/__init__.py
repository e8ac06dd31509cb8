from editorial.models.audiences import Audience, AudienceQuerySet
from editorial.models.board import ApprovalDelegation, BoardMember
from editorial.models.claims import LEASE, Claim, EditLock
from editorial.models.events import Delivery, Event, Notification, Snapshot
from editorial.models.items import Edition, EditionQuerySet, Item
from editorial.models.letters import OwedLetter
from editorial.models.notes import DeskNote
from editorial.models.obligations import (
    BY_HAND,
    DutyHolder,
    Obligation,
    ObligationChange,
    Responsible,
)
from editorial.models.previews import LONGEST_NAME, LONGEST_OPINION, PreviewAnswer, PreviewLink
from editorial.models.received import RUN_LEASE, THE_BOX, MailboxState, ReceivedMail, raw_path
from editorial.models.reminders import Reminder, ReminderLetter, UnhandledAlert
from editorial.models.reviews import Remark, Review, ReviewAssignment
from editorial.models.sections import Section
from editorial.models.takedowns import Takedown
from editorial.models.working_copies import WorkingCopy

__all__ = [
    "BY_HAND",
    "LEASE",
    "LONGEST_NAME",
    "LONGEST_OPINION",
    "RUN_LEASE",
    "THE_BOX",
    "ApprovalDelegation",
    "Audience",
    "AudienceQuerySet",
    "BoardMember",
    "Claim",
    "Delivery",
    "DeskNote",
    "DutyHolder",
    "EditLock",
    "Edition",
    "EditionQuerySet",
    "Event",
    "Item",
    "MailboxState",
    "Notification",
    "Obligation",
    "ObligationChange",
    "OwedLetter",
    "PreviewAnswer",
    "PreviewLink",
    "ReceivedMail",
    "Remark",
    "Reminder",
    "ReminderLetter",
    "Responsible",
    "Review",
    "ReviewAssignment",
    "Section",
    "Snapshot",
    "Takedown",
    "UnhandledAlert",
    "WorkingCopy",
    "raw_path",
]
