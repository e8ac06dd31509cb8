from regulations.models.calendar import THE_WEEK, CalendarDay, Holiday, MakeupWorkday, WorkingWeek
from regulations.models.regulation import ImmutableRegulation, Regulation, RegulationQuerySet
from regulations.models.school_years import SchoolYear, Term

__all__ = [
    "THE_WEEK",
    "CalendarDay",
    "Holiday",
    "ImmutableRegulation",
    "MakeupWorkday",
    "Regulation",
    "RegulationQuerySet",
    "SchoolYear",
    "Term",
    "WorkingWeek",
]
