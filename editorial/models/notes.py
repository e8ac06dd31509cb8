from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class DeskNote(models.Model):
    """A line in somebody's desk that no edition's history explains, mailed as well.

    `key` says why it was left: the same reason leaves one line per person, however often it is found.
    What asks for something (`to_act`) stays in the desk until that is done.
    `mail_due_at` is both the lease of the letter and its back-off.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="desk_notes", verbose_name=_("người nhận")
    )
    key = models.CharField(_("lý do"), max_length=120)
    subject = models.CharField(_("tiêu đề"), max_length=200)
    text = models.TextField(_("nội dung"), blank=True)
    address = models.CharField(_("trang cần mở"), max_length=200, blank=True)
    to_act = models.BooleanField(_("cần xử lý"), default=False)
    created_at = models.DateTimeField(_("lúc"), default=timezone.now)
    read_at = models.DateTimeField(_("đã đọc lúc"), null=True)
    mailed_at = models.DateTimeField(_("đã gửi thư lúc"), null=True)
    mail_due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("lời nhắn ở bàn làm việc")
        verbose_name_plural = _("lời nhắn ở bàn làm việc")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="desk_note_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="desk_note_unread", condition=Q(read_at=None)),
            models.Index(fields=["mail_due_at"], name="desk_note_owed", condition=Q(mailed_at=None)),
        ]

    def __str__(self) -> str:
        return self.subject
