import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.images import PreparedPicture
from portal.colours import TEXT_CONTRAST, WHITE, is_colour, too_faint
from portal.models.profile import THE_ROW, SchoolProfile

SCHOOL_COLOUR, URGENT_COLOUR = "#14467a", "#a81d1d"


def check_colour(value: str) -> None:
    """Refuse a colour that text in it could not be read, with the ratio that was measured (Q8-3.4b)."""
    if not is_colour(value):
        raise ValidationError(_("Màu ghi bằng dấu # và sáu chữ số hoặc chữ a–f, ví dụ #14467a."))
    if measured := too_faint(value):
        ground, ratio = measured
        message = _("Màu %(colour)s trên %(ground)s chỉ đạt %(ratio)s : 1, cần ít nhất %(needed)s : 1.")
        figures = {"ratio": shown_ratio(ratio), "needed": number_format(TEXT_CONTRAST, 1)}
        raise ValidationError(message, params={"colour": value, "ground": _name(ground), **figures})


def shown_ratio(ratio: float) -> str:
    """With one decimal, or with two where one would show a ratio that is too low as high enough."""
    places = 2 if ratio < TEXT_CONTRAST <= round(ratio, 1) else 1
    return str(number_format(int(ratio * 100) / 100 if places == 2 else ratio, places))


def _name(ground: str) -> str:
    return gettext("nền trắng") if ground == WHITE else gettext("nền xám nhạt của trang")


class ThemePicture(models.Model):
    """A crest or banner as it was drawn anew; its address names its content, so it may be kept for ever."""

    file = models.FileField(_("tệp ảnh"), upload_to="theme/", max_length=120, editable=False)
    content_type = models.CharField(max_length=20, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    sha256 = models.CharField(max_length=64, unique=True, editable=False)
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("ảnh giao diện")
        verbose_name_plural = _("ảnh giao diện")

    def __str__(self) -> str:
        return self.sha256[:16]

    def get_absolute_url(self) -> str:
        return reverse("theme_picture", args=[self.sha256[:32], self.extension])

    @classmethod
    def keep(cls, prepared: PreparedPicture) -> "ThemePicture":
        """The stored row of this picture, which is written where there is none yet."""
        digest = hashlib.sha256(prepared.content).hexdigest()
        if found := cls.objects.filter(sha256=digest).first():
            return found
        shape = {"width": prepared.width, "height": prepared.height, "content_type": prepared.content_type}
        picture = cls(sha256=digest, **shape)
        name = f"{digest[:32]}.{prepared.extension}"
        picture.file.save(name, ContentFile(prepared.content), save=False)
        picture.save(force_insert=True)
        return picture

    @property
    def extension(self) -> str:
        return "png" if self.content_type == "image/png" else "jpg"


class Theme(models.Model):
    """How the school's portal looks: its colours, crest and banner (Q8-3.4b). One row, of the profile."""

    profile = models.OneToOneField(
        SchoolProfile, models.CASCADE, primary_key=True, default=THE_ROW, editable=False, related_name="theme"
    )
    school_colour = models.CharField(
        _("màu của trường"),
        max_length=7,
        default=SCHOOL_COLOUR,
        validators=[check_colour],
        help_text=_("Nền của thanh danh mục và chân trang, màu của liên kết. Nên chọn màu đậm."),
    )
    urgent_colour = models.CharField(
        _("màu báo khẩn"),
        max_length=7,
        default=URGENT_COLOUR,
        validators=[check_colour],
        help_text=_("Chỉ dùng cho điều khẩn cấp; nên là màu đỏ đậm."),
    )
    crest = models.ForeignKey(
        ThemePicture, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    banner = models.ForeignKey(
        ThemePicture, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    class Meta:
        verbose_name = _("giao diện")
        verbose_name_plural = _("giao diện")
        constraints = [models.CheckConstraint(condition=Q(profile=THE_ROW), name="theme_is_one_row")]

    def __str__(self) -> str:
        return gettext("Giao diện của cổng")

    def clean_fields(self, exclude: Any = None) -> None:
        for name in ("school_colour", "urgent_colour"):
            setattr(self, name, getattr(self, name).strip().lower())
        super().clean_fields(exclude)

    @property
    def has_own_colours(self) -> bool:
        return (self.school_colour, self.urgent_colour) != (SCHOOL_COLOUR, URGENT_COLOUR)
