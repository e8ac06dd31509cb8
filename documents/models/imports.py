"""Documents that are imported: the rows of a batch, and the memory by which nothing is imported twice."""

from secrets import token_urlsafe

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile
from editorial.models import Item


def new_batch() -> str:
    """The name of a batch in its address, which nobody guesses."""
    return token_urlsafe(16)


def waiting_name(imported: models.Model, filename: str) -> str:
    """Where a file lies until the worker has looked at it; nothing of the uploaded name is used."""
    return f"imports/{token_urlsafe(16)}"


class ImportedDocument(models.Model):
    """A document that somebody gave with others, from its arrival to the draft.

    Drafted rows stay: `fingerprint` (see `documents.importing.known`) tells the same document when its
    table or folder is imported again, whatever became of the draft.
    """

    class Status(models.TextChoices):
        OPEN = "open", _("chờ tạo bản nháp")
        DRAFTED = "drafted", _("đã thành bản nháp")
        KNOWN = "known", _("đã có từ trước")

    batch = models.CharField(max_length=22, default=new_batch, editable=False, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    source = models.CharField(_("từ đâu"), max_length=200, editable=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN, editable=False)
    # Field of the row form -> what was typed or stood in the table, as it is written there.
    cells = models.JSONField(default=dict, blank=True, editable=False)
    # The fields that a person has looked at: what a file proposes no longer fills them.
    seen = models.BooleanField(default=False, editable=False)
    notes = models.JSONField(default=list, blank=True, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("văn bản nhập")
        verbose_name_plural = _("văn bản nhập")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"], condition=Q(status="drafted"), name="imported_document_once"
            )
        ]

    def __str__(self) -> str:
        return self.source


class DocumentImportFile(models.Model):
    """One file of an imported document: as it came, then as it is stored, or why it was not taken."""

    class Status(models.TextChoices):
        WAITING = "waiting", _("đang chờ")
        TAKEN = "taken", _("đã nhận")
        REFUSED = "refused", _("không nhận")

    document = models.ForeignKey(ImportedDocument, models.CASCADE, related_name="files")
    name = models.CharField(_("tên tệp"), max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    file = models.FileField(upload_to=waiting_name, max_length=120, blank=True, editable=False)
    stored = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+", editable=False)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING, editable=False)
    reasons = models.JSONField(default=list, blank=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("tệp văn bản nhập")
        verbose_name_plural = _("tệp văn bản nhập")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["claimed_at"], condition=Q(status="waiting"), name="document_import_waiting")
        ]

    def __str__(self) -> str:
        return self.name
