"""What the desk holds, grouped by what people do there; each entry says what it is for.

An entry is a model ("app.name", offered to who may open its list) or a page of the desk (the name of its
address, offered to who passes `opens`). Every registered model has an entry: a test asks for it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from editorial.actors import SEND_ROLES
from editorial.mailroom.deciding import may_see as sees_mail
from people.models import User

# Who may read the table of permissions (Q8-3.4c): who hands roles out, and who answers for that.
SEES_MATRIX = ("it_admin", "principal", "chair", "inspector")


def sees_matrix(user: User) -> bool:
    return user.is_active and user.has_role(*SEES_MATRIX)


def is_signed_in(user: User) -> bool:
    """Everybody at the desk has work with an end, and sees their own."""
    return user.is_active


# Who sees what went to the bodies above and to the fanpage (HL-6b, HL-9.6b).
SEES_SENT_ON = (*SEND_ROLES, "editor", "technical", "inspector")


def sees_sent_on(user: User) -> bool:
    return user.is_active and user.has_role(*SEES_SENT_ON)


def sees_targets(user: User) -> bool:
    """Everybody at the desk: what is counted is public."""
    return user.is_active


@dataclass(frozen=True)
class Entry:
    target: str
    purpose: str | Promise
    label: str | Promise = ""  # a model brings its own
    opens: Callable[[User], bool] | None = None


@dataclass(frozen=True)
class Shelf:
    code: str
    label: str | Promise
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Place:
    """An entry as one person sees it."""

    label: str
    purpose: str | Promise
    url: str
    add_url: str = ""


SHELVES = (
    Shelf(
        "viet-duyet",
        _("Viết và duyệt"),
        (
            Entry("content.article", _("Tin, bài từ bản nháp đến khi đăng; tìm lại bài cũ, mở bản sửa đổi.")),
            Entry(
                "admin:mail",
                _("Thư gửi tới trường: bài của ai, văn bản đến, thư chờ xem."),
                _("Hộp thư đến"),
                sees_mail,
            ),
            Entry(
                "content.readersubmission",
                _("Bài, ảnh của phụ huynh, học sinh, cộng tác viên: nhận làm bản nháp hoặc từ chối."),
            ),
            Entry(
                "admin:content_article_sent_on",
                _("Bài nào của tháng, quý đã gửi Phòng, Sở GD&ĐT, đã lên fanpage; gửi những bài còn thiếu."),
                _("Gửi cấp trên và fanpage"),
                sees_sent_on,
            ),
            Entry("content.page", _("Các trang giới thiệu ít thay đổi: lịch sử, chức năng, nội quy.")),
        ),
    ),
    Shelf(
        "ke-hoach",
        _("Kế hoạch và chỉ tiêu"),
        (
            Entry("content.editorialplan", _("Mỗi tháng cần viết những gì, ai viết, đã đến đâu.")),
            Entry("content.rotaturn", _("Tổ nào viết bài tuần nào, tháng nào, về chủ đề gì.")),
            Entry(
                "admin:targets",
                _("Đã đăng bao nhiêu so với chỉ tiêu năm và tháng; đơn vị nào chưa có bài."),
                _("Chỉ tiêu tin bài"),
                sees_targets,
            ),
            Entry(
                "admin:freshness",
                _("Chuyên mục lâu không có bài mới, trang lâu không sửa, và ai phụ trách."),
                _("Lâu chưa cập nhật"),
                sees_targets,
            ),
            Entry(
                "content.unitreview",
                _("Đơn vị xem lại trang giới thiệu và danh bạ của mình, đề nghị thay đổi."),
            ),
        ),
    ),
    Shelf(
        "van-ban",
        _("Văn bản"),
        (
            Entry(
                "documents.officialdocument",
                _("Văn bản đi, đến: nhập từ tệp, duyệt, đăng, gửi nơi nhận, xác nhận đã đọc."),
            ),
            Entry(
                "documents.procurementnotice",
                _("Dự án, đầu tư, đấu thầu, mua sắm công theo năm: giá trị, quyết định, kết quả."),
            ),
            Entry(
                "documents.issuingauthority",
                _("Cơ quan ban hành theo cấp; cơ quan đã giải thể vẫn giữ các văn bản cũ."),
            ),
            Entry(
                "documents.documentgroup", _("Các nhóm mà trang Văn bản chia theo; mỗi nhóm có RSS riêng.")
            ),
            Entry(
                "documents.documentfield",
                _("Lĩnh vực để lọc văn bản; một văn bản có thể thuộc nhiều lĩnh vực."),
            ),
        ),
    ),
    Shelf(
        "lich",
        _("Lịch"),
        (
            Entry(
                "content.schoolevent",
                _("Hội nghị, tập huấn, hoạt động, ngày lễ: đưa lên lịch, hoãn hủy, viết tin khi xong."),
            ),
            Entry("content.workweek", _("Lịch công tác từng tuần của Ban giám hiệu và văn phòng.")),
        ),
    ),
    Shelf(
        "ben-ngoai",
        _("Đề nghị từ bên ngoài"),
        (
            Entry(
                "community.outsiderequest",
                _("Đề nghị gỡ bỏ, đính chính, yêu cầu về dữ liệu cá nhân: tiếp nhận, quyết định, trả lời."),
            ),
        ),
    ),
    Shelf(
        "ket-qua",
        _("Kết quả thi, văn bằng"),
        (
            Entry(
                "exams.examsession",
                _("Tra cứu từng kết quả bằng hai khóa: nhập tệp điểm, phát mã, duyệt, mở và đóng đúng giờ."),
            ),
        ),
    ),
    Shelf(
        "chuyen-muc",
        _("Chuyên mục và trình đơn"),
        (
            Entry(
                "editorial.section",
                _("Cây chuyên mục: tên, thứ tự, ai phụ trách, ai biên tập, mục nào lên trình đơn."),
            ),
            Entry("content.topic", _("Chủ đề gom bài của nhiều chuyên mục, như một phong trào, một kỳ thi.")),
            Entry("portal.menuentry", _("Danh mục chính ở đầu trang: thêm, bớt, xếp lại các mục.")),
        ),
    ),
    Shelf(
        "giao-dien",
        _("Giao diện"),
        (
            Entry("portal.homeblock", _("Trang chủ có những khối nào, theo thứ tự nào.")),
            Entry("portal.theme", _("Màu của trường, huy hiệu, ảnh đầu trang; màu khó đọc bị từ chối.")),
            Entry(
                "portal.schoolprofile",
                _("Tên trường, địa chỉ, người chịu trách nhiệm ở đầu và chân mọi trang."),
            ),
        ),
    ),
    Shelf(
        "tim-kiem",
        _("Tìm kiếm"),
        (
            Entry("search.vainsearch", _("Bạn đọc đã tìm gì mà không thấy; không ghi ai đã tìm.")),
            Entry("search.synonym", _("Những cách viết cùng một nghĩa, như THCS và trung học cơ sở.")),
            Entry("search.promotedresult", _("Trang nhà trường muốn đưa lên đầu cho một câu tìm.")),
        ),
    ),
    Shelf(
        "nguoi-dung",
        _("Người dùng và vai trò"),
        (
            Entry("people.user", _("Tạo, khóa tài khoản; giao vai trò; cấp liên kết đặt mật khẩu.")),
            Entry("people.unit", _("Tổ, bộ phận, đoàn thể và người đứng đầu – người duyệt bài đầu tiên.")),
            Entry("people.staffmember", _("Cán bộ, giáo viên, nhân viên hiện trên danh bạ công khai.")),
            Entry(
                "admin:permission_matrix",
                _("Vai trò nào được làm gì ở bước nào, và hiện ai giữ vai trò ấy."),
                _("Ma trận phân quyền"),
                sees_matrix,
            ),
        ),
    ),
    Shelf(
        "ban-bien-tap",
        _("Quy chế và Ban Biên tập"),
        (
            Entry("editorial.boardmember", _("Thành viên theo quyết định, có ngày bắt đầu và kết thúc.")),
            Entry(
                "editorial.approvaldelegation",
                _("Trưởng ban cho một người duyệt một chuyên mục trong một thời gian."),
            ),
            Entry(
                "admin:obligations",
                _("Việc phải làm theo quy chế: hạn, ai phụ trách, đúng hạn hay trễ, được miễn vì sao."),
                _("Việc có hạn"),
                is_signed_in,
            ),
            Entry(
                "editorial.dutyholder",
                _("Ai phụ trách việc theo từng quy tắc, như báo cáo tháng, cập nhật CSDL ngành."),
            ),
        ),
    ),
    Shelf(
        "lich-lam-viec",
        _("Lịch làm việc và năm học"),
        (
            Entry("regulations.holiday", _("Ngày nghỉ có căn cứ; mọi thời hạn tính theo lịch này.")),
            Entry("regulations.makeupworkday", _("Thứ Bảy, Chủ nhật đi làm bù cho một ngày nghỉ.")),
            Entry("regulations.schoolyear", _("Ngày bắt đầu, kết thúc của năm học và các học kỳ.")),
            Entry(
                "regulations.workingweek",
                _("Trường có làm việc thứ Bảy không; có nhắc việc ngày nghỉ không."),
            ),
        ),
    ),
    Shelf(
        "nhat-ky",
        _("Nhật ký"),
        (Entry("editorial.event", _("Ai đã làm gì với bài nào, lúc nào; chỉ xem, không sửa được.")),),
    ),
)
OTHERS = Shelf("khac", _("Khác"), ())


def shelves_for(request: HttpRequest, app_list: Iterable[dict[str, Any]]) -> list[tuple[Shelf, list[Place]]]:
    """The shelves with what this person may open; `app_list` is Django's, which has asked for permissions."""
    models = {
        one["model"]._meta.label_lower: one for app in app_list for one in app["models"] if one["admin_url"]
    }
    found = []
    for shelf in SHELVES:
        places = [place for entry in shelf.entries if (place := _place(entry, models, request.user))]
        found.append((shelf, places))
    known = {entry.target for shelf in SHELVES for entry in shelf.entries}
    rest = [_model_place(one, "") for label, one in models.items() if label not in known]
    return [(shelf, places) for shelf, places in [*found, (OTHERS, rest)] if places]


def _place(entry: Entry, models: dict[str, dict[str, Any]], user: Any) -> Place | None:
    if entry.opens is not None:
        return Place(str(entry.label), entry.purpose, reverse(entry.target)) if entry.opens(user) else None
    model = models.get(entry.target)
    return _model_place(model, entry.purpose) if model else None


def _model_place(model: dict[str, Any], purpose: str | Promise) -> Place:
    name = str(model["name"])
    return Place(name[:1].upper() + name[1:], purpose, model["admin_url"], model["add_url"] or "")
