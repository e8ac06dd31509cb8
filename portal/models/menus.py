from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from portal.models.signposts import Signpost


class MenuEntry(Signpost):
    """An entry of the main menu, at most two levels deep. Without any, the menu is the tree of sections."""

    parent = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("nằm dưới mục"),
        limit_choices_to={"parent": None},
        help_text=_("Để trống: mục cấp một, nằm ngay trên thanh danh mục."),
    )

    class Meta(Signpost.Meta):
        verbose_name = _("mục của danh mục chính")
        verbose_name_plural = _("các mục của danh mục chính")
        constraints = [
            *Signpost.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="menu_entry_not_its_own_parent",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        if self.parent is None:
            return
        if self.parent.pk == self.pk or self.parent.parent_id is not None:
            raise ValidationError({"parent": _("Danh mục chỉ có hai cấp: hãy chọn một mục cấp một khác.")})
        if self.pk and self.children.exists():
            raise ValidationError({"parent": _("Mục này đang có mục con nên phải ở cấp một.")})
