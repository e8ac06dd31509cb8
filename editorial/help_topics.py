"""Which help belongs to which screen of the desk: one table; the texts are templates/help/<code>.html.

A screen is known by the name of its address, and the longest beginning that fits decides, so a new page of a
known thing has help from its first day. A test asks that no screen is without.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Topic:
    code: str
    title: str | Promise
    screens: tuple[str, ...]  # beginnings of view names

    @property
    def template(self) -> str:
        return f"help/{self.code}.html"


TOPICS = (
    Topic("viec-cua-toi", _("Việc của tôi"), ("admin:index", "admin:notifications_", "admin:calendar")),
    Topic(
        "soan-bai",
        _("Soạn tin, bài, trang"),
        (
            "admin:content_article_add",
            "admin:content_page_add",
            "admin:content_article_import",
            "admin:content_page_import",
            "admin:content_article_typed_new",
            "admin:content_page_typed_new",
        ),
    ),
    Topic("trang-cua-bai", _("Trang của một bài"), ("admin:content_",)),
    Topic(
        "so-sanh",
        _("So sánh hai bản"),
        (
            "admin:content_article_compare",
            "admin:content_page_compare",
            "admin:content_article_editing",
            "admin:content_page_editing",
        ),
    ),
    Topic(
        "danh-sach",
        _("Danh sách và danh mục"),
        (
            "admin:places",
            "admin:app_list",
            "admin:content_article_changelist",
            "admin:content_page_changelist",
        ),
    ),
    Topic("ban-doc", _("Bài bạn đọc gửi"), ("admin:content_readersubmission",)),
    Topic(
        "gui-cap-tren",
        _("Gửi cấp trên, fanpage"),
        ("admin:content_article_sent_on", "admin:content_article_send_on", "admin:content_article_fanpage"),
    ),
    Topic("ke-hoach", _("Kế hoạch biên tập"), ("admin:content_editorialplan",)),
    Topic("luan-phien", _("Lịch luân phiên viết bài"), ("admin:content_rotaturn",)),
    Topic("chi-tieu", _("Chỉ tiêu và cập nhật"), ("admin:targets", "admin:freshness")),
    Topic("ra-soat", _("Rà soát của đơn vị"), ("admin:content_unitreview",)),
    Topic("van-ban", _("Văn bản"), ("admin:documents_",)),
    Topic(
        "lich", _("Lịch sự kiện, lịch công tác"), ("admin:content_schoolevent_", "admin:content_workweek_")
    ),
    Topic("tra-cuu-diem", _("Tra cứu điểm, văn bằng"), ("admin:exams_",)),
    Topic("hop-thu", _("Hộp thư đến"), ("admin:mail",)),
    Topic("de-nghi", _("Đề nghị từ bên ngoài"), ("admin:community_",)),
    Topic("chuyen-muc", _("Chuyên mục"), ("admin:editorial_section", "admin:content_topic")),
    Topic("tim-kiem", _("Tìm kiếm của bạn đọc"), ("admin:search_",)),
    Topic("tai-khoan", _("Tài khoản và vai trò"), ("admin:people_user",)),
    Topic("don-vi", _("Đơn vị"), ("admin:people_unit",)),
    Topic("danh-ba", _("Danh bạ"), ("admin:people_staffmember",)),
    Topic("phan-quyen", _("Ma trận phân quyền"), ("admin:permission_matrix",)),
    Topic(
        "ban-bien-tap",
        _("Ban Biên tập và ủy quyền duyệt"),
        ("admin:editorial_boardmember", "admin:editorial_approvaldelegation"),
    ),
    Topic("lich-lam-viec", _("Lịch nghỉ, năm học, tuần làm việc"), ("admin:regulations_",)),
    Topic("thoi-han", _("Việc có hạn"), ("admin:obligation", "admin:editorial_dutyholder")),
    Topic("nhat-ky", _("Nhật ký"), ("admin:editorial_event",)),
    Topic("ho-so-truong", _("Thông tin của trường, giao diện"), ("admin:portal_",)),
    Topic("mat-khau", _("Tài khoản và mật khẩu của tôi"), ("admin:password_change", "admin:logout")),
    Topic("tro-giup", _("Cách dùng trợ giúp"), ("admin:help",)),
)
BY_CODE = {topic.code: topic for topic in TOPICS}
# Addresses that draw no screen of the desk.
NO_SCREEN = frozenset({"admin:login", "admin:jsi18n", "admin:autocomplete"})


def topic_of(view_name: str) -> Topic | None:
    """The help of the screen with that name, None where there is none."""
    fitting = [
        (len(start), topic) for topic in TOPICS for start in topic.screens if view_name.startswith(start)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None
