"""The calendar for visitors; it speaks Vietnamese, as what is announced there does."""

from django.urls import path, re_path

from content import calendar_views, week_views

# 18 digits: what is longer fits no database's integer.
_ITEM = r"(?P<slug>[^/]*)-(?P<item_id>[0-9]{1,18})"

urlpatterns = [
    path("lich/", calendar_views.calendar, name="calendar"),
    path("lich/lich.ics", calendar_views.calendar_feed, name="calendar_feed"),
    path("lich/cong-tac/", week_views.work_calendar, name="work_calendar"),
    re_path(rf"^lich/{_ITEM}\.html$", calendar_views.school_event, name="school_event"),
    re_path(rf"^lich/{_ITEM}\.ics$", calendar_views.school_event_file, name="school_event_file"),
    re_path(rf"^lich/cong-tac/{_ITEM}\.html$", week_views.work_week, name="work_week"),
    re_path(rf"^lich/cong-tac/{_ITEM}\.ics$", week_views.work_week_file, name="work_week_file"),
]
