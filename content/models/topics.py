from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Topic(models.Model):
    """What articles of many sections are about; it keeps its slug, for what was signed names it by that."""

    name = models.CharField(_("tên chủ đề"), max_length=80, unique=True)
    name_en = models.CharField(
        _("tên tiếng Anh"), max_length=80, blank=True, help_text=_("Để trống: dùng tên tiếng Việt.")
    )
    slug = models.SlugField(
        _("đường dẫn"),
        max_length=80,
        unique=True,
        # An address of digits alone would read like a number of something.
        validators=[RegexValidator(r"[a-z]", _("Đường dẫn phải có chữ cái."))],
    )
    description = models.TextField(
        _("mô tả"), max_length=600, blank=True, help_text=_("Hiện trên trang của chủ đề.")
    )
    is_active = models.BooleanField(
        _("đang dùng"), default=True, help_text=_("Chủ đề thôi dùng không còn trang và không gắn được nữa.")
    )

    class Meta:
        verbose_name = _("chủ đề")
        verbose_name_plural = _("chủ đề")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(slug=""), name="topic_is_named"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("topic", args=[self.slug])

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return self.name_en if self.name_en and get_language() == "en" else self.name
