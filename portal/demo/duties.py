"""What the demonstration school owes by when: some done in time, some late, some waived, some still to do."""

from datetime import datetime, timedelta

from django.utils import timezone

from editorial.models import DutyHolder, Obligation
from editorial.obligation_acts import do
from editorial.obligations import open_by_hand
from editorial.rounds import check_deadlines
from people.models import User

HOLDERS = {
    "report_month": "thuky",
    "report_quarter": "thuky",
    "report_halfyear": "thuky",
    "sector_database": "quantri",
}
# What, who does it, hours from now to its end, what became of it ("" still to do).
DUTIES = (
    ("Báo cáo tiến độ chuyển đổi số gửi Phòng Giáo dục và Đào tạo", "thuky", 3, ""),
    ("Gửi ảnh hội thi giáo viên giỏi về Tổ Thư ký", "giaovien", 20, ""),
    ("Rà soát danh bạ của tổ", "totruong", 24 * 5, ""),
    ("Nộp danh sách học sinh dự thi cấp xã", "totruong", -30, ""),
    ("Nộp kế hoạch tuần", "giaovien", 6, "bao-da-lam"),
    ("Họp Ban Biên tập tháng này", "thuky", 48, "mien"),
)


def give_duties(users: dict[str, User]) -> None:
    """Duty holders, and duties for once; what the texts and documents owe is found by the clock's round."""
    DutyHolder.objects.bulk_create(
        [DutyHolder(rule=rule, user=users[who]) for rule, who in HOLDERS.items() if who in users]
    )
    head = users["truongban"]
    for title, who, hours, become in DUTIES:
        end = _full_hour(timezone.now() + timedelta(hours=hours))
        given = open_by_hand(title, end, [users[who]], users[who].unit, head)
        if become:
            by = users[who] if become == "bao-da-lam" else head
            do(given, become, by=by, note="Đã nộp cho Tổ Thư ký." if by != head else "Dời sang tháng sau.")
    _owe_what_is_late()
    check_deadlines()


def _full_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _owe_what_is_late() -> None:
    """What ended before now was given before it ended."""
    for late in Obligation.objects.filter(due_at__lte=timezone.now()):
        late.opened_at = late.happened_at = late.due_at - timedelta(days=2)
        late.save(update_fields=["opened_at", "happened_at"])
