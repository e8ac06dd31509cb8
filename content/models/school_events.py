"""What the school holds on a day: conferences, meetings, activities (Q8-2.11, HN-11.2)."""

from datetime import date, timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.models import Attachment, attachment_lines, carry_parts
from editorial.models import Audience, AudienceQuerySet, Edition, Item
from editorial.states import ONCE_PUBLIC, State
from vietnamese import clean, slug

LONGEST_LINE = 255
LONGEST_PARTICIPANTS = 1000
LONGEST_TEXT = 20_000
LONGEST_EVENT = timedelta(days=366)
_LINES = ("title", "place", "chair", "online_url", "no_report_reason", "change_note")
# States in which the portal answers for the event: signed, or seen by its readers at some time.
_SIGNED_OR_SEEN = sorted({State.APPROVED, *ONCE_PUBLIC})


class EventKind(models.TextChoices):
    """The values stand in addresses."""

    CONFERENCE = "hoi-nghi", _("Hội nghị")
    SUMMARY_CONFERENCE = "hoi-nghi-tong-ket", _("Hội nghị tổng kết")
    SEMINAR = "hoi-thao", _("Hội thảo, chuyên đề")
    TRAINING = "tap-huan", _("Tập huấn")
    MEETING = "hop", _("Họp")
    ACTIVITY = "hoat-dong", _("Hoạt động, ngày lễ")
    EXAM = "thi", _("Thi, kiểm tra")
    OUTING = "ngoai-khoa", _("Ngoại khóa, trải nghiệm")
    OTHER = "khac", _("Sự kiện khác")


class EventStatus(models.TextChoices):
    """How far the thing itself is, whatever the state of its announcement."""

    PLANNED = "du-kien", _("Theo kế hoạch")
    POSTPONED = "hoan", _("Hoãn")
    CANCELLED = "huy", _("Hủy")


