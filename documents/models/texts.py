"""The text of stored files, and how far its reading is."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile


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
