"""A school year of events, documents, notices and reports run through the clock; the public page about it.

Beside every line stands what a person reckons by hand from the regulation of Hải Ninh (requirements 7.2).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

import pytest
from django.db.models import QuerySet
from django.test import Client

from documents.causes import DocumentSource, PlanApproved
from editorial.calendar_causes import PeriodEnded
from editorial.models import Obligation
from editorial.obligation_acts import do
from editorial.rounds import check_deadlines
from editorial.timeliness import timeliness
from portal.models import SchoolProfile
from regulations.models import Regulation
from tests.documents.notices import drafted_notice
from tests.documents.records import TO_PUBLIC, drafted
from tests.editorial.fake_causes import Told, only
from tests.moments import VN, Clock
from tests.school import School, found_school

PAGE = "/muc-do-kip-thoi/"


def at(text: str) -> datetime:
    return datetime.strptime(text, "%d/%m/%Y %H:%M").replace(tzinfo=VN)


class Row(NamedTuple):
    what: str
    happened: str
    done: str  # when it was public, or reported; "" for never
    state: str


EVENTS = (
    Row("Khai giảng", "05/09/2026 10:00", "06/09/2026 23:59", "met_on_time"),
    Row("Họp cha mẹ học sinh", "13/09/2026 11:00", "15/09/2026 00:00", "met_late"),
    Row("Trung thu", "25/09/2026 20:00", "25/09/2026 22:00", "met_on_time"),
    Row("20/11", "20/11/2026 17:00", "21/11/2026 12:00", "met_on_time"),
    Row("Hội khỏe Phù Đổng", "18/12/2026 16:00", "", "overdue"),
    Row("Tất niên (hoãn vì bão)", "05/02/2027 16:00", "", "waived"),
    Row("Bế giảng", "28/05/2027 10:00", "29/05/2027 08:00", "met_on_time"),
)
DOCUMENTS = (
    Row("Thông báo A", "20/11/2026 11:59", "20/11/2026 23:30", "met_on_time"),
    Row("Thông báo B", "20/11/2026 12:01", "21/11/2026 12:00", "met_late"),
    Row("Thông báo C", "21/11/2026 14:00", "22/11/2026 11:30", "met_on_time"),
    Row("Thông báo D", "05/02/2027 09:00", "06/02/2027 00:00", "met_late"),
)
# Approved on Thursday before Tết 2027 (4–10/2 are off): three working days end on 15/2.
PURCHASES = (
    Row("Mua máy tính", "20/11/2026 00:00", "26/11/2026 23:00", "met_on_time"),
    Row("Mua bàn ghế", "28/04/2027 00:00", "06/05/2027 00:30", "met_late"),
)
REPORTS = (
    Row("Tháng 9/2026", "01/10/2026 00:00", "07/10/2026 23:00", "met_on_time"),
    Row("Tháng 10/2026", "01/11/2026 00:00", "08/11/2026 00:00", "met_late"),
    Row("Tháng 11/2026", "01/12/2026 00:00", "", "overdue"),
    Row("Quý III/2026", "01/10/2026 00:00", "15/10/2026 16:00", "met_on_time"),
    Row("Quý IV/2026", "01/01/2027 00:00", "16/01/2027 08:00", "met_late"),
    Row("6 tháng cuối năm 2026", "01/01/2027 00:00", "15/01/2027 23:59", "met_on_time"),
)
END = at("01/07/2027 08:00")


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch, at("01/09/2026 07:00"))


@pytest.fixture
def school(db: None, clock: Clock) -> School:
    school = found_school("hai_ninh")
    # Founded perhaps by an earlier test, at another hour.
    QuerySet(Regulation).update(created_at=clock.moment)
    return school


@pytest.fixture
def told() -> Iterator[Told]:
    source = Told()
    stamped = DocumentSource("document_stamped", False, ("stamped_at", "signed_on", "issued_on"))
    plans = PlanApproved("plan_approved", True, ("signed_on", "issued_on", "stamped_at"))
    periods = [PeriodEnded(kind) for kind in ("month", "quarter", "halfyear")]
    with only(source, stamped, plans, *periods):
        yield source


class Year:
    """What happens in the school, moment by moment, with the clock's round after each."""

    def __init__(self, school: School, told: Told, clock: Clock) -> None:
        self.school, self.told, self.clock = school, told, clock
        self.editions: dict[str, Any] = {}

    def run(self) -> None:
        moments = [(at(row.happened), 0, "happens", row) for row in (*EVENTS, *DOCUMENTS, *PURCHASES)]
        moments += [
            (at(row.done), 1, "is_done", row) for row in (*EVENTS, *DOCUMENTS, *PURCHASES) if row.done
        ]
        moments += [(at(row.done), 1, "is_reported", row) for row in REPORTS if row.done]
        for row in EVENTS:
            if row.state == "waived":
                moments.append((at(row.happened) + timedelta(hours=20), 2, "is_waived", row))
        # A round in every month beside those that something calls for.
        moments += [(at(f"02/{month:02}/{year} 01:00"), 3, "", None) for year, month in _months()]
        for moment, _order, verb, row in sorted(moments, key=lambda one: one[:2]):
            self.clock.set(moment)
            if verb == "is_reported":
                check_deadlines()
            if row is not None:
                getattr(self, verb)(row)
            check_deadlines()
        self.clock.set(END)
        check_deadlines()

    def happens(self, row: Row) -> None:
        moment = at(row.happened)
        if row in EVENTS:
            self.told.tell(row.what, moment, title=row.what, unit_id=self.school.unit.pk)
        elif row in DOCUMENTS:
            fields = {"document_type": "thong-bao", "summary": row.what, "issued_on": moment.date()}
            self.editions[row.what] = drafted(self.school, stamped_at=moment, **fields)
        else:
            self.editions[row.what] = drafted_notice(self.school, title=row.what, approved_on=moment.date())

    def is_done(self, row: Row) -> None:
        if row in EVENTS:
            self.told.answered[row.what] = self.clock.moment
        else:
            self.school.do(self.editions[row.what], *TO_PUBLIC)

    def is_reported(self, row: Row) -> None:
        owed = Obligation.objects.get(title=row.what, rule__startswith="report_")
        do(owed, "bao-da-lam", by=self.school.truongban, note="Đã gửi Phòng")

    def is_waived(self, row: Row) -> None:
        do(Obligation.objects.get(title=row.what), "mien", by=self.school.phoban, note="Bão")