class SchoolEvent(Edition):
    """One version of an event of the school.

    Moments are stored in UTC and read in Asia/Ho_Chi_Minh. An event of whole days begins at 00:00 of its
    first day and ends at 23:59 of its last. A draft may lack its time, what is signed may not.
    """

    event_kind = models.CharField(
        _("loại sự kiện"), max_length=20, choices=EventKind, default=EventKind.ACTIVITY
    )
    status = models.CharField(
        _("tình trạng"),
        max_length=8,
        choices=EventStatus,
        default=EventStatus.PLANNED,
        help_text=_("Sự kiện hoãn, hủy vẫn hiện trên lịch và được ghi rõ."),
    )
    starts_at = models.DateTimeField(_("bắt đầu lúc"), null=True, blank=True)
    ends_at = models.DateTimeField(_("kết thúc lúc"), null=True, blank=True)
    all_day = models.BooleanField(_("cả ngày"), default=False)
    place = models.CharField(_("địa điểm"), max_length=LONGEST_LINE, blank=True)
    online_url = models.URLField(_("địa chỉ họp trực tuyến"), max_length=500, blank=True)
    chair = models.CharField(_("chủ trì"), max_length=LONGEST_LINE, blank=True)
    participants = models.TextField(_("thành phần"), max_length=LONGEST_PARTICIPANTS, blank=True)
    audience = models.CharField(_("ai được xem"), max_length=6, choices=Audience, default=Audience.PUBLIC)
    text = models.TextField(_("nội dung"), blank=True)
    owes_report = models.BooleanField(
        _("phải đưa tin"),
        default=True,
        help_text=_("Sự kiện xong thì phải có tin trên cổng đúng hạn của quy chế; bỏ dấu nếu không cần."),
    )
    no_report_reason = models.CharField(_("vì sao không cần đưa tin"), max_length=LONGEST_LINE, blank=True)
    # Like the note it goes with: said of one edition, never carried on to the next.
    correction = models.BooleanField(_("đính chính"), default=False)

    attachments: Any

    objects: ClassVar[Any] = AudienceQuerySet.as_manager()

    content_fields: ClassVar[tuple[str, ...]] = (
        *Edition.content_fields,
        "event_kind",
        "status",
        "starts_at",
        "ends_at",
        "all_day",
        "place",
        "online_url",
        "chair",
        "participants",
        "audience",
        "text",
        "owes_report",
        "no_report_reason",
    )
    is_translated: ClassVar[bool] = False

    class Meta(Edition.Meta):
        verbose_name = _("sự kiện")
        verbose_name_plural = _("lịch sự kiện")
        indexes = [
            *Edition.Meta.indexes,
            models.Index(fields=["starts_at", "item"], name="event_by_start"),
            models.Index(fields=["ends_at", "item"], name="event_by_end"),
        ]
        constraints = [
            *Edition.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(state__in=_SIGNED_OR_SEEN)
                | Q(starts_at__isnull=False, ends_at__isnull=False) & ~Q(title=""),
                name="event_published_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None)
                | Q(starts_at__isnull=False, ends_at__isnull=False, ends_at__gt=F("starts_at")),
                name="event_ends_after_start",
            ),
            # HN-13.1: what owes no report says why.
            models.CheckConstraint(
                condition=Q(owes_report=True) | ~Q(no_report_reason=""), name="event_without_report_says_why"
            ),
        ]

    @property
    def first_day(self) -> date | None:
        """The first day of the event (Asia/Ho_Chi_Minh)."""
        return timezone.localdate(self.starts_at) if self.starts_at else None

    @property
    def last_day(self) -> date | None:
        """The last day on which it goes on: what ends at midnight is not of the day that begins then."""
        return timezone.localdate(self.ends_at - timedelta(seconds=1)) if self.ends_at else None

    @property
    def is_one_day(self) -> bool:
        return self.first_day == self.last_day

    @property
    def is_off(self) -> bool:
        """Put off or called off: it does not take place at this time."""
        return self.status != EventStatus.PLANNED

    @property
    def has_ended(self) -> bool:
        return self.ends_at is not None and self.ends_at <= timezone.now()

    @property
    def may_leave(self) -> bool:
        return self.audience == Audience.PUBLIC

    @property
    def address_words(self) -> dict[str, Any]:
        return {"slug": slug(self.title)[:80] or "su-kien", "item_id": self.item_id}

    def get_absolute_url(self) -> str:
        return reverse("school_event", kwargs=self.address_words)

    def get_file_url(self) -> str:
        """Where the event is had as an iCalendar file."""
        return reverse("school_event_file", kwargs=self.address_words)

    def prepare(self) -> None:
        for name in _LINES:
            setattr(self, name, " ".join(clean(getattr(self, name)).split()))
        self.participants = clean(self.participants).strip()
        self.text = clean(self.text).strip()

    def searched_text(self) -> str:
        return " ".join(filter(None, (self.place, self.chair)))

    def content(self) -> dict[str, Any]:
        # As people read the clock here: moments of UTC would be compared and shown seven hours early.
        clock = {
            name: f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if (at := getattr(self, name)) else ""
            for name in ("starts_at", "ends_at")
        }
        whole = super().content() | clock | {"correction": self.correction}
        return whole if self.pk is None else whole | {"attachments": attachment_lines(self)}

    def copy_parts_to(self, other: Self) -> None:
        carry_parts(self.attachments, other)


class SchoolEventAttachment(Attachment):
    edition = models.ForeignKey(SchoolEvent, models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = _("tài liệu của sự kiện")
        verbose_name_plural = _("tài liệu của sự kiện")


class EventReport(models.Model):
    """An article or a document that reports on an event; both are items, so that editions may follow."""

    event = models.ForeignKey(Item, models.PROTECT, related_name="reports", verbose_name=_("sự kiện"))
    item = models.ForeignKey(
        Item, models.PROTECT, related_name="reported_events", verbose_name=_("bài viết, văn bản")
    )
    linked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("người gắn")
    )
    linked_at = models.DateTimeField(_("gắn lúc"), default=timezone.now)

    class Meta:
        verbose_name = _("tin về sự kiện")
        verbose_name_plural = _("tin về sự kiện")
        ordering = ["linked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["event", "item"], name="event_report_once"),
            models.CheckConstraint(condition=~Q(event=F("item")), name="event_report_is_another_item"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} ← {self.item_id}"
