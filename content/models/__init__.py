from content.models.credits import Contribution
from content.models.editions import (
    Article,
    ArticleAttachment,
    Page,
    PageAttachment,
    RichEdition,
)
from content.models.fanpage import FanpagePost
from content.models.imports import ImportedAttachment, ImportedFile
from content.models.pictures import Picture
from content.models.planning import EditorialPlan, PlanLine, RotaTurn
from content.models.readers import ReaderFile, ReaderLetter, ReaderSubmission
from content.models.school_events import (
    EventKind,
    EventReport,
    EventStatus,
    SchoolEvent,
    SchoolEventAttachment,
)
from content.models.topics import Topic
from content.models.unit_reviews import ChangeRequest, UnitReview
from content.models.work_weeks import Session, WorkEntry, WorkWeek, WorkWeekAttachment

__all__ = [
    "Article",
    "ArticleAttachment",
    "ChangeRequest",
    "Contribution",
    "EditorialPlan",
    "EventKind",
    "EventReport",
    "EventStatus",
    "FanpagePost",
    "ImportedAttachment",
    "ImportedFile",
    "Page",
    "PageAttachment",
    "Picture",
    "PlanLine",
    "ReaderFile",
    "ReaderLetter",
    "ReaderSubmission",
    "RichEdition",
    "RotaTurn",
    "SchoolEvent",
    "SchoolEventAttachment",
    "Session",
    "Topic",
    "UnitReview",
    "WorkEntry",
    "WorkWeek",
    "WorkWeekAttachment",
]
