"""The list of public procurement notices by year: what is asked in the address, and its answer (Q8-2.8)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from documents.models import NoticeKind, NoticeStatus, ProcurementNotice
from documents.paging import Question, page_number

_YEAR = re.compile(r"20[0-9]{2}")


@dataclass(frozen=True)
class AskedNotices(Question):
    """What is asked of the list of notices."""

    kind: str = ""
    status: str = ""
    year: int | None = None


def read_notice_question(asked: Mapping[str, str]) -> AskedNotices:
    """Understand `loai`, `tinh-trang`, `nam` and `trang`."""
    allowed = {
        "loai": (NoticeKind.values, _("Không có loại thông báo này.")),
        "tinh-trang": (NoticeStatus.values, _("Không có tình trạng này.")),
    }
    given, wrong = {}, []
    for name, (values, sentence) in allowed.items():
        value = asked.get(name, "").strip()
        if value in values:
            given[name] = value
        elif value:
            wrong.append(sentence)
    year = asked.get("nam", "").strip()
    if _YEAR.fullmatch(year):
        given["nam"] = year
    elif year:
        wrong.append(_("Năm phải là bốn chữ số, ví dụ 2026."))
    return AskedNotices(
        kind=given.get("loai", ""),
        status=given.get("tinh-trang", ""),
        year=int(given["nam"]) if "nam" in given else None,
        page=page_number(asked.get("trang", "1")),
        wrong=tuple(wrong),
        given=given,
    )


def answer_notices(asked: AskedNotices) -> Any:
    """The public notices that meet every condition: the latest year first, in it the newest."""
    equal = {"notice_kind": asked.kind, "status": asked.status, "fiscal_year": asked.year}
    rows = ProcurementNotice.objects.public().filter(
        **{name: value for name, value in equal.items() if value}
    )
    return rows.select_related("item").defer("text").order_by("-fiscal_year", "-first_public_at", "-item_id")


def years_of_notices() -> list[int]:
    """The years that something public is from, the latest first."""
    years = ProcurementNotice.objects.public().order_by("-fiscal_year").values_list("fiscal_year", flat=True)
    return list(years.distinct())
