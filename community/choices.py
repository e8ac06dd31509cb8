"""What people outside may ask for, who they say they are, and how far their request has come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    TAKEDOWN = "takedown", _("Đề nghị gỡ bỏ")
    CORRECTION = "correction", _("Đề nghị đính chính")
    DATA_VIEW = "data_view", _("Xem, được cung cấp dữ liệu cá nhân")
    DATA_CORRECT = "data_correct", _("Chỉnh sửa dữ liệu cá nhân")
    DATA_STOP = "data_stop", _("Rút lại sự đồng ý, hạn chế hoặc phản đối xử lý dữ liệu cá nhân")
    DATA_DELETE = "data_delete", _("Xóa dữ liệu cá nhân")


# HN-12.5a, HN-16b: always about one published item.
ABOUT_ITEM = (Kind.TAKEDOWN, Kind.CORRECTION)
# The rights of Luật 91/2025/QH15 with the clocks of NĐ 356/2025/NĐ-CP, Điều 5.
ABOUT_DATA = (Kind.DATA_VIEW, Kind.DATA_CORRECT, Kind.DATA_STOP, Kind.DATA_DELETE)


class Relation(models.TextChoices):
    SUBJECT = "subject", _("Người được nhắc đến hoặc có trong ảnh")
    PARENT = "parent", _("Cha mẹ, người giám hộ của học sinh")
    PROVIDER = "provider", _("Người cung cấp thông tin, tác giả")
    READER = "reader", _("Bạn đọc")


class Channel(models.TextChoices):
    WEB = "web", _("Mẫu trên cổng")
    PHONE = "phone", _("Điện thoại")
    PAPER = "paper", _("Bản giấy, gặp trực tiếp")
    EMAIL = "email", _("Thư điện tử")


class Status(models.TextChoices):
    NEW = "new", _("Mới gửi")
    RECEIVED = "received", _("Đã tiếp nhận")
    ASKED = "asked", _("Chờ người gửi bổ sung")
    CORRECTING = "correcting", _("Đang đính chính")
    DONE = "done", _("Đã giải quyết")
    REJECTED = "rejected", _("Không chấp nhận")
    WITHDRAWN = "withdrawn", _("Người gửi đã rút")


OPEN = frozenset({Status.NEW, Status.RECEIVED, Status.ASKED, Status.CORRECTING})
CLOSED = frozenset(Status) - OPEN
