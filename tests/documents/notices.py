"""Procurement notices for the tests: drafts that a clerk made, and what goes the road to the public."""

from itertools import count
from typing import Any

from documents.models import ProcurementNotice
from editorial import drafting
from tests.documents.records import TO_PUBLIC, a_file
from tests.school import School

_NUMBERS = count(1)


def drafted_notice(school: School, **fields: Any) -> ProcurementNotice:
    """A complete draft of the clerk with one file; fields say otherwise."""
    number = next(_NUMBERS)
    values = {
        "title": "Mua bàn ghế phòng học bộ môn",
        "notice_kind": "mua-sam-cong",
        "fiscal_year": 2026,
        "amount": 1_250_000_000,
        "funding_source": "Ngân sách nhà nước",
        "approval_decision": "12/QĐ-UBND",
    } | fields
    notice: Any = drafting.start(ProcurementNotice, by=school.vanthu, **values)
    notice.attachments.create(file=a_file(school, f"Hồ sơ thứ {number}"), name="ho-so.txt", order=1)
    return notice


def published_notice(school: School, **fields: Any) -> ProcurementNotice:
    notice = drafted_notice(school, **fields)
    school.do(notice, *TO_PUBLIC)
    notice.refresh_from_db()
    return notice
