from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.files import StoredFile


class FileProposal(models.Model):
    """What a file proposes for the record of its document: derived, made again whenever it is read again.

    `values`: field -> {value, line, confidence, needs_check}; see `documents.metadata.proposing`.
    """

    file = models.OneToOneField(StoredFile, models.CASCADE, related_name="proposal", editable=False)
    values = models.JSONField(_("đề xuất"), default=dict, editable=False)

    class Meta:
        verbose_name = _("đề xuất từ tệp")
        verbose_name_plural = _("đề xuất từ tệp")

    def __str__(self) -> str:
        return str(self.file)
