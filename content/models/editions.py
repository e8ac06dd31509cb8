from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_ckeditor_5.fields import CKEditor5Field

from content.models.credits import role_label
from content.models.dates import DaysAfter
from content.models.pictures import Picture
from content.models.topics import Topic
from content.sanitising import picture_tokens, sanitise
from documents.models import Attachment, attachment_lines, carry_parts
from editorial.models import Edition
from editorial.states import State
from vietnamese import clean, slug

MAX_LEAD = 600
LONGEST_PIN = 60  # days
URGENT_FOR = timedelta(days=3)
# An address stays taken while its page waits for its hour and while it may still be restored.
HOLDS_ADDRESS = (State.APPROVED, State.PUBLISHED, State.TAKEN_DOWN)


def one_line(text: str) -> str:
    """Return cleaned text without line breaks and runs of spaces."""
    return " ".join(clean(text).split())


class RichEdition(Edition):
    """An edition with a written body, its pictures and its attachments."""

    body = CKEditor5Field(_("nội dung"), blank=True)
    # Recomputed on save from the body, so that the picture view knows who shows a picture.
    pictures = models.ManyToManyField(
        Picture, related_name="%(class)s_editions", editable=False, verbose_name=_("ảnh trong bài")
    )
    # Like the note it goes with: said of one edition, never carried on to the next.
    correction = models.BooleanField(
        _("đính chính"),
        default=False,
        help_text=_("Bản đã đăng có điều sai: dòng “Nội dung sửa đổi” hiện ngay trên đầu bài."),
    )

    attachments: "models.Manager[Any]"

    content_fields = (*Edition.content_fields, "body")
    line_fields: tuple[str, ...] = ("title", "change_note")

    class Meta(Edition.Meta):
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        super().save(*args, update_fields=update_fields, **kwargs)
        if update_fields is None or {"body", "lead_picture"} & set(update_fields):
            self.pictures.set(self.used_pictures())

    def used_pictures(self) -> "models.QuerySet[Picture]":
        return Picture.objects.filter(token__in=picture_tokens(self.body))

    def content(self) -> dict[str, Any]:
        return {
            **super().content(),
            "correction": self.correction,
            "attachments": attachment_lines(self),
        }

    def prepare(self) -> None:
        for name in self.line_fields:
            setattr(self, name, one_line(getattr(self, name)))
        self.body = sanitise(self.body)

    def copy_parts_to(self, other: Self) -> None:
        carry_parts(self.attachments, other)


