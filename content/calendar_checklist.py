"""What an event and a work week are asked before they are sent and before the public sees them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from content.models import SchoolEvent, WorkWeek
from documents.access import with_signatures
from documents.checking import FILE_RULES
from documents.models import Attachment
from editorial.checklist import Found, Rule, Severity, register


@dataclass(frozen=True)
class _Checked:
    edition: Any

    @cached_property
    def files(self) -> Sequence[Attachment]:
        return list(with_signatures(self.edition.attachments).order_by("order", "pk"))


def event_time_missing(checked: _Checked) -> Iterator[Found]:
    if checked.edition.starts_at is None:
        yield Found()


def event_place_missing(checked: _Checked) -> Iterator[Found]:
    if not (checked.edition.place or checked.edition.online_url):
        yield Found()


def event_in_the_past(checked: _Checked) -> Iterator[Found]:
    """Announced for the first time after it is over."""
    event: SchoolEvent = checked.edition
    if event.number == 1 and event.ends_at is not None and event.ends_at <= timezone.now():
        yield Found(f"{timezone.localtime(event.ends_at):%d/%m/%Y}")


def week_incomplete(checked: _Checked) -> Iterator[Found]:
    week: WorkWeek = checked.edition
    if week.starts_on is None:
        yield Found(str(_("chưa chọn tuần")))
    if not week.entries.exists():
        yield Found(str(_("chưa có việc nào")))


def week_taken(checked: _Checked) -> Iterator[Found]:
    if checked.edition.is_taken:
        yield Found(checked.edition.title)


def change_unsaid(checked: _Checked) -> Iterator[Found]:
    """A correction of what readers have seen, without a word on what was changed."""
    edition = checked.edition
    if edition.number > 1 and not edition.change_note:
        yield Found()


_CHANGE_UNSAID = Rule(
    "calendar_change_unsaid",
    _("Chưa ghi nội dung sửa đổi."),
    _("Hãy ghi một dòng cho người đã xem lịch cũ, ví dụ: Dời sang 9h thứ Năm."),
    change_unsaid,
    Severity.WARN,
)
EVENT_RULES = (
    Rule(
        "event_time_missing",
        _("Sự kiện chưa có ngày, giờ."),
        _("Hãy ghi ngày; có giờ thì ghi cả giờ bắt đầu và kết thúc."),
        event_time_missing,
        fixed=True,
    ),
    Rule(
        "event_place_missing",
        _("Sự kiện chưa có địa điểm."),
        _("Hãy ghi địa điểm hoặc địa chỉ họp trực tuyến."),
        event_place_missing,
        Severity.WARN,
    ),
    Rule(
        "event_in_the_past",
        _("Sự kiện đã qua rồi mới đưa lên lịch."),
        _("Hãy xem lại ngày; nếu đúng là đã qua thì chỉ cần viết tin."),
        event_in_the_past,
        Severity.WARN,
    ),
    _CHANGE_UNSAID,
    *FILE_RULES,
)
WEEK_RULES = (
    Rule(
        "week_incomplete",
        _("Lịch công tác còn thiếu."),
        _("Hãy chọn tuần và ghi ít nhất một việc."),
        week_incomplete,
        fixed=True,
    ),
    Rule(
        "week_taken",
        _("Tuần này đã có lịch công tác khác."),
        _("Hãy mở bản sửa đổi của lịch đã đăng, hoặc chọn tuần khác."),
        week_taken,
        fixed=True,
    ),
    _CHANGE_UNSAID,
    *FILE_RULES,
)

register("content.schoolevent", _Checked, EVENT_RULES)
register("content.workweek", _Checked, WEEK_RULES)
