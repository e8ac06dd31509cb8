"""What the school says about itself: one row, shown around every public page."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.models.wording import in_language, tidy

THE_ROW = 1


class SchoolProfile(models.Model):
    """The school's name, its superior body and how to reach it (HN-2.1, HN-11.6)."""

    class Mode(models.TextChoices):
        PILOT = "pilot", _("Đang thử nghiệm")
        LIVE = "live", _("Chính thức")

    id = models.PositiveSmallIntegerField(primary_key=True, default=THE_ROW, editable=False)
    name = models.CharField(_("tên trường"), max_length=150)
    name_en = models.CharField(
        _("tên trường bằng tiếng Anh"),
        max_length=150,
        blank=True,
        help_text=_("Dùng ở giao diện tiếng Anh; để trống thì hiện tên tiếng Việt."),
    )
    superior_body = models.CharField(
        _("cơ quan chủ quản"),
        max_length=200,
        blank=True,
        help_text=_("Ví dụ: UBND huyện …, Phòng Giáo dục và Đào tạo …"),
    )
    superior_body_en = models.CharField(_("cơ quan chủ quản bằng tiếng Anh"), max_length=200, blank=True)
    address = models.CharField(_("địa chỉ"), max_length=250)
    address_en = models.CharField(_("địa chỉ bằng tiếng Anh"), max_length=250, blank=True)
    phone = models.CharField(
        _("điện thoại"),
        max_length=40,
        validators=[
            RegexValidator(
                r"\A[+(]?[0-9][0-9 .()-]{5,}\Z", _("Số điện thoại chỉ gồm chữ số, dấu cách và . ( ) - +")
            )
        ],
    )
    email = models.EmailField(_("thư điện tử"))
    responsible_person = models.CharField(
        _("người chịu trách nhiệm nội dung"),
        max_length=150,
        blank=True,
        help_text=_("Họ tên và chức vụ, ví dụ: Hiệu trưởng Nguyễn Văn A."),
    )
    licence = models.CharField(_("giấy phép thiết lập trang"), max_length=200, blank=True)
    founded_on = models.DateField(_("ngày thành lập trường"), null=True, blank=True)
    fanpage = models.URLField(_("fanpage"), max_length=300, blank=True)
    mode = models.CharField(
        _("chế độ hoạt động"),
        max_length=5,
        choices=Mode,
        default=Mode.PILOT,
        help_text=_("Khi thử nghiệm, trang có dòng báo và máy tìm kiếm không lập chỉ mục."),
    )
    english_enabled = models.BooleanField(
        _("có trang tiếng Anh"),
        default=False,
        help_text=_("Bật thì cổng có thêm các trang ở /en/, gồm những bài đã được dịch và duyệt."),
    )

    accepts_submissions = models.BooleanField(
        _("nhận bài bạn đọc gửi qua cổng"),
        default=True,
        help_text=_("Tắt thì trang Gửi bài chỉ cho biết cách liên hệ nhà trường."),
    )
    shows_timeliness = models.BooleanField(
        _("có trang Mức độ kịp thời"),
        default=False,
        help_text=_(
            "Bật thì bạn đọc xem được tỷ lệ việc đúng hạn theo quy tắc và theo tháng, không có tên ai."
        ),
    )

    text_fields = (
        *("name", "superior_body", "address", "name_en", "superior_body_en", "address_en"),
        *("phone", "responsible_person", "licence"),
    )

    class Meta:
        verbose_name = _("thông tin nhà trường")
        verbose_name_plural = _("thông tin nhà trường")
        constraints = [
            models.CheckConstraint(condition=Q(id=THE_ROW), name="school_profile_is_one_row"),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(address="") & ~Q(phone="") & ~Q(email=""),
                name="school_profile_can_be_reached",
            ),
            models.CheckConstraint(
                condition=Q(mode__in=["pilot", "live"]), name="school_profile_mode_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        tidy(self, *self.text_fields)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        tidy(self, *self.text_fields)

    @property
    def is_pilot(self) -> bool:
        return self.mode == self.Mode.PILOT

    @property
    def shown_name(self) -> str:
        return in_language(self, "name")

    @property
    def shown_superior_body(self) -> str:
        return in_language(self, "superior_body")

    @property
    def shown_address(self) -> str:
        return in_language(self, "address")

    @property
    def phone_link(self) -> str:
        """The number as a `tel:` link dials it."""
        return "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")

    @classmethod
    def current(cls) -> "SchoolProfile":
        """The school's row; until it is filled in, an unsaved one in pilot mode with a neutral name."""
        return cls.objects.select_related("theme__crest", "theme__banner").first() or cls(
            name=str(_("Cổng thông tin điện tử nhà trường"))
        )
