"""What leads somewhere: the columns that a menu entry and a link in a block share."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models import Item, Section
from portal.models.wording import in_language, tidy


class Signpost(models.Model):
    """A label and where it leads: a section, the public page of an item, or an address."""

    label = models.CharField(
        _("nhãn"), max_length=80, help_text=_("Chữ hiện cho bạn đọc; ngắn gọn, ví dụ: Thời khóa biểu.")
    )
    label_en = models.CharField(
        _("nhãn tiếng Anh"),
        max_length=80,
        blank=True,
        help_text=_("Dùng ở giao diện tiếng Anh; để trống thì hiện nhãn tiếng Việt."),
    )
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("dẫn đến chuyên mục"),
        help_text=_("Chọn chuyên mục, hoặc để trống và ghi địa chỉ ở ô bên cạnh."),
    )
    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, editable=False, related_name="+")
    address = models.CharField(_("địa chỉ khác"), max_length=300, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0, help_text=_("Số nhỏ đứng trước."))
    is_active = models.BooleanField(_("đang dùng"), default=True, help_text=_("Bỏ dấu để tạm cất đi."))

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(section=None, item=None) | Q(section=None, address="") | Q(item=None, address="")
                ),
                name="%(class)s_leads_to_one_place",
            ),
            models.CheckConstraint(condition=~Q(label=""), name="%(class)s_has_label"),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        tidy(self, "label", "label_en")
        super().save(*args, **kwargs)

    def clean(self) -> None:
        tidy(self, "label", "label_en")
        if not self.label:
            raise ValidationError({"label": _("Hãy ghi nhãn.")})

    @property
    def shown_label(self) -> str:
        return in_language(self, "label")
