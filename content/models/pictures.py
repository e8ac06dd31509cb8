import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.images import PreparedPicture
from editorial.nudging import nudge_after_commit
from people.models import User

# Widths in pixels that a picture is drawn at besides its own, each as WebP and in its own format.
RENDITION_WIDTHS = (320, 640, 960, 1600)
RENDERER = "content.tasks.render_pictures"
EXTENSIONS = {"image/jpeg": "jpg", "image/png": "png"}


def new_token() -> str:
    """An address nobody can guess: until the article is public it is all that separates drafts."""
    return secrets.token_urlsafe(16)


def stored_name(picture: "Picture", filename: str) -> str:
    """Where the file lies under MEDIA_ROOT; nothing of the uploaded name is used."""
    return f"pictures/{timezone.localdate():%Y/%m}/{picture.token}.{picture.extension}"


class PictureManager(models.Manager["Picture"]):
    def store(self, prepared: PreparedPicture, *, by: User, alt: str = "", credit: str = "") -> "Picture":
        """Keep a picture that `documents.images.prepare_picture` drew anew; the file is written first."""
        picture = Picture(
            width=prepared.width,
            height=prepared.height,
            content_type=prepared.content_type,
            sha256=hashlib.sha256(prepared.content).hexdigest(),
            alt=alt,
            credit=credit,
            uploaded_by=by,
        )
        picture.file.save(f"x.{prepared.extension}", ContentFile(prepared.content), save=False)
        picture.save(force_insert=True)
        nudge_after_commit(RENDERER)
        return picture


class Picture(models.Model):
    """One picture, never changed after it was stored: an edited picture is a new one.

    The last five fields are the renderer's (`content.renditions`); until it has been here the picture is
    shown as it was stored. `render_due_at` is its lease and its back-off at once, as with deliveries.
    """

    token = models.CharField(max_length=22, unique=True, default=new_token, editable=False)
    file = models.FileField(_("tệp ảnh"), upload_to=stored_name, max_length=120, editable=False)
    width = models.PositiveIntegerField(_("rộng (điểm ảnh)"), editable=False)
    height = models.PositiveIntegerField(_("cao (điểm ảnh)"), editable=False)
    content_type = models.CharField(
        max_length=20, choices=[(name, name) for name in EXTENSIONS], editable=False
    )
    sha256 = models.CharField(max_length=64, editable=False)
    alt = models.CharField(
        _("mô tả ảnh"), max_length=255, blank=True, help_text=_("Đọc cho người không nhìn thấy ảnh.")
    )
    credit = models.CharField(_("tác giả ảnh, nguồn"), max_length=255, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="pictures",
        editable=False,
        verbose_name=_("người tải lên"),
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), default=timezone.now, editable=False)

    rendered_widths = models.JSONField(default=list, editable=False)
    rendered_at = models.DateTimeField(_("đã làm bản thu nhỏ lúc"), null=True, editable=False)
    render_due_at = models.DateTimeField(default=timezone.now, editable=False)
    render_attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    render_error = models.TextField(_("lỗi khi làm bản thu nhỏ"), blank=True, editable=False)

    objects = PictureManager()

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        ordering = ["-uploaded_at"]
        indexes = [
            models.Index(
                fields=["render_due_at"], name="picture_to_render", condition=models.Q(rendered_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.alt or self.token

    def get_absolute_url(self) -> str:
        return reverse("picture", kwargs={"token": self.token, "extension": self.extension})

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.content_type]

    def rendition_name(self, width: int, extension: str) -> str:
        """Where that rendition lies under MEDIA_ROOT: beside the picture itself."""
        stem = str(self.file.name).rsplit(".", 1)[0]
        return f"{stem}-{width}.{extension}"

    def _candidates(self, extension: str) -> str:
        where: dict[str, Any] = {"token": self.token, "extension": extension}
        addresses = ((width, reverse("rendition", kwargs=where | {"width": width})) for width in self.widths)
        return ", ".join(f"{address} {width}w" for width, address in addresses)

    @property
    def widths(self) -> list[int]:
        """The widths it can be had at now, in pixels; empty before the renderer has been here."""
        return list(self.rendered_widths)

    @property
    def webp_candidates(self) -> str:
        """The `srcset` of WebP renditions; empty when there are none."""
        return self._candidates("webp")

    @property
    def candidates(self) -> str:
        """The `srcset` in the picture's own format, the picture itself last; empty without renditions."""
        if not self.widths:
            return ""
        smaller = self._candidates(self.extension)
        largest = self.width > self.widths[-1]
        return f"{smaller}, {self.get_absolute_url()} {self.width}w" if largest else smaller

    def claim_rendering(self, until: datetime) -> bool:
        """Take the rendering of this picture until then; False if another worker got there first."""
        mine = Picture.objects.filter(pk=self.pk, rendered_at=None, render_due_at=self.render_due_at)
        return mine.update(render_due_at=until, render_attempts=F("render_attempts") + 1) == 1
