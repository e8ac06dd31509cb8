from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.append_only import HistoryRow
from editorial.models.items import Item
from editorial.states import MOVES, OTHER_VERBS, State

VERBS = [(verb, move.label) for verb, move in MOVES.items()] + list(OTHER_VERBS.items())


class Event(HistoryRow):
    """One thing that happened to one item: the audit trail, the source of figures, and the outbox."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="events", verbose_name=_("nội dung"))
    edition_number = models.PositiveSmallIntegerField(_("bản số"))
    verb = models.CharField(_("việc"), max_length=20, choices=VERBS)
    at = models.DateTimeField(_("lúc"), default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="events", verbose_name=_("người thực hiện")
    )
    note = models.TextField(_("ghi chú"), blank=True)
    state_before = models.CharField(_("trạng thái trước"), max_length=12, choices=State, blank=True)
    state_after = models.CharField(_("trạng thái sau"), max_length=12, choices=State, blank=True)
    step_before = models.CharField(_("bước trước"), max_length=40, blank=True)
    step_after = models.CharField(_("bước sau"), max_length=40, blank=True)
    digest = models.CharField(_("dấu vân nội dung"), max_length=64, blank=True)
    data = models.JSONField(_("chi tiết"), default=dict, blank=True)

    class Meta:
        verbose_name = _("việc đã làm")
        verbose_name_plural = _("nhật ký xử lý")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["item", "edition_number", "verb"], name="event_of_edition"),
            models.Index(fields=["verb", "at"], name="event_by_verb"),
        ]

    def __str__(self) -> str:
        return f"{self.get_verb_display()} · {self.item_id}/{self.edition_number}"


class Delivery(models.Model):
    """One reaction owed to one event. `due_at` is both the lease and the back-off."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="deliveries")
    reaction = models.CharField(max_length=64)
    due_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("việc phải làm sau")
        verbose_name_plural = _("việc phải làm sau")
        indexes = [models.Index(fields=["due_at"], name="delivery_owed", condition=Q(done_at=None))]
        constraints = [models.UniqueConstraint(fields=["event", "reaction"], name="delivery_once")]

    def __str__(self) -> str:
        return f"{self.reaction} ← {self.event_id}"

    def claim(self, until: Any) -> bool:
        """Take this delivery until then; False if another worker got there first."""
        mine = Delivery.objects.filter(pk=self.pk, done_at=None, due_at=self.due_at)
        return mine.update(due_at=until, attempts=F("attempts") + 1) == 1


class Snapshot(models.Model):
    """The text as it stood at an event, kept when it differs from the one before."""

    event = models.OneToOneField(Event, models.PROTECT, related_name="snapshot")
    content = models.JSONField()

    class Meta:
        verbose_name = _("bản chụp nội dung")
        verbose_name_plural = _("bản chụp nội dung")

    def __str__(self) -> str:
        return str(self.event)


class Notification(models.Model):
    """A line in somebody's desk, mailed as well; one per person and event."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    event = models.ForeignKey(Event, models.CASCADE, related_name="notifications")
    to_act = models.BooleanField(_("cần xử lý"), default=False)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thông báo công việc")
        verbose_name_plural = _("thông báo công việc")
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="notification_once")]
        indexes = [
            models.Index(fields=["user", "-id"], name="notification_unread", condition=Q(read_at=None))
        ]

    def __str__(self) -> str:
        return f"{self.user_id} ← {self.event_id}"
