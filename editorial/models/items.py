import hashlib
import json
from typing import Any, ClassVar, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from editorial.models.sections import Section
from editorial.states import IN_PROGRESS, ONCE_PUBLIC, State
from editorial.visibility import visible_filter
from people.models import Unit
from regulations.models import Regulation


class Item(models.Model):
    """What is published, whatever its version: the identity that everything lasting points at."""

    class Language(models.TextChoices):
        VIETNAMESE = "vi", "Tiếng Việt"
        ENGLISH = "en", "English"

    kind = models.CharField(_("loại"), max_length=64, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, verbose_name=_("đơn vị"), related_name="items")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("người tạo"), related_name="+"
    )
    created_at = models.DateTimeField(_("tạo lúc"), default=timezone.now, editable=False)
    language = models.CharField(
        _("ngôn ngữ"), max_length=2, choices=Language, default=Language.VIETNAMESE, editable=False
    )
    translation_of = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="translations",
        verbose_name=_("bản dịch của"),
    )
    suspended_at = models.DateTimeField(_("tạm ẩn lúc"), null=True, blank=True, editable=False)
    taken_down_at = models.DateTimeField(_("gỡ bỏ lúc"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("nội dung")
        verbose_name_plural = _("nội dung")
        indexes = [models.Index(fields=["kind", "created_at"], name="item_by_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["translation_of", "language"], name="item_one_translation_per_language"
            ),
            # What is written here is Vietnamese; what is not is a translation of it (QN-II.5b).
            models.CheckConstraint(
                condition=Q(language="vi", translation_of=None)
                | Q(language="en", translation_of__isnull=False),
                name="item_other_language_is_translation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_model._meta.verbose_name} {self.pk}"

    @property
    def edition_model(self) -> type["Edition"]:
        return apps.get_model(self.kind)

    @property
    def editions(self) -> "EditionQuerySet":
        return self.edition_model._default_manager.filter(item=self)


class EditionQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """The only definition of what a visitor may see, at this instant and with every worker down.

        A signed edition whose hour has come is public before the clock's job has touched it, and the
        edition it replaces is not.
        """
        now = timezone.now()
        due = self.model._base_manager.filter(
            item=OuterRef("item"), state=State.APPROVED, published_at__lte=now
        )
        return (
            self.filter(
                state__in=[State.PUBLISHED, State.APPROVED],
                published_at__lte=now,
                item__suspended_at=None,
                item__taken_down_at=None,
            )
            .filter(Q(expires_at=None) | Q(expires_at__gt=now))
            .filter(Q(state=State.APPROVED) | ~Exists(due))
        )

    def visible_to(self, user: Any) -> Self:
        """What this person may open in the desk: everything public, and their share of the rest."""
        shown = self.model._base_manager.filter(visible_filter(user)).values("pk")
        return self.filter(Q(pk__in=shown) | Q(pk__in=self.model._default_manager.public().values("pk")))

    def in_progress(self) -> Self:
        return self.filter(state__in=IN_PROGRESS)

    def due_to_appear(self) -> Self:
        return self.filter(state=State.APPROVED, published_at__lte=timezone.now())

    def latest_editions(self) -> Self:
        """One row per item: the edition with the highest number."""
        newer = self.model._base_manager.filter(item=OuterRef("item"), number__gt=OuterRef("number"))
        return self.filter(~Exists(newer))


class Edition(models.Model):
    """One version of an item. `editorial.workflow` alone writes `state`, `editorial.drafting` the text."""

    class Origin(models.TextChoices):
        UNIT = "unit", _("Đơn vị trong trường")
        ORGANISATION = "organisation", _("Tổ chức, đoàn thể")
        SCHOOL = "school", _("Hoạt động của nhà trường")
        READER = "reader", _("Bạn đọc gửi")
        EXTERNAL = "external", _("Nguồn chính thống khác")

    class Channel(models.TextChoices):
        WEB = "web", _("Trên cổng")
        EMAIL = "email", _("Thư điện tử")
        USB = "usb", _("USB")
        PAPER = "paper", _("Bản giấy")

    # The text that is compared, signed and copied to the next edition; subclasses extend it.
    content_fields: ClassVar[tuple[str, ...]] = ("title", "section")
    # Columns that `prepare` makes of others.
    derived_fields: ClassVar[tuple[str, ...]] = ()
    # Rows that are written with the text and replaced as a whole: names of reverse relations with `order`.
    part_names: ClassVar[frozenset[str]] = frozenset()
    # What `content()` has beside fields, as people call it.
    part_labels: ClassVar[dict[str, Any]] = {}
    # Whether items of this kind are written again in English; what is stamped and signed is not.
    is_translated: ClassVar[bool] = True

    item = models.ForeignKey(Item, models.PROTECT, related_name="%(class)s_editions", editable=False)
    number = models.PositiveSmallIntegerField(_("bản số"), default=1, editable=False)
    title = models.CharField(_("tiêu đề"), max_length=255)
    section = models.ForeignKey(
        Section,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_editions",
        verbose_name=_("chuyên mục"),
    )
    state = models.CharField(
        _("trạng thái"), max_length=12, choices=State, default=State.DRAFT, editable=False
    )
    step = models.CharField(_("bước"), max_length=40, blank=True, editable=False)
    version = models.PositiveIntegerField(_("lần ghi"), default=0, editable=False)
    regulation = models.ForeignKey(Regulation, models.PROTECT, null=True, editable=False, related_name="+")
    sensitive = models.BooleanField(
        _("nội dung nhạy cảm"),
        default=False,
        help_text=_("Phải có ý kiến của Trưởng ban trước khi đăng."),
    )
    origin = models.CharField(_("nguồn tin"), max_length=12, choices=Origin, default=Origin.UNIT)
    channel = models.CharField(_("gửi qua"), max_length=5, choices=Channel, default=Channel.WEB)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("người soạn"),
    )
    created_at = models.DateTimeField(_("soạn lúc"), default=timezone.now, editable=False)
    information_provider = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("người cung cấp thông tin"),
        help_text=_("Khi nhập thay người khác."),
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    submitted_at = models.DateTimeField(null=True, editable=False)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    approved_at = models.DateTimeField(null=True, editable=False)
    signed_digest = models.CharField(max_length=64, blank=True, editable=False)
    urgent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    urgent_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False
    )
    publish_at = models.DateTimeField(
        _("hẹn giờ đăng"), null=True, blank=True, help_text=_("Để trống: đăng ngay khi được duyệt.")
    )
    published_at = models.DateTimeField(_("đăng lúc"), null=True, editable=False)
    first_public_at = models.DateTimeField(_("đăng lần đầu lúc"), null=True, editable=False)
    expires_at = models.DateTimeField(
        _("hết hạn hiển thị"), null=True, blank=True, help_text=_("Để trống: không hết hạn.")
    )
    change_note = models.CharField(
        _("nội dung sửa đổi"),
        max_length=255,
        blank=True,
        help_text=_("Bạn đọc thấy dòng này khi bài đã đăng được sửa."),
    )

    # Written with the text by `editorial.drafting`: title and summary as they are searched.
    search_text = models.TextField(editable=False, blank=True, default="")

    objects = EditionQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["-created_at"]
        indexes = [
            # Whole on the public side, partial on the desk's: SQLite takes a partial index for literals only,
            # and given a choice it would look public items up by their state and sort them all.
            models.Index(fields=["-first_public_at", "-item"], name="%(class)s_newest"),
            models.Index(fields=["section", "-first_public_at", "-item"], name="%(class)s_by_section"),
            models.Index(
                fields=["state", "step"], name="%(class)s_queue", condition=Q(state__in=sorted(IN_PROGRESS))
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["item", "number"], name="%(class)s_number_once"),
            models.UniqueConstraint(
                fields=["item"], condition=Q(state="published"), name="%(class)s_one_published"
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(state__in=sorted(IN_PROGRESS)),
                name="%(class)s_one_in_progress",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=sorted(ONCE_PUBLIC)) | Q(published_at__isnull=False),
                name="%(class)s_published_has_date",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(state__in=sorted(ONCE_PUBLIC | {State.APPROVED})),
                name="%(class)s_date_means_approved",
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | Q(expires_at=None) | Q(expires_at__gt=F("published_at")),
                name="%(class)s_expires_after_publication",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def kind(self) -> str:
        return self._meta.label_lower

    @property
    def is_due(self) -> bool:
        """Signed, and its hour has come: public, though the clock's job has not run yet."""
        return (
            self.state == State.APPROVED
            and self.published_at is not None
            and self.published_at <= timezone.now()
        )

    @property
    def current_state(self) -> State:
        return State.PUBLISHED if self.is_due else State(self.state)

    @property
    def is_scheduled(self) -> bool:
        return self.state == State.APPROVED and self.published_at is not None and not self.is_due

    @property
    def is_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()

    @property
    def may_leave(self) -> bool:
        """Whether anybody outside may be shown it before it is public; kinds that keep secrets say no."""
        return True

    @property
    def needs_opinion(self) -> bool:
        return self.sensitive or (self.section is not None and self.section.sensitive)

    @property
    def owes_urgent_confirmation(self) -> bool:
        return self.urgent_by_id is not None and self.urgent_confirmed_by_id is None

    @property
    def author_ids(self) -> set[int]:
        ids = {self.created_by_id, self.submitted_by_id, self.information_provider_id}
        return {pk for pk in ids if pk is not None}

    def content(self) -> dict[str, Any]:
        """The text as plain data, for comparison and digest; the note on a correction is part of it."""
        values: dict[str, Any] = {"change_note": self.change_note}
        for name in self.content_fields:
            value = getattr(self, self._meta.get_field(name).attname)
            values[name] = value if isinstance(value, str | int | bool | None) else str(value)
        return values

    def digest(self) -> str:
        """SHA-256 of the content: what was signed or given an opinion on is this text and no other."""
        packed = json.dumps(self.content(), ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(packed.encode()).hexdigest()

    def prepare(self) -> None:
        """Clean the text before it is stored; subclasses sanitise their own fields."""

    def searched_text(self) -> str:
        """What is searched beside the title; subclasses say."""
        return ""

    def copy_parts_to(self, other: Self) -> None:
        """Copy what hangs on this edition (attachments, pictures) to its successor."""

    def content_for_translation(self) -> dict[str, Any]:
        """Fields that a translation cannot take over as they are."""
        return {}

    def get_desk_url(self) -> str:
        return reverse(f"admin:{self._meta.app_label}_{self._meta.model_name}_change", args=[self.pk])