def _months() -> list[tuple[int, int]]:
    return [(2026, month) for month in range(10, 13)] + [(2027, month) for month in range(1, 8)][:6]


def test_the_year_ends_as_the_table_says_and_the_page_counts_it(
    school: School, told: Told, clock: Clock, client: Client
) -> None:
    Year(school, told, clock).run()
    found = {}
    for row in Obligation.objects.all():
        name = next((one.what for one in DOCUMENTS if one.what in row.title), row.title)
        found[name] = str(row.state)
    table = {row.what: row.state for row in (*EVENTS, *DOCUMENTS, *PURCHASES, *REPORTS)}
    # Reports nobody wrote about above: five more months, two quarters; the half-year ends with the quarter.
    for name in ("Tháng 8/2026", "Tháng 12/2026", *(f"Tháng {month}/2027" for month in range(1, 6))):
        table[name] = "overdue"
    del table["Tháng 8/2026"]
    table |= {"Quý I/2027": "overdue", "Tháng 6/2027": "pending", "Quý II/2027": "pending"}
    table["6 tháng đầu năm 2027"] = "pending"
    assert found == table
    figures = timeliness()
    assert (figures.whole.on_time, figures.whole.late, figures.whole.waived) == (10, 15, 1)
    assert figures.whole.percent == 40
    by_rule = {share.label: (share.on_time, share.late) for share in figures.rules}
    assert by_rule["Tin về hoạt động, sự kiện"] == (4, 2)
    events = next(share for share in figures.rules if share.label == "Tin về hoạt động, sự kiện")
    # Zero hours and half a year late: the lower of the two.
    assert events.delay == timedelta()
    november = next(share for share in figures.months if share.month == date(2026, 11, 1))
    assert (november.on_time, november.late) == (4, 2)
    assert client.get(PAGE).status_code == 404
    SchoolProfile.objects.create(
        name="Trường", address="a", phone="0243 812 3456", email="a@b.example", shows_timeliness=True
    )
    page = client.get(PAGE).content.decode()
    assert "10 trong 25" in page
    assert not any(str(person) in page for person in school.people.values())
    assert "Hội khỏe" not in page


def test_the_page_asks_as_much_for_much_as_for_little(
    school: School, told: Told, clock: Clock, client: Client, django_assert_max_num_queries: Any
) -> None:
    SchoolProfile.objects.create(
        name="Trường", address="a", phone="0243 812 3456", email="a@b.example", shows_timeliness=True
    )
    assert "Chưa có việc nào" in client.get(PAGE).content.decode()
    for number in range(60):
        told.tell(f"event:{number}", clock.moment - timedelta(days=number % 5), unit_id=school.unit.pk)
    check_deadlines()
    with django_assert_max_num_queries(14):
        assert "trong" in client.get(PAGE).content.decode()
