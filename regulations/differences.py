"""What would change between two regulations, in words for the person who applies one."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from regulations.schema import Preset

# The field of each kind of entry by which a reader knows it.
_IDENTITIES = ("code", "key", "slug")
_LABELS = {
    "code": gettext_lazy("mã"),
    "name": gettext_lazy("tên"),
    "school_kind": gettext_lazy("loại trường"),
    "decision": gettext_lazy("quyết định ban hành"),
    "effective_from": gettext_lazy("có hiệu lực từ"),
    "routes": gettext_lazy("tuyến duyệt"),
    "steps": gettext_lazy("các bước"),
    "kinds": gettext_lazy("loại nội dung"),
    "actors": gettext_lazy("người làm"),
    "verbs": gettext_lazy("việc được làm"),
    "may_edit": gettext_lazy("được sửa nội dung"),
    "needs_section": gettext_lazy("phải xếp chuyên mục"),
    "section_at_submit": gettext_lazy("chọn chuyên mục khi gửi"),
    "opinion_of": gettext_lazy("xin ý kiến"),
    "return_to": gettext_lazy("trả lại cho"),
    "skip_if_author": gettext_lazy("bỏ qua khi chính họ viết"),
    "within_hours": gettext_lazy("thời gian xử lý (giờ)"),
    "label": gettext_lazy("tên gọi"),
    "citation": gettext_lazy("căn cứ"),
    "refusal_reasons": gettext_lazy("lý do từ chối"),
    "needs_basis": gettext_lazy("phải ghi điều luật"),
    "takedown_grounds": gettext_lazy("căn cứ gỡ bài"),
    "sections": gettext_lazy("chuyên mục"),
    "children": gettext_lazy("chuyên mục con"),
    "kind": gettext_lazy("loại"),
    "path": gettext_lazy("đường dẫn"),
    "sensitive": gettext_lazy("nhạy cảm"),
    "order": gettext_lazy("thứ tự"),
    "description": gettext_lazy("mô tả"),
    "in_menu": gettext_lazy("có trên trình đơn"),
    "owner": gettext_lazy("phụ trách"),
    "document_groups": gettext_lazy("nhóm văn bản"),
    "board": gettext_lazy("Ban Biên tập"),
    "role": gettext_lazy("vai trò"),
    "position": gettext_lazy("chức vụ"),
    "seats": gettext_lazy("số người"),
    "uploads": gettext_lazy("tệp tải lên"),
    "max_bytes": gettext_lazy("dung lượng tối đa (byte)"),
    "extensions": gettext_lazy("loại tệp"),
    "allow_software_archives": gettext_lazy("cho phép tệp nén có phần mềm"),
    "style": gettext_lazy("cách trình bày"),
    "encoding": gettext_lazy("bộ mã"),
    "body_font": gettext_lazy("phông chữ"),
    "body_size_pt": gettext_lazy("cỡ chữ"),
    "targets": gettext_lazy("chỉ tiêu"),
    "articles_per_year": gettext_lazy("tin bài mỗi năm"),
    "articles_per_month": gettext_lazy("tin bài tối thiểu mỗi tháng"),
    "expected_per_month": gettext_lazy("tin bài mong đợi mỗi tháng"),
    "procedures_percent": gettext_lazy("tỷ lệ thủ tục (%)"),
    "mailboxes_percent": gettext_lazy("tỷ lệ hộp thư (%)"),
    "yearbook_years": gettext_lazy("số năm của niên giám"),
    "remind_units_on": gettext_lazy("nhắc đơn vị chưa có bài vào ngày làm việc thứ"),
    "freshness": gettext_lazy("cập nhật thường xuyên"),
    "section_days": gettext_lazy("số ngày chuyên mục không có bài mới"),
    "page_days": gettext_lazy("số ngày trang không được cập nhật"),
    "unit_review": gettext_lazy("đơn vị rà soát"),
    "every_months": gettext_lazy("số tháng của một kỳ"),
    "checklist": gettext_lazy("kiểm tra trước khi gửi"),
    "severity": gettext_lazy("mức độ"),
    "confirmations": gettext_lazy("lời xác nhận"),
    "deadlines": gettext_lazy("thời hạn"),
    "triggers": gettext_lazy("tính từ"),
    "unit": gettext_lazy("cách tính"),
    "amount": gettext_lazy("số ngày"),
    "cutoff_hour": gettext_lazy("mốc giờ"),
    "first_week": gettext_lazy("tuần đầu"),
    "yearly_on": gettext_lazy("ngày hằng năm"),
    "at": gettext_lazy("vào lúc"),
    "roll_forward": gettext_lazy("lùi qua ngày nghỉ"),
    "enabled": gettext_lazy("áp dụng"),
    "reminders": gettext_lazy("nhắc việc"),
    "hours": gettext_lazy("giờ gửi thư nhắc"),
    "ahead_hours": gettext_lazy("nhắc trước hạn (giờ)"),
    "at_hand_hours": gettext_lazy("nhắc khi gần hạn (giờ)"),
    "head_after_hours": gettext_lazy("báo người đứng đầu sau hạn (giờ)"),
    "board_after_hours": gettext_lazy("báo Ban Biên tập sau hạn (giờ)"),
    "unhandled_hours": gettext_lazy("bài chờ quá số giờ làm việc"),
    "work_from": gettext_lazy("giờ làm việc từ"),
    "work_to": gettext_lazy("giờ làm việc đến"),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One value that would change: its key in the file, its Vietnamese name, and both values in words."""

    key: str
    label: str
    old: str
    new: str

    def __str__(self) -> str:
        words = {"key": self.key, "label": self.label, "old": self.old, "new": self.new}
        return _("%(key)s (%(label)s): %(old)s → %(new)s") % words


def differences(old: Preset | None, new: Preset) -> list[Difference]:
    """Every value that differs, in the order of the file; without an old regulation all values of the new."""
    before = dict(_values("", "", old)) if old else {}
    after = dict(_values("", "", new))
    keys = list(after) + [key for key in before if key not in after]
    return [
        Difference(*key, old=before.get(key, _nothing()), new=after.get(key, _nothing()))
        for key in keys
        if before.get(key) != after.get(key)
    ]


def _values(key: str, label: str, value: Any) -> Iterator[tuple[tuple[str, str], str]]:
    if _is_entry(value):
        for field in fields(value):
            name = str(_LABELS.get(field.name, field.name))
            yield from _values(f"{key}.{field.name}".lstrip("."), name, getattr(value, field.name))
    elif isinstance(value, tuple) and value and _is_entry(value[0]):
        yield from _entries(key, label, value)
    else:
        yield (key, label), _in_words(value)


def _entries(key: str, label: str, entries: tuple[Any, ...]) -> Iterator[tuple[tuple[str, str], str]]:
    """The entries by their names, preceded by the order in which they stand."""
    names = [_identity(entry) for entry in entries]
    yield (key, label), ", ".join(names)
    for name, entry in zip(names, entries, strict=True):
        yield from _values(f"{key}.{name}", label, entry)


def _is_entry(value: Any) -> bool:
    return hasattr(value, "__dataclass_fields__")


def _identity(entry: Any) -> str:
    return next(str(getattr(entry, name)) for name in _IDENTITIES if hasattr(entry, name))


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return pgettext("value of a rule", "có") if value else pgettext("value of a rule", "không")
    if isinstance(value, datetime):
        return value.strftime("%H:%M %d/%m/%Y")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if value in (None, "", ()):
        return _nothing()
    if isinstance(value, tuple):
        return ", ".join(str(part) for part in value)
    return str(value)


def _nothing() -> str:
    return _("(không có)")
