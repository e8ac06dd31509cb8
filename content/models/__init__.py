from content.models.credits import Contribution
from content.models.editions import (
    Article,
    ArticleAttachment,
    Page,
    PageAttachment,
    RichEdition,
)
from content.models.imports import ImportedFile
from content.models.pictures import Picture
from content.models.planning import EditorialPlan, PlanLine, RotaTurn
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
    "ImportedFile",
    "Page",
    "PageAttachment",
    "Picture",
    "PlanLine",
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
