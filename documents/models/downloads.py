from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile


class DownloadCount(models.Model):
    """How often a file was fetched on one day (Asia/Ho_Chi_Minh); nothing about who fetched it."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="downloads", editable=False)
    day = models.DateField(_("ngày"), editable=False)
    count = models.PositiveIntegerField(_("số lượt tải"), default=1, editable=False)

    class Meta:
        verbose_name = _("lượt tải")
        verbose_name_plural = _("lượt tải")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["file", "day"], name="download_count_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.count}"
