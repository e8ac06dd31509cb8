from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models.pictures import Picture, new_token
from documents.models import StoredFile
from editorial.models import Edition, Item


def waiting_name(imported: "ImportedFile", filename: str) -> str:
    """Where the file lies until it is read; nothing of the uploaded name is used."""
    return f"imports/{new_token()}"


class ImportedFile(models.Model):
    """A file that somebody gave to be made a text, from its arrival to the draft.

    What was read is kept here for a day, for that person alone, and becomes a text only at their word.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("đang chờ đọc")
        READ = "read", _("đã đọc")
        REFUSED = "refused", _("không nhận")
        DRAFTED = "drafted", _("đã thành bản nháp")
        KNOWN = "known", _("đã nhập từ trước")

    batch = models.CharField(max_length=22, default=new_token, editable=False, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    kind = models.CharField(max_length=50, editable=False)
    name = models.CharField(_("tên tệp"), max_length=200, editable=False)
    sha256 = models.CharField(max_length=64, editable=False)
    file = models.FileField(upload_to=waiting_name, max_length=120, blank=True, editable=False)
    drafts_itself = models.BooleanField(default=False, editable=False)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    result = models.JSONField(default=dict, blank=True, editable=False)
    pictures = models.ManyToManyField(Picture, related_name="+", editable=False)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+", editable=False)
    # On whose behalf the file is given, and how it came: written to the draft.
    provider = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    author_name = models.CharField(max_length=150, blank=True, editable=False)
    origin = models.CharField(
        max_length=12, choices=Edition.Origin, default=Edition.Origin.UNIT, editable=False
    )
    channel = models.CharField(
        max_length=5, choices=Edition.Channel, default=Edition.Channel.WEB, editable=False
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("tệp nhập")
        verbose_name_plural = _("tệp nhập")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["user", "kind", "sha256"],
                condition=Q(state="drafted"),
                name="imported_file_one_draft",
            )
        ]
        indexes = [
            models.Index(fields=["claimed_at"], condition=Q(state="waiting"), name="imported_file_waiting")
        ]

    def __str__(self) -> str:
        return self.name


class ImportedAttachment(models.Model):
    """A file that came beside a text and is attached to its draft."""

    imported = models.ForeignKey(ImportedFile, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", editable=False)
    name = models.CharField(_("tên tệp"), max_length=200, editable=False)

    class Meta:
        verbose_name = _("tệp kèm bài nhập")
        verbose_name_plural = _("tệp kèm bài nhập")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
