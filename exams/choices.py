"""What can be looked up, by which two keys, and how far a session and the reading of its file have come."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """Q8-2.7a, Q8-2.7b, QN-I.2.7b."""

    GIFTED = "gifted", _("Thi học sinh giỏi")
    VOCATIONAL = "vocational", _("Thi nghề phổ thông")
    GRADUATION = "graduation", _("Thi, xét tốt nghiệp")
    ADMISSION = "admission", _("Tuyển sinh đầu cấp")
    TERM = "term", _("Kiểm tra cuối kỳ")
    CERTIFICATE = "certificate", _("Cấp phát văn bằng, chứng chỉ")
    OTHER = "other", _("Kỳ thi khác")


class Scheme(models.TextChoices):
    """The second key beside the number; a birth date or a name is known to classmates (law.md §5)."""

    SECRET = "secret", _("Mã bí mật do trường phát")
    BIRTH_DATE = "birth_date", _("Ngày sinh")
    NAME = "name", _("Họ và tên")


class Status(models.TextChoices):
    DRAFT = "draft", _("đang chuẩn bị")
    SUBMITTED = "submitted", _("chờ duyệt")
    APPROVED = "approved", _("đã duyệt công bố")
    PURGED = "purged", _("đã xóa dữ liệu")


class Progress(models.TextChoices):
    """Of one file: its rows count for nothing until somebody has agreed to them (LOADED)."""

    UPLOADED = "uploaded", _("chờ chọn cột")
    WAITING = "waiting", _("chờ đọc")
    READ = "read", _("chờ xác nhận")
    LOADED = "loaded", _("đã nhập")
    REFUSED = "refused", _("không đọc được")
    UNDONE = "undone", _("đã hủy")


class Outcome(models.TextChoices):
    FOUND = "found", _("thấy")
    MISSED = "missed", _("không thấy")
