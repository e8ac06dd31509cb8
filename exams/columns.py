"""What the columns of a file of results are for: guessed from their headings, decided by who imports."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exams.choices import Kind, Scheme
from exams.models import ExamSession
from vietnamese import fold


class Role(StrEnum):
    NUMBER = "number"
    SECOND = "second"
    NAME = "name"
    BIRTH = "birth"
    SHOW = "show"
    IGNORE = "ignore"


LABELS: dict[str, str | Promise] = {
    Role.NUMBER: gettext_lazy("Số báo danh, số hiệu"),
    Role.SECOND: gettext_lazy("Mã bí mật"),
    Role.NAME: gettext_lazy("Họ và tên"),
    Role.BIRTH: gettext_lazy("Ngày sinh"),
    Role.SHOW: gettext_lazy("Hiện trong kết quả"),
    Role.IGNORE: gettext_lazy("Không nhập"),
}
_HEADINGS = {
    Role.NUMBER: (
        "so bao danh|sbd|so bd|ma hoc sinh|ma hs|ma so hoc sinh|so hieu|so hieu van bang|so hieu chung chi"
        "|ma ho so|ma du thi|ma thi sinh"
    ),
    Role.SECOND: "ma bi mat|ma tra cuu|mat khau|ma pin|pin|ma xac nhan",
    Role.NAME: (
        "ho va ten|ho ten|ho va ten thi sinh|ho ten thi sinh|ho va ten hoc sinh|ho ten hoc sinh|ho va ten dem"
        "|ho dem|ho lot|ho|ten|nguoi duoc cap|thi sinh|hoc sinh"
    ),
    Role.BIRTH: "ngay sinh|ngay thang nam sinh|sinh ngay|ngay thang sinh|ns",
    # What a result has no need of: not kept unless somebody asks for it (Luật 91/2025/QH15 Điều 3).
    Role.IGNORE: (
        "stt|tt|so tt|so thu tu|cccd|so cccd|can cuoc|so can cuoc|so dinh danh|ma dinh danh|cmnd|so cmnd"
        "|dien thoai|so dien thoai|sdt|dia chi|email|thu dien tu|dan toc|ton giao|khuyet tat|ho ngheo"
        "|ho ten cha|ho ten me|phu huynh|ho khau|noi sinh|que quan"
    ),
}
_ROLE_OF = {heading: role for role, all_of in _HEADINGS.items() for heading in all_of.split("|")}
_LONGEST_HEADING = 60


@dataclass(frozen=True)
class Plan:
    """How a file is read. `heading` counts the lines of the sheet from 1; the rest is by column."""

    sheet: str
    heading: int
    labels: tuple[str, ...]
    roles: tuple[str, ...]
    convert: bool = False
    codes: bool = False

    def places(self, role: str) -> list[int]:
        return [place for place, one in enumerate(self.roles) if one == role]

    @property
    def shown_labels(self) -> list[str]:
        return [self.labels[place] for place in self.places(Role.SHOW)]

    def as_json(self) -> dict[str, object]:
        return {**vars(self), "labels": list(self.labels), "roles": list(self.roles)}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Plan":
        return cls(**{**said, "labels": tuple(said["labels"]), "roles": tuple(said["roles"])})


def role_of(heading: str) -> str:
    """What a column with this heading is most likely for."""
    words = re.sub(r"\(.*?\)|[^a-z0-9]+", " ", fold(heading[:_LONGEST_HEADING]))
    said = " ".join(words.split())
    return _ROLE_OF.get(said, Role.SHOW) if said else Role.IGNORE


def recognised(cells: tuple[str, ...]) -> int:
    """How many of these cells are headings that somebody would give such a file."""
    return sum(role_of(cell) not in (Role.SHOW, Role.IGNORE) for cell in cells)


def problems(plan: Plan, session: ExamSession) -> list[str]:
    """Why a file cannot be read by this plan, in Vietnamese sentences; empty when it can."""
    count = {role: len(plan.places(role)) for role in Role}
    by_secret = session.scheme == Scheme.SECRET
    is_register = session.kind == Kind.CERTIFICATE
    rules = (
        (count[Role.NUMBER] == 1, _("Hãy chọn đúng một cột là số báo danh (số hiệu).")),
        (count[Role.BIRTH] <= 1, _("Chỉ chọn một cột là ngày sinh.")),
        (count[Role.SECOND] <= 1, _("Chỉ chọn một cột là mã bí mật.")),
        (
            not by_secret or plan.codes != bool(count[Role.SECOND]),
            _("Hãy chọn một cột là mã bí mật, hoặc để cổng tự tạo mã."),
        ),
        (
            session.scheme != Scheme.BIRTH_DATE or count[Role.BIRTH],
            _("Kỳ này tra cứu bằng ngày sinh: hãy chọn cột ngày sinh."),
        ),
        (
            session.scheme != Scheme.NAME or count[Role.NAME],
            _("Kỳ này tra cứu bằng họ tên: hãy chọn cột họ và tên."),
        ),
        (
            not is_register or (count[Role.NAME] and count[Role.BIRTH]),
            _("Sổ văn bằng cần cột họ và tên và cột ngày sinh của người được cấp."),
        ),
        (count[Role.SHOW], _("Hãy chọn ít nhất một cột hiện trong kết quả.")),
    )
    return [sentence for holds, sentence in rules if not holds]
