"""Stored files and what ties them to the editions they belong to."""

from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.flags import short_words, warnings_of
from documents.names import clean_name, extension_of

models.CharField.register_lookup(Length)


class ScanState(models.TextChoices):
    """What the virus scanner said. Only the first two are ever served (Q8-3.2b)."""

    UNSCANNED = "unscanned", _("chưa quét vi-rút")  # stored while the school had no scanner
    CLEAN = "clean", _("đã quét vi-rút")
    HELD = "held", _("đang chờ quét vi-rút")
    INFECTED = "infected", _("có vi-rút")


SERVED = frozenset({ScanState.UNSCANNED, ScanState.CLEAN})
NOT_CLEARED = frozenset({ScanState.UNSCANNED, ScanState.HELD})


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
    flags = models.JSONField(default=list, blank=True, editable=False)  # values of documents.flags.Flag

    # Written by `documents.scanning`; `scan_due_at` is the worker's lease and its back-off at once.
    scan_state = models.CharField(
        _("quét vi-rút"), max_length=9, choices=ScanState, default=ScanState.UNSCANNED, editable=False
    )
    scanned_at = models.DateTimeField(_("quét lúc"), null=True, editable=False)
    scan_finding = models.CharField(_("kết quả quét"), max_length=200, blank=True, editable=False)
    scan_due_at = models.DateTimeField(default=timezone.now, editable=False)
    scan_attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("tệp")
        verbose_name_plural = _("tệp")
        indexes = [
            models.Index(
                fields=["scan_due_at"],
                name="stored_file_to_scan",
                condition=Q(scan_state__in=sorted(NOT_CLEARED)),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(scan_state__in=["clean", "infected"]) | Q(scanned_at__isnull=False),
                name="stored_file_verdict_has_moment",
            ),
            models.CheckConstraint(condition=Q(sha256__length=64), name="stored_file_sha256_is_whole"),
            models.CheckConstraint(condition=Q(size__gt=0), name="stored_file_is_not_empty"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> Path:
        """Where the bytes are, derived from what they are."""
        return path_of(self.sha256)

    @property
    def is_served(self) -> bool:
        """Whether anybody may be given the bytes; who may is said by documents.access."""
        return self.scan_state in SERVED

    @property
    def is_cleared(self) -> bool:
        """Whether an edition may be published with this file: clean, or the school has no scanner."""
        unasked = self.scan_state == ScanState.UNSCANNED and not settings.CLAMAV_URL
        return self.scan_state == ScanState.CLEAN or unasked

    @property
    def short_words(self) -> list[str]:
        """What readers are told about the content of the file, each a few words."""
        return short_words(self.flags)


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
    # The same through every edition that the file is carried to and every file that replaces it there.
    lineage = models.UUIDField(default=uuid4, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "lineage"], name="%(class)s_lineage_once"),
        ]

    def __str__(self) -> str:
        return self.title or self.name

    def get_absolute_url(self) -> str:
        return reverse("download", args=[self.file_id, self.name])

    @classmethod
    def locks(cls, stored: StoredFile) -> bool:
        """Whether an attachment of this kind keeps the file from being served to anybody; subclasses say."""
        return False

    @property
    def warnings(self) -> list[str]:
        """What whoever writes and approves should know about the content of the file."""
        return warnings_of(self.file.flags, self.name)

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


def carry_parts(rows: Any, successor: Any) -> None:
    """Copy ordered rows of one edition (its attachments, …) to the next; attachments keep their lineage."""
    for part in rows.order_by("order", "pk"):
        part.pk = None
        part._state.adding = True
        part.edition = successor
        part.save()


def attachment_lines(edition: Any) -> list[str]:
    """Lines, since comparisons show them; with the digest, since what is signed is also the files."""
    if edition.pk is None:
        return []
    rows = edition.attachments.select_related("file").order_by("order", "pk")
    return [f"{row.order}. {row} ({row.name}, SHA-256 {row.file.sha256})" for row in rows]


def path_of(sha256: str) -> Path:
    return Path(default_storage.path(f"files/{sha256[:2]}/{sha256[2:4]}/{sha256}"))
