import hashlib
import secrets

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.images import PreparedPicture
from people.models import User

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
        return picture


class Picture(models.Model):
    """One picture, never changed after it was stored: an edited picture is a new one."""

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

    objects = PictureManager()

    class Meta:
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.alt or self.token

    def get_absolute_url(self) -> str:
        return reverse("picture", kwargs={"token": self.token, "extension": self.extension})

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.content_type]
