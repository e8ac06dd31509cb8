"""What people outside asked of the school about something published, or about their own data."""

from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.choices import ABOUT_DATA, CLOSED, OPEN, Channel, Kind, Relation, Status
from community.moves import VERBS
from documents.models import StoredFile
from editorial.lights import Waiting
from editorial.models import Item
from editorial.models.append_only import AppendOnlyQuerySet, HistoryRow


class OutsideRequest(models.Model):
    """A request to take down, correct, show or delete (HN-12.5a, HN-16b; NĐ 356/2025 Điều 5).

    `community.handling` and `community.following` alone write it. What tells who asked is erased by
    `community.retention`; kind, item and dates stay, for the figures.
    """

    code = models.CharField(_("mã"), max_length=14, unique=True, editable=False)
    # One form sent twice by an impatient finger is one request.
    form_key = models.UUIDField(default=uuid4, unique=True, editable=False)
    kind = models.CharField(_("loại đề nghị"), max_length=12, choices=Kind)
    channel = models.CharField(_("gửi qua"), max_length=5, choices=Channel, default=Channel.WEB)
    item = models.ForeignKey(
        Item,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="outside_requests",
        verbose_name=_("nội dung"),
    )
    edition_number = models.PositiveSmallIntegerField(_("bản số"), null=True)
    title = models.CharField(_("về nội dung"), max_length=255, blank=True)  # as it stood when asked
    ground = models.CharField(_("căn cứ"), max_length=40, blank=True)
    quote = models.TextField(_("đoạn nói đến"), blank=True)
    text = models.TextField(_("nội dung đề nghị"), blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="outside_requests")
    file_name = models.CharField(_("tệp kèm theo"), max_length=200, blank=True)

    name = models.CharField(_("họ và tên"), max_length=100, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    relation = models.CharField(_("người gửi là"), max_length=8, choices=Relation)
    email_confirmed_at = models.DateTimeField(null=True)
    email_disowned_at = models.DateTimeField(null=True)

    status = models.CharField(_("tình trạng"), max_length=10, choices=Status, default=Status.NEW)
    version = models.PositiveIntegerField(_("lần ghi"), default=0)
    received_at = models.DateTimeField(_("nhận lúc"), default=timezone.now)
    acknowledge_by = models.DateTimeField(_("tiếp nhận trước"), null=True)
    answer_by = models.DateTimeField(_("trả lời trước"), null=True)
    due_at = models.DateTimeField(_("hạn kế tiếp"), null=True)
    acknowledged_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("người xử lý"),
    )
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    answer = models.TextField(_("trả lời"), blank=True)
    # The edition that was newest when the correction was promised; a later one that says so is the answer.
    corrected_after = models.PositiveSmallIntegerField(null=True)
    correction_number = models.PositiveSmallIntegerField(_("bản đính chính"), null=True)
    closed_at = models.DateTimeField(_("xong lúc"), null=True)
    purged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("đề nghị từ bên ngoài")
        verbose_name_plural = _("đề nghị từ bên ngoài")
        ordering = [F("due_at").asc(nulls_last=True), "-received_at", "-pk"]
        indexes = [
            models.Index(fields=["item", "status"], name="outside_request_of_item"),
            models.Index(fields=["status", "due_at"], name="outside_request_queue"),
            models.Index(fields=["closed_at"], name="outside_request_to_purge", condition=Q(purged_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=sorted(ABOUT_DATA)) | Q(item__isnull=False),
                name="outside_request_names_its_item",
            ),
            models.CheckConstraint(
                condition=Q(item=None, edition_number=None)
                | Q(item__isnull=False, edition_number__isnull=False),
                name="outside_request_names_its_edition",
            ),
            models.CheckConstraint(
                condition=Q(status__in=sorted(CLOSED), closed_at__isnull=False)
                | Q(status__in=sorted(OPEN), closed_at=None),
                name="outside_request_closed_has_moment",
            ),
            models.CheckConstraint(
                condition=Q(purged_at=None) | Q(name="", email="", phone="", text="", file=None),
                name="outside_request_purged_is_empty",
            ),
            # By e-mail and code the person outside looks up what has become of it.
            models.CheckConstraint(
                condition=~Q(channel="web") | ~Q(email="") | Q(purged_at__isnull=False),
                name="outside_request_web_has_email",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        return self.status in OPEN

    @property
    def waiting(self) -> Waiting:
        """How long it has waited and when the next thing is owed, as a light of the desk."""
        return Waiting(self.received_at, self.due_at if self.is_open else None)

    @property
    def last_day_to_answer(self) -> date | None:
        """The whole day is the school's: `answer_by` is the first instant too late."""
        return (
            timezone.localtime(self.answer_by - timedelta(microseconds=1)).date() if self.answer_by else None
        )

    @property
    def may_be_written_to(self) -> bool:
        return bool(self.email) and self.email_disowned_at is None

    def get_desk_url(self) -> str:
        return reverse("admin:community_outsiderequest_change", args=[self.pk])


class RequestEventQuerySet(AppendOnlyQuerySet["RequestEvent"]):
    def erase_words(self) -> int:
        """Take out what was written; that it happened, when and by whom stays. For `community.retention`."""
        return super(AppendOnlyQuerySet, self).update(note="", message="")


class RequestEvent(HistoryRow):
    """One thing that happened to a request; written once, and never rewritten."""

    request = models.ForeignKey(OutsideRequest, models.PROTECT, related_name="events")
    verb = models.CharField(_("việc"), max_length=16, choices=VERBS)
    at = models.DateTimeField(_("lúc"), default=timezone.now)
    # None: the person outside, or the portal itself.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.TextField(_("ghi chú nội bộ"), blank=True)
    message = models.TextField(_("lời gửi người đề nghị"), blank=True)
    status_before = models.CharField(max_length=10, choices=Status, blank=True)
    status_after = models.CharField(max_length=10, choices=Status)
    data = models.JSONField(default=dict, blank=True)

    objects = RequestEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc đã làm với đề nghị")
        verbose_name_plural = _("việc đã làm với đề nghị")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} ← {self.request_id}"


class Supplement(models.Model):
    """What the person outside added later; apart from the history, for it is erased with the rest."""

    request = models.ForeignKey(OutsideRequest, models.PROTECT, related_name="supplements")
    at = models.DateTimeField(default=timezone.now)
    text = models.TextField(_("nội dung bổ sung"))

    class Meta:
        verbose_name = _("nội dung bổ sung")
        verbose_name_plural = _("nội dung bổ sung")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.request_id} · {self.at:%d/%m/%Y}"
