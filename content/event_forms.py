"""The form of an event: its time is typed as day and hour, and no hour means whole days."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from content.hours import HourField
from content.models import SchoolEvent
from content.models.school_events import LONGEST_EVENT, LONGEST_LINE, LONGEST_PARTICIPANTS, LONGEST_TEXT
from editorial.field_groups import FoldedForm
from editorial.forms import DayField, MomentField
from editorial.models import Section
from editorial.text_field import TextField
from editorial.typed_forms import TypedForm
from people.models import User

_BEGINNING, _LAST_MINUTE = time(0, 0), time(23, 59)


class SchoolEventForm(FoldedForm, TypedForm):
    title = TextField(label=_("Tên sự kiện"), max_length=255)
    first_day = DayField(label=_("Ngày"))
    first_hour = HourField(label=_("Từ giờ"), help_text=_("Để trống cả hai ô giờ: sự kiện cả ngày."))
    last_hour = HourField(label=_("Đến giờ"), help_text=_("Hạn đưa tin tính từ lúc này."))
    last_day = DayField(label=_("Đến hết ngày"), help_text=_("Để trống: trong một ngày."))
    place = TextField(label=_("Địa điểm"), max_length=LONGEST_LINE, required=False)
    chair = TextField(label=_("Chủ trì"), max_length=LONGEST_LINE, required=False)
    participants = TextField(
        label=_("Thành phần"), max_length=LONGEST_PARTICIPANTS, several_lines=True, required=False
    )
    text = TextField(
        label=_("Nội dung"),
        max_length=LONGEST_TEXT,
        several_lines=True,
        required=False,
        help_text=_("Chữ thường; để một dòng trống giữa hai đoạn."),
    )
    online_url = forms.URLField(
        label=_("Địa chỉ họp trực tuyến"),
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text=_("Ai xem được sự kiện thì thấy địa chỉ này; không ghi mật khẩu phòng họp."),
    )
    no_report_reason = TextField(
        label=_("Vì sao không cần đưa tin"),
        max_length=LONGEST_LINE,
        required=False,
        help_text=_("Ví dụ: sinh hoạt chuyên môn thường kỳ. Chỉ người trong trường thấy."),
    )
    publish_at = MomentField(label=_("Hẹn giờ đăng"), help_text=_("Để trống: đăng ngay khi được duyệt."))
    change_note = TextField(
        label=_("Nội dung sửa đổi"),
        max_length=255,
        required=False,
        help_text=_("Bạn đọc thấy dòng này khi sự kiện đã đăng được sửa; ví dụ: Dời sang 9h."),
    )

    class Meta:
        model = SchoolEvent
        fields = (
            "event_kind",
            "title",
            "place",
            "chair",
            "participants",
            "text",
            "online_url",
            "status",
            "audience",
            "section",
            "owes_report",
            "no_report_reason",
            "sensitive",
            "publish_at",
            "change_note",
            "correction",
        )

    groups = (
        (_("Ai được xem, hoãn, hủy"), ("audience", "status", "online_url")),
        (_("Tin về sự kiện"), ("owes_report", "no_report_reason", "section")),
        (_("Hẹn giờ, nội dung nhạy cảm"), ("sensitive", "publish_at")),
        (_("Sửa đổi sự kiện đã đăng"), ("change_note", "correction")),
    )
    field_order = (
        "event_kind",
        "title",
        "first_day",
        "first_hour",
        "last_hour",
        "last_day",
        "place",
        "chair",
        "participants",
        "text",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_typing(user)
        section = self.fields["section"]
        section.label = _("Chuyên mục cho tin về sự kiện")
        section.queryset = Section.objects.filter(is_active=True, kind=Section.Kind.ARTICLES).order_by(
            "order", "name"
        )
        self._begin_time()

    def _begin_time(self) -> None:
        event = self.instance
        if event.starts_at is None or event.ends_at is None:
            return
        self.initial.setdefault("first_day", event.first_day)
        if not event.is_one_day:
            self.initial.setdefault("last_day", event.last_day)
        if not event.all_day:
            self.initial.setdefault("first_hour", timezone.localtime(event.starts_at).time())
            self.initial.setdefault("last_hour", timezone.localtime(event.ends_at).time())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        time_wrong = {"first_day", "first_hour", "last_hour", "last_day"} & self.errors.keys()
        if not time_wrong:
            for place, sentence in _time_refusals(cleaned):
                self.add_error(place, sentence)
        if not cleaned.get("owes_report") and not cleaned.get("no_report_reason"):
            self.add_error("no_report_reason", _now("Không đưa tin thì phải ghi vì sao."))
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The fields of the edition, for `editorial.drafting`; only of a valid form."""
        given = self.cleaned_data
        changes = {field: given[field] for field in self._meta.fields or ()}
        if changes["owes_report"]:
            changes["no_report_reason"] = ""
        starts_at, ends_at = _moments(given) if given["first_day"] else (None, None)
        whole_days = given["first_day"] is not None and given["first_hour"] is None
        return changes | {"starts_at": starts_at, "ends_at": ends_at, "all_day": whole_days}


def _time_refusals(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Field and sentence of what cannot be in the time of an event."""
    first_day, last_day = given["first_day"], given["last_day"]
    first_hour, last_hour = given["first_hour"], given["last_hour"]
    if first_day is None:
        if last_day or first_hour or last_hour:
            yield "first_day", _now("Hãy ghi ngày của sự kiện.")
        return
    if last_day and last_day < first_day:
        yield "last_day", _now("Ngày kết thúc không được trước ngày bắt đầu.")
        return
    if first_hour is None and last_hour is not None:
        yield "first_hour", _now("Có giờ kết thúc thì phải ghi giờ bắt đầu.")
    elif first_hour is not None and last_hour is None:
        yield "last_hour", _now("Hãy ghi giờ kết thúc: hạn đưa tin tính từ giờ này.")
    else:
        yield from _length_refusals(*_moments(given))


def _length_refusals(starts_at: datetime, ends_at: datetime) -> Iterator[tuple[str, str]]:
    if ends_at <= starts_at:
        yield "last_hour", _now("Giờ kết thúc phải sau giờ bắt đầu.")
    elif ends_at - starts_at > LONGEST_EVENT:
        yield "last_day", _now("Một sự kiện dài nhất một năm; hãy xem lại ngày kết thúc.")


def _moments(given: dict[str, Any]) -> tuple[datetime, datetime]:
    """Beginning and end in Asia/Ho_Chi_Minh; without hours from the first minute to the last of the days."""
    first_day, last_day = given["first_day"], given["last_day"] or given["first_day"]
    whole = given["first_hour"] is None
    begins = datetime.combine(first_day, _BEGINNING if whole else given["first_hour"])
    ends = datetime.combine(last_day, _LAST_MINUTE if whole else given["last_hour"])
    return timezone.make_aware(begins), timezone.make_aware(ends)
