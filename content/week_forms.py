"""The form of a work week: its Monday and the table of what is done on each day."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.models import WorkWeek
from content.models.work_weeks import LONGEST_NOTE, monday_of, next_free_week
from content.week_grid import WeekField, rows_of
from editorial.field_groups import FoldedForm
from editorial.forms import DayField, MomentField
from editorial.text_field import TextField
from editorial.typed_forms import TypedForm
from people.models import User


class WorkWeekForm(FoldedForm, TypedForm):
    starts_on = DayField(
        label=_("Tuần có ngày"), help_text=_("Chọn ngày nào trong tuần cũng được: lịch tính từ thứ Hai.")
    )
    entries = WeekField(
        label=_("Các việc trong tuần"),
        required=False,
        help_text=_(
            "Dán được cả bảng từ Excel hoặc Word vào một ô. Ghi giờ như 7h30 hoặc 7h30 – 9h; có giờ thì "
            "không cần chọn buổi. Việc bị hủy: ghi “Hủy:” trước nội dung."
        ),
    )
    note = TextField(
        label=_("Trực, ghi chú"),
        max_length=LONGEST_NOTE,
        several_lines=True,
        required=False,
        help_text=_("Lãnh đạo trực, lưu ý chung của tuần; hiện dưới bảng."),
    )
    publish_at = MomentField(label=_("Hẹn giờ đăng"), help_text=_("Để trống: đăng ngay khi được duyệt."))
    change_note = TextField(
        label=_("Nội dung sửa đổi"),
        max_length=255,
        required=False,
        help_text=_("Bạn đọc thấy dòng này; việc nào thay đổi thì cổng tự đánh dấu trong bảng."),
    )

    class Meta:
        model = WorkWeek
        fields = ("starts_on", "note", "audience", "sensitive", "publish_at", "change_note", "correction")

    groups = (
        (_("Ai được xem, hẹn giờ"), ("audience", "sensitive", "publish_at")),
        (_("Sửa đổi lịch đã đăng"), ("change_note", "correction")),
    )
    field_order = ("starts_on", "entries", "note")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin_typing(user)
        if self.instance.pk is None:
            self.initial["starts_on"] = self.initial.get("starts_on") or next_free_week()
        else:
            self.initial.setdefault("entries", rows_of(self.instance.entries.all()))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("starts_on"):
            cleaned["starts_on"] = monday_of(cleaned["starts_on"])
        return cleaned

    def changes(self) -> dict[str, Any]:
        """The fields of the edition, for `editorial.drafting`; only of a valid form."""
        given = self.cleaned_data
        return {field: given[field] for field in (*(self._meta.fields or ()), "entries")}
