"""Stored files and what ties them to the editions they belong to."""

import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.files import CheckedFile
from documents.names import clean_name, extension_of
from people.models import User

models.CharField.register_lookup(Length)


class StoredFile(models.Model):
    """Bytes that never change, known by their SHA-256; the same content is stored once (HL-3.1).

    What readers call the file is said by its attachments, for one content may be uploaded under many names.
    """

    sha256 = models.CharField("SHA-256", max_length=64, unique=True, editable=False)
    size = models.PositiveBigIntegerField(_("kích thước (byte)"), editable=False)
    content_type = models.CharField(_("kiểu nội dung"), max_length=100, editable=False)
    name = models.CharField(_("tên khi tải lên"), max_length=200, editable=False)
    extension = models.CharField(_("đuôi tệp"), max_length=20, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="stored_files",
        verbose_name=_("người tải lên"),
        editable=False,
    )
    uploaded_at = models.DateTimeField(_("tải lên lúc"), auto_now_add=True)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        constraints = [
            models.CheckConstraint(condition=Q(sha256__length=64), name="stored_file_sha256_is_whole"),
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes are, derived from what they are."""
        return _path_of(self.sha256)


class Attachment(models.Model):
    """A file under the name one edition gives it; a subclass adds `edition` (related_name="attachments").

    The edition's model needs `objects.public()` and `objects.visible_to(user)`: documents.access asks them.
    """

    file = models.ForeignKey(
        StoredFile,
        on_delete=models.PROTECT,
        related_name="%(app_label)s_%(class)ss",
        verbose_name=_("tệp"),
    )
    name = models.CharField(_("tên tệp"), max_length=200)
    title = models.CharField(_("tiêu đề"), max_length=255, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("download", args=[self.file_id, self.name])

    def clean(self) -> None:
        """Keep the extension true: a reader's machine chooses the program by it."""
        super().clean()
        self.name = clean_name(self.name)
        if self.file_id and extension_of(self.name) != self.file.extension:
            raise ValidationError(
                {
                    "name": _("Tên tệp phải giữ nguyên đuôi .%(extension)s.")
                    % {"extension": self.file.extension}
                }
            )


def store(checked: CheckedFile, by: User) -> StoredFile:
    """Keep a file that passed the policy and return its row; the same content gives the row that is there.

    Safe against two at once: the file appears whole or not at all, and the row is unique by content. The file
    is on disk before the row exists; if the transaction is undone, a file without a row stays, which no URL
    reaches and which the next upload of the same content takes over.
    """
    _write_once(_path_of(checked.sha256), checked.size, checked.content)
    stored, _created = StoredFile.objects.get_or_create(
        sha256=checked.sha256,
        defaults={
            "size": checked.size,
            "content_type": checked.content_type,
            "name": checked.name,
            "extension": checked.extension,
            "uploaded_by": by,
        },
    )
    return stored


def _path_of(sha256: str) -> Path:
    return Path(default_storage.path(f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"))


def _write_once(path: Path, size: int, content: "File[bytes]") -> None:
    if path.exists() and path.stat().st_size == size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".uploading-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in content.chunks():
                out.write(chunk)
            out.flush()
            os.fchmod(out.fileno(), 0o640)
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _sync_directory(folder: Path) -> None:
    """The rename itself has to survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
