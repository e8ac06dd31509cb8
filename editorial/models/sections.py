from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Section(models.Model):
    """A part of the portal that items are filed under; the kernel routes and delegates by it (ADR 0004)."""

    class Kind(models.TextChoices):
        ARTICLES = "articles", _("Danh mục tin bài")
        PAGE = "page", _("Trang tĩnh")
        ROOM = "room", _("Chức năng của cổng")

    name = models.CharField(_("tên chuyên mục"), max_length=120)
    name_en = models.CharField(
        _("tên tiếng Anh"), max_length=120, blank=True, help_text=_("Để trống: dùng tên tiếng Việt.")
    )
    slug = models.SlugField(_("đường dẫn"), max_length=80, unique=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("thuộc mục")
    )
    kind = models.CharField(_("loại"), max_length=10, choices=Kind, default=Kind.ARTICLES)
    path = models.CharField(
        _("địa chỉ trong cổng"),
        max_length=120,
        blank=True,
        help_text=_("Chỉ dùng cho mục là chức năng của cổng."),
    )
    description = models.TextField(_("mô tả"), blank=True)
    owner = models.CharField(_("phụ trách theo quy chế"), max_length=200, blank=True)
    sensitive = models.BooleanField(
        _("nội dung nhạy cảm"),
        default=False,
        help_text=_("Bài thuộc chuyên mục này phải có ý kiến của Trưởng ban trước khi đăng."),
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    in_menu = models.BooleanField(_("hiện trên trình đơn"), default=True)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("chuyên mục")
        verbose_name_plural = _("chuyên mục")
        ordering = ["order", "name"]
        permissions = [("edit_section", _("Biên tập chuyên mục"))]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="section_not_its_own_parent",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="room") | ~models.Q(path=""), name="section_room_has_path"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        if self.kind == self.Kind.ROOM:
            return self.path
        return reverse("page" if self.kind == self.Kind.PAGE else "section", args=[self.slug])

    def clean(self) -> None:
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": _("Chuyên mục không thể nằm trong chính nó.")})
            above = above.parent

    @property
    def label(self) -> str:
        """The name in the language of the page."""
        return self.name_en if self.name_en and get_language() == "en" else self.name
