from collections.abc import Iterable
from typing import Any, Self
from urllib.parse import urlsplit

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django_ckeditor_5.fields import CKEditor5Field

from content.models.pictures import Picture
from content.sanitising import picture_tokens, pictures_without_alt, plain_text, sanitise
from documents.models import Attachment
from editorial.models import Edition
from editorial.states import State
from vietnamese import clean, slug

MAX_LEAD = 600
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
        return {**super().content(), "attachments": self._attachments_as_text()}

    def _attachments_as_text(self) -> list[str]:
        """Lines, since comparisons show them; with the digest, since what is signed is also the files."""
        if self.pk is None:
            return []
        rows = self.attachments.select_related("file").order_by("order", "pk")
        return [f"{row.order}. {row} ({row.name}, SHA-256 {row.file.sha256})" for row in rows]

    def prepare(self) -> None:
        for name in self.line_fields:
            setattr(self, name, one_line(getattr(self, name)))
        self.body = sanitise(self.body)

    def problems(self) -> list[str]:
        found = []
        if not self.title.strip():
            found.append(_now("Chưa có tiêu đề."))
        if not plain_text(self.body):
            found.append(_now("Chưa có nội dung."))
        if bare := pictures_without_alt(self.body):
            found.append(
                ngettext(
                    "Có %(count)d ảnh trong bài chưa có mô tả.",
                    "Có %(count)d ảnh trong bài chưa có mô tả.",
                    bare,
                )
                % {"count": bare}
            )
        return found

    def copy_parts_to(self, other: Self) -> None:
        for part in self.attachments.order_by("order", "pk"):
            part.pk = None
            part._state.adding = True
            part.edition = other
            part.save()


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

    def get_absolute_url(self) -> str:
        address = {"slug": slug(self.title) or "bai", "item_id": self.item_id}
        return reverse("article", kwargs=address)

    def used_pictures(self) -> "models.QuerySet[Picture]":
        used = Q(token__in=picture_tokens(self.body)) | Q(pk=self.lead_picture_id)
        return Picture.objects.filter(used)

    def prepare(self) -> None:
        super().prepare()
        self.lead = clean(self.lead).strip()

    def searched_text(self) -> str:
        return self.lead

    def problems(self) -> list[str]:
        """What is missing; an article from elsewhere must name its source (HN-4.2a)."""
        found = super().problems()
        if self.lead_picture_id is not None and not self.lead_picture_alt.strip():
            found.append(_now("Ảnh đại diện chưa có mô tả."))
        external = self.is_external or self.origin == self.Origin.EXTERNAL
        if external and not self.source_name.strip():
            found.append(_now("Bài lấy từ nguồn khác phải ghi tên nguồn."))
        if self.source_url and urlsplit(self.source_url).scheme not in {"http", "https"}:
            found.append(_now("Địa chỉ bài gốc phải bắt đầu bằng http:// hoặc https://."))
        return found


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
        return reverse("page", kwargs={"slug": self.slug})

    def prepare(self) -> None:
        super().prepare()
        self.slug = slug(self.slug) or slug(self.title) or "trang"

    @property
    def address_is_taken(self) -> bool:
        others = Page.objects.filter(slug=self.slug, state__in=HOLDS_ADDRESS)
        return others.exclude(item=self.item_id).exists()

    def problems(self) -> list[str]:
        found = super().problems()
        if self.address_is_taken:
            found.append(_now("Đường dẫn “%(slug)s” đã có trang khác dùng.") % {"slug": self.slug})
        return found


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