class Article(RichEdition):
    """A news item, a longer piece or a notice."""

    class Genre(models.TextChoices):
        BRIEF = "brief", _("Tin")
        FEATURE = "feature", _("Bài")
        NOTICE = "notice", _("Thông báo")

    genre = models.CharField(_("thể loại"), max_length=8, choices=Genre, default=Genre.BRIEF)
    lead = models.TextField(
        _("tóm tắt"),
        max_length=MAX_LEAD,
        blank=True,
        help_text=_("Hai, ba câu; hiện trong danh sách bài và trên bản tin."),
    )
    lead_picture = models.ForeignKey(
        Picture, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ảnh đại diện")
    )
    lead_picture_alt = models.CharField(_("mô tả ảnh đại diện"), max_length=255, blank=True)
    author_credit = models.CharField(
        _("tác giả"), max_length=150, blank=True, help_text=_("Tên hiện dưới bài.")
    )
    is_external = models.BooleanField(
        _("bài lấy từ nguồn khác"), default=False, help_text=_("Phải ghi rõ nguồn (bản quyền).")
    )
    source_name = models.CharField(_("nguồn"), max_length=200, blank=True)
    source_url = models.URLField(_("địa chỉ bài gốc"), max_length=500, blank=True)
    licence = models.CharField(
        _("quyền sử dụng"), max_length=200, blank=True, help_text=_("Giấy phép hoặc sự đồng ý đã có.")
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="articles", verbose_name=_("chủ đề"))
    contributors = models.JSONField(_("người tham gia"), default=list, blank=True)
    valid_from = models.DateField(_("có hiệu lực từ ngày"), null=True, blank=True)
    valid_to = models.DateField(
        _("có hiệu lực đến hết ngày"),
        null=True,
        blank=True,
        help_text=_("Sau ngày này bài vẫn đọc được và ghi rõ là đã hết hiệu lực."),
    )
    pinned_until = models.DateField(
        _("ghim lên đầu đến hết ngày"),
        null=True,
        blank=True,
        help_text=_("Nhiều nhất 60 ngày kể từ khi đăng; hết ngày thì tự thôi ghim."),
    )

    content_fields = (
        *RichEdition.content_fields,
        "genre",
        "lead",
        "lead_picture",
        "lead_picture_alt",
        "author_credit",
        "is_external",
        "source_name",
        "source_url",
        "licence",
        "contributors",
        "valid_from",
        "valid_to",
        "pinned_until",
    )
    line_fields = (
        *RichEdition.line_fields,
        "lead_picture_alt",
        "author_credit",
        "source_name",
        "source_url",
        "licence",
    )

    class Meta(RichEdition.Meta):
        verbose_name = _("bài viết")
        verbose_name_plural = _("bài viết")
        indexes = [
            *RichEdition.Meta.indexes,
            models.Index(
                fields=["pinned_until"], name="article_pinned", condition=Q(pinned_until__isnull=False)
            ),
        ]
        constraints = [
            *RichEdition.Meta.constraints,
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="article_validity_dates",
            ),
            models.CheckConstraint(
                condition=Q(pinned_until=None)
                | Q(published_at=None)
                # A day more: the moment is of UTC, where the day begins later than here.
                | Q(pinned_until__lte=DaysAfter(F("published_at"), LONGEST_PIN + 1)),
                name="article_pin_ends_in_60_days",
            ),
        ]

    def get_absolute_url(self) -> str:
        address = {"slug": slug(self.title) or "bai", "item_id": self.item_id}
        with translation.override(self.item.language):
            return reverse("article", kwargs=address)

    @property
    def is_pinned(self) -> bool:
        return self.pinned_until is not None and self.pinned_until >= timezone.localdate()

    @property
    def is_urgent(self) -> bool:
        """Whether it went out under the urgent procedure in the last days, and readers are told so."""
        recent = self.first_public_at is not None and self.first_public_at > timezone.now() - URGENT_FOR
        return self.urgent_by_id is not None and recent

    @property
    def is_not_yet_in_force(self) -> bool:
        return self.valid_from is not None and self.valid_from > timezone.localdate()

    @property
    def is_out_of_force(self) -> bool:
        return self.valid_to is not None and self.valid_to < timezone.localdate()

    @property
    def credit_lines(self) -> list[tuple[str, str]]:
        """(role in words, names) in their order, those of one role together."""
        names: dict[str, list[str]] = {}
        for entry in self.contributors:
            names.setdefault(entry["role"], []).append(entry["name"])
        return [(role_label(role), ", ".join(those)) for role, those in names.items()]

    def content(self) -> dict[str, Any]:
        return {
            **super().content(),
            "contributors": [f"{role_label(one['role'])}: {one['name']}" for one in self.contributors],
            "topics": sorted(topic.slug for topic in self.topics.all()) if self.pk else [],
        }

    def copy_parts_to(self, other: Self) -> None:
        super().copy_parts_to(other)
        other.topics.set(self.topics.all())

    def used_pictures(self) -> "models.QuerySet[Picture]":
        used = Q(token__in=picture_tokens(self.body)) | Q(pk=self.lead_picture_id)
        return Picture.objects.filter(used)

    def prepare(self) -> None:
        super().prepare()
        self.lead = clean(self.lead).strip()
        lines = ({"role": one["role"], "name": one_line(one["name"])} for one in self.contributors)
        self.contributors = [one for one in lines if one["name"]]

    @property
    def last_pin_day(self) -> date:
        """The last day that this edition may be pinned to."""
        appears = max(timezone.now(), self.publish_at or timezone.now())
        return timezone.localdate(appears) + timedelta(days=LONGEST_PIN)

    def searched_text(self) -> str:
        return self.lead


class Page(RichEdition):
    """A standing page (giới thiệu, liên hệ) with its own address."""

    slug = models.SlugField(_("đường dẫn"), max_length=80, help_text=_("Để trống thì được lập từ tiêu đề."))

    content_fields = (*RichEdition.content_fields, "slug")

    class Meta(RichEdition.Meta):
        verbose_name = _("trang")
        verbose_name_plural = _("trang")
        constraints = [
            *Edition.Meta.constraints,
            models.UniqueConstraint(
                fields=["slug"],
                condition=Q(state="published"),
                name="page_one_public_address",
                violation_error_message=_("Đường dẫn này đã có trang khác dùng."),
            ),
        ]

    def get_absolute_url(self) -> str:
        with translation.override(self.item.language):
            return reverse("page", kwargs={"slug": self.slug})

    def prepare(self) -> None:
        super().prepare()
        self.slug = slug(self.slug) or slug(self.title) or "trang"

    def content_for_translation(self) -> dict[str, Any]:
        return {"slug": f"{self.slug[:77]}-en"}

    @property
    def address_is_taken(self) -> bool:
        others = Page.objects.filter(slug=self.slug, state__in=HOLDS_ADDRESS)
        return others.exclude(item=self.item_id).exists()


class ArticleAttachment(Attachment):
    edition = models.ForeignKey(Article, models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = _("tệp đính kèm")
        verbose_name_plural = _("tệp đính kèm")


class PageAttachment(Attachment):
    edition = models.ForeignKey(Page, models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = _("tệp đính kèm")
        verbose_name_plural = _("tệp đính kèm")
