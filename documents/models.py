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
from django.utils import timezone
from django.utils.translation import gettext
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


class FileText(models.Model):
    """What can be read in a stored file, and how far its reading is: a row made when the text is needed.

    `due_at` is the worker's lease and its back-off at once, as with deliveries. The pages of `text` are
    parted by form feeds; of pages that wait in `to_read` it has what the file said itself, mostly nothing.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("chờ đọc")
        WORKING = "working", _("đang đọc")
        DONE = "done", _("đã đọc")
        PARTLY = "partly", _("đọc được một phần")
        FAILED = "failed", _("không đọc được")
        UNSUPPORTED = "unsupported", _("chưa đọc được")

    class Reason(models.TextChoices):
        ENCRYPTED = "encrypted", _("Tệp có mật khẩu nên không đọc được nội dung.")
        DAMAGED = "damaged", _("Tệp bị hỏng nên không đọc được nội dung.")
        TOO_SLOW = "too_slow", _("Đọc tệp mất quá nhiều thời gian hoặc bộ nhớ nên đã dừng.")
        CRASHED = "crashed", _("Đã thử đọc tệp nhiều lần nhưng lần nào cũng dừng giữa chừng.")
        TOO_LONG = "too_long", _("Tệp quá dài nên chỉ phần đầu được đọc.")
        PAGES_UNREAD = "pages_unread", _("Có trang không đọc được chữ.")
        NO_LIBREOFFICE = "no_libreoffice", _("Không đọc được nội dung: máy chủ chưa có LibreOffice.")
        NO_OCR = "no_ocr", _("Không đọc được bản quét: máy chủ chưa có chương trình nhận dạng chữ.")
        NO_TEXT = "no_text", _("Loại tệp này không có chữ để đọc.")
        STORAGE = "storage", _("Máy chủ không đọc hoặc không ghi được tệp.")

    file = models.OneToOneField(
        StoredFile, models.CASCADE, related_name="reading", verbose_name=_("tệp"), editable=False
    )
    status = models.CharField(
        _("trạng thái"), max_length=12, choices=Status, default=Status.WAITING, editable=False
    )
    reason = models.CharField(_("lý do"), max_length=20, choices=Reason, blank=True, editable=False)
    pages = models.PositiveIntegerField(_("số trang"), default=0, editable=False)
    to_read = models.JSONField(_("trang chờ nhận dạng"), default=list, editable=False)
    unread = models.JSONField(_("trang không đọc được"), default=list, editable=False)
    surveyed = models.BooleanField(default=False, editable=False)
    scanned = models.BooleanField(_("chữ do máy nhận dạng"), default=False, editable=False)
    encoding = models.CharField(_("mã cũ đã chuyển"), max_length=10, blank=True, editable=False)
    text = models.TextField(_("nội dung"), blank=True, editable=False)
    # Of pages that OCR read, by number: [text, x0, x1, top, size] of each line, as in documents.layout.
    lines = models.JSONField(default=dict, editable=False)
    searchable = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        related_name="made_from",
        verbose_name=_("bản tìm được chữ"),
        editable=False,
    )
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    due_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(_("đọc xong lúc"), null=True, editable=False)
    error = models.TextField(_("lỗi"), blank=True, editable=False)

    class Meta:
        verbose_name = _("nội dung tệp")
        verbose_name_plural = _("nội dung tệp")
        constraints = [
            # OCR takes a processor for itself: one file at a time, whoever asks.
            models.UniqueConstraint(
                fields=["status"], condition=Q(status="working"), name="one_file_is_read"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None, status__in=("waiting", "working"))
                | Q(finished_at__isnull=False, status__in=("done", "partly", "failed", "unsupported")),
                name="reading_is_finished_once",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="file_to_read", condition=Q(finished_at=None)),
        ]

    def __str__(self) -> str:
        return str(self.file)

    @property
    def pages_done(self) -> int:
        """How many pages need nothing more; 0 before the file was looked into."""
        return self.pages - len(self.to_read) if self.surveyed else 0

    @property
    def sentence(self) -> str:
        """What to tell people about it, empty when all went well."""
        sentence = str(self.get_reason_display()) if self.reason else ""
        if self.unread:
            pages = ", ".join(map(str, self.unread[:20])) + ("…" if len(self.unread) > 20 else "")
            sentence = f"{sentence} " + gettext("Các trang chưa đọc được chữ: %(pages)s.") % {"pages": pages}
        return sentence.strip()

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None

    @property
    def is_legacy(self) -> bool:
        """Whether the file was written in TCVN3, VNI or the like, and its text converted for search."""
        return bool(self.encoding)
