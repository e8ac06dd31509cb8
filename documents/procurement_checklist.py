"""What a procurement notice is asked before it is sent and before the public sees it (Q8-2.8)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from documents.access import with_signatures
from documents.checking import FILE_RULES
from documents.models import Attachment, NoticeKind, ProcurementNotice
from editorial.checklist import Found, Rule, Severity, register

# What every notice that is out must have, and what one of a result must have as well.
REQUIRED = {
    "notice_kind": _("loại thông báo"),
    "title": _("tên dự án, gói thầu"),
    "fiscal_year": _("năm ngân sách"),
}
RESULT = {"winner": _("đơn vị trúng thầu"), "winning_amount": _("giá trúng thầu")}


@dataclass(frozen=True)
class CheckedNotice:
    """A notice being checked, with its files."""

    notice: ProcurementNotice

    @cached_property
    def files(self) -> Sequence[Attachment]:
        return list(with_signatures(self.notice.attachments).order_by("order", "pk"))


def field_missing(checked: CheckedNotice) -> Iterator[Found]:
    wanted = REQUIRED | (RESULT if checked.notice.needs_winner else {})
    for name, label in wanted.items():
        if not getattr(checked.notice, name):
            yield Found(str(label))


def file_missing(checked: CheckedNotice) -> Iterator[Found]:
    if not checked.files:
        yield Found()


def decision_missing(checked: CheckedNotice) -> Iterator[Found]:
    if not checked.notice.approval_decision:
        yield Found()


def deadline_missing(checked: CheckedNotice) -> Iterator[Found]:
    if checked.notice.notice_kind == NoticeKind.INVITATION and checked.notice.bids_close_at is None:
        yield Found()


def over_amount(checked: CheckedNotice) -> Iterator[Found]:
    """The winner is paid more than was approved."""
    notice = checked.notice
    if notice.amount and notice.winning_amount and notice.winning_amount > notice.amount:
        yield Found(f"{notice.winning_amount_words} > {notice.amount_words}")


RULES = (
    Rule(
        "procurement_field_missing",
        _("Còn thiếu thông tin bắt buộc của thông báo."),
        _("Hãy điền các ô này; gói thầu không chọn được ai thì chọn tình trạng “Hủy”."),
        field_missing,
        fixed=True,
    ),
    Rule(
        "procurement_file_missing",
        _("Chưa có tệp đính kèm."),
        _("Nên đính kèm quyết định phê duyệt, hồ sơ mời thầu hoặc biên bản."),
        file_missing,
        Severity.WARN,
    ),
    Rule(
        "procurement_decision_missing",
        _("Chưa ghi quyết định phê duyệt."),
        _("Hãy ghi số, ký hiệu quyết định phê duyệt dự án, kế hoạch hoặc kết quả."),
        decision_missing,
        Severity.WARN,
    ),
    Rule(
        "procurement_deadline_missing",
        _("Mời thầu, mời chào giá chưa có hạn nộp hồ sơ."),
        _("Hãy ghi ngày và giờ hết hạn nộp hồ sơ, báo giá."),
        deadline_missing,
        Severity.WARN,
    ),
    Rule(
        "procurement_over_amount",
        _("Giá trúng thầu cao hơn giá trị đã ghi."),
        _("Hãy xem lại hai số tiền."),
        over_amount,
        Severity.WARN,
    ),
    *FILE_RULES,
)

register("documents.procurementnotice", CheckedNotice, RULES)
