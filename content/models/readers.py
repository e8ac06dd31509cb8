"""What readers and collaborators send in, kept apart from every text until it is taken up (TS-III.3.1)."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import StoredFile
from editorial.models import Item, OwedLetter

# Without the letters and digits that are taken for one another.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
CODE_LENGTH = 10
MOST_TEXT = 30_000


def new_code() -> str:
    """A receipt nobody can guess: 32 signs, ten places."""
    return "".join(secrets.choice(_SIGNS) for _place in range(CODE_LENGTH))


class ReaderSubmission(models.Model):
    """A text that somebody without an account sent, and how to reach them.

    Who sent it is personal: the secretariat and the leaders alone see it, and it is forgotten after a year.
    """

    class Stage(models.TextChoices):
        UNCONFIRMED = "unconfirmed", _("chờ xác nhận thư điện tử")
        WAITING = "waiting", _("chờ xem xét")
        TAKEN = "taken", _("đã nhận làm bản nháp")
        DECLINED = "declined", _("không nhận")

    class Relation(models.TextChoices):
        PARENT = "parent", _("Phụ huynh")
        PUPIL = "pupil", _("Học sinh")
        ALUMNUS = "alumnus", _("Cựu học sinh")
        STAFF = "staff", _("Giáo viên, nhân viên của trường")
        CONTRIBUTOR = "contributor", _("Cộng tác viên")
        OTHER = "other", _("Bạn đọc khác")

    code = models.CharField(_("mã nhận bài"), max_length=CODE_LENGTH, unique=True, default=new_code)
    stage = models.CharField(_("tình trạng"), max_length=11, choices=Stage, default=Stage.UNCONFIRMED)
    name = models.CharField(_("người gửi"), max_length=100, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    relation = models.CharField(_("người gửi là"), max_length=11, choices=Relation, blank=True)
    class_name = models.CharField(_("lớp, đơn vị"), max_length=60, blank=True)
    title = models.CharField(_("tiêu đề"), max_length=255)
    text = models.TextField(_("nội dung"), blank=True)
    # When all three were ticked; the form takes nothing without them.
    consented_at = models.DateTimeField(_("cam kết lúc"), default=timezone.now)
    address_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("gửi lúc"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("xác nhận lúc"), null=True)
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người quyết định"),
    )
    reason = models.TextField(_("lý do không nhận"), blank=True)
    item = models.ForeignKey(
        Item, models.PROTECT, null=True, related_name="reader_submissions", verbose_name=_("bài")
    )
    forgotten_at = models.DateTimeField(_("xóa thông tin cá nhân lúc"), null=True)

    class Meta:
        verbose_name = _("bài bạn đọc gửi")
        verbose_name_plural = _("bài bạn đọc gửi")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["address_digest", "created_at"], name="reader_submission_address"),
            models.Index(fields=["email", "created_at"], name="reader_submission_email"),
            models.Index(
                fields=["created_at"],
                name="reader_submission_open",
                condition=Q(stage__in=["unconfirmed", "waiting"]),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="unconfirmed") | Q(confirmed_at__isnull=False),
                name="reader_submission_confirmed_has_moment",
            ),
            models.CheckConstraint(
                condition=~Q(stage="taken") | Q(item__isnull=False), name="reader_submission_taken_has_item"
            ),
            models.CheckConstraint(
                condition=~Q(stage="declined") | ~Q(reason=""), name="reader_submission_declined_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(forgotten_at=None) | Q(name="", email="", phone="", class_name="", text=""),
                name="reader_submission_forgotten_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ReaderFile(models.Model):
    """A picture or file sent with it; pictures were drawn anew, and nothing is given out before the scan."""

    submission = models.ForeignKey(ReaderSubmission, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("tên tệp"), max_length=200)

    class Meta:
        verbose_name = _("tệp bạn đọc gửi")
        verbose_name_plural = _("tệp bạn đọc gửi")
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


class ReaderLetter(OwedLetter):
    """What the sender is told; the address is read from the submission when the letter goes."""

    keeps_words = False

    class Kind(models.TextChoices):
        CONFIRM = "confirm", _("xin xác nhận địa chỉ")
        RECEIVED = "received", _("đã nhận bài")
        DECLINED = "declined", _("không nhận bài")
        PUBLISHED = "published", _("bài đã đăng")

    submission = models.ForeignKey(ReaderSubmission, models.CASCADE, related_name="letters")
    kind = models.CharField(_("thư"), max_length=9, choices=Kind)

    class Meta(OwedLetter.Meta):
        abstract = False
        verbose_name = _("thư gửi bạn đọc")
        verbose_name_plural = _("thư gửi bạn đọc")
        default_permissions = ()
        constraints = [
            *OwedLetter.Meta.constraints,
            models.UniqueConstraint(fields=["submission", "kind"], name="reader_letter_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission_id}: {self.kind}"
