from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from editorial.models import Section
from portal.models.signposts import Signpost
from portal.models.wording import in_language, tidy

MOST_ENTRIES = 12


class HomeBlock(models.Model):
    """One part of the home page. Without any row the home page has its default parts."""

    class Kind(models.TextChoices):
        LEAD = "lead", _("Tin nổi bật và tin mới")
        NOTICES = "notices", _("Thông báo")
        DOCUMENTS = "documents", _("Văn bản mới")
        EVENTS = "events", _("Sự kiện sắp diễn ra")
        TASKS = "tasks", _("Việc thường làm")
        SECTION = "section", _("Bài mới của một chuyên mục")
        PICTURES = "pictures", _("Dải ảnh")
        LINKS = "links", _("Liên kết")
        SUPERIOR = "superior", _("Thông tin của cấp trên")

    class Column(models.TextChoices):
        MAIN = "main", _("Cột chính")
        SIDE = "side", _("Cột bên")
        FULL = "full", _("Cả chiều ngang")

    kind = models.CharField(_("loại khối"), max_length=10, choices=Kind)
    title = models.CharField(
        _("tên khối"), max_length=80, blank=True, help_text=_("Để trống: dùng tên có sẵn của loại khối.")
    )
    title_en = models.CharField(
        _("tên khối bằng tiếng Anh"),
        max_length=80,
        blank=True,
        help_text=_("Dùng ở giao diện tiếng Anh; để trống thì hiện tên tiếng Việt."),
    )
    section = models.ForeignKey(
        Section,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"kind": Section.Kind.ARTICLES},
        verbose_name=_("chuyên mục"),
        help_text=_("Chỉ dùng cho khối bài mới của một chuyên mục."),
    )
    count = models.PositiveSmallIntegerField(
        _("số bài"),
        default=4,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_ENTRIES)],
        help_text=_("Từ 1 đến 12 bài, văn bản, sự kiện; với khối tin nổi bật là số tin dưới tin đầu."),
    )
    column = models.CharField(
        _("vị trí"),
        max_length=4,
        choices=Column,
        default=Column.MAIN,
        help_text=_("Trên điện thoại mọi khối xếp thành một cột theo thứ tự."),
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0, help_text=_("Số nhỏ đứng trước."))
    is_active = models.BooleanField(_("đang dùng"), default=True, help_text=_("Bỏ dấu để tạm cất khối đi."))

    class Meta:
        verbose_name = _("khối trang chủ")
        verbose_name_plural = _("các khối trang chủ")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="section") | Q(section__isnull=False), name="home_block_has_its_section"
            ),
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=MOST_ENTRIES), name="home_block_count_is_small"
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.section or self.Kind(self.kind).label)

    def save(self, *args: Any, **kwargs: Any) -> None:
        tidy(self, "title", "title_en")
        super().save(*args, **kwargs)

    def clean(self) -> None:
        tidy(self, "title", "title_en")
        if self.kind == self.Kind.SECTION and self.section is None:
            raise ValidationError({"section": _("Hãy chọn chuyên mục có bài sẽ hiện trong khối.")})
        if self.kind != self.Kind.SECTION:
            self.section = None

    @property
    def shown_title(self) -> str:
        """The title given to the block, in the reader's language; empty where none was given."""
        return in_language(self, "title")


class BlockLink(Signpost):
    """A link of a block: a frequent task, a useful site, a page of the level above."""

    class Icon(models.TextChoices):
        STAR = "star", _("ngôi sao")
        SEARCH = "search", _("kính lúp")
        QUESTION = "question", _("dấu hỏi")
        SHIELD = "shield", _("tấm khiên")
        PAPER = "paper", _("tờ giấy")
        CLOCK = "clock", _("đồng hồ")
        CALENDAR = "calendar", _("tờ lịch")
        BOOK = "book", _("quyển sách")
        PEOPLE = "people", _("mọi người")
        PHONE = "phone", _("điện thoại")
        BELL = "bell", _("cái chuông")
        MAP = "map", _("tấm bản đồ")

    block = models.ForeignKey(HomeBlock, models.CASCADE, related_name="links", verbose_name=_("khối"))
    icon = models.CharField(
        _("hình"),
        max_length=10,
        choices=Icon,
        default=Icon.STAR,
        help_text=_("Chỉ hiện ở khối việc thường làm."),
    )

    class Meta(Signpost.Meta):
        verbose_name = _("liên kết trong khối")
        verbose_name_plural = _("liên kết trong khối")
