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
from content.models.readers import ReaderFile, ReaderLetter, ReaderSubmission
from content.models.school_events import (
    EventKind,
    EventReport,
    EventStatus,
    SchoolEvent,
    SchoolEventAttachment,
)
from content.models.topics import Topic
from content.models.work_weeks import Session, WorkEntry, WorkWeek, WorkWeekAttachment

__all__ = [
    "Article",
    "ArticleAttachment",
    "Contribution",
    "EventKind",
    "EventReport",
    "EventStatus",
    "FanpagePost",
    "ImportedAttachment",
    "ImportedFile",
    "Page",
    "PageAttachment",
    "Picture",
    "ReaderFile",
    "ReaderLetter",
    "ReaderSubmission",
    "RichEdition",
    "SchoolEvent",
    "SchoolEventAttachment",
    "Session",
    "Topic",
    "WorkEntry",
    "WorkWeek",
    "WorkWeekAttachment",
]
