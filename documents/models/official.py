from datetime import date
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.document_types import DOCUMENT_TYPES, OFFICIAL_LETTER, type_by_code
from documents.models.files import Attachment, StoredFile, attachment_lines, carry_parts
from documents.models.reference import DocumentField, DocumentGroup, IssuingAuthority
from documents.numbering import normalise
from editorial.models import Audience, AudienceQuerySet, Edition, Item
from editorial.states import ONCE_PUBLIC, State
from vietnamese import clean, slug

LONGEST_SUMMARY = 1000
TYPES = [(kind.code, kind.name) for kind in DOCUMENT_TYPES]
LONGEST_LINE = 300


class Validity(models.TextChoices):
    """Whether a document is in force on a given day (Q8-2.3b)."""

    NOT_YET = "chua", _("Chưa có hiệu lực")
    IN_FORCE = "con", _("Còn hiệu lực")
    PARTLY = "mot-phan", _("Hết hiệu lực một phần")
    EXPIRED = "het", _("Hết hiệu lực")


class RelationKind(models.TextChoices):
    """What a document says of an earlier one."""

    REPLACES = "replaces", _("Thay thế")
    REPEALS = "repeals", _("Bãi bỏ")
    AMENDS = "amends", _("Sửa đổi, bổ sung")
    BASED_ON = "based_on", _("Căn cứ")


ENDING = (RelationKind.REPLACES, RelationKind.REPEALS)
CHANGING = (RelationKind.AMENDS,)
# States in which the portal answers for the document: signed, or seen by its readers at some time.
SIGNED_OR_SEEN = sorted({State.APPROVED, *ONCE_PUBLIC})


class OfficialDocumentQuerySet(AudienceQuerySet):
    def with_validity(self, day: date) -> Self:
        """With `validity`, a value of `Validity`, as of that day; see `documents.validity`."""
        begins = Coalesce("effective_on", "issued_on")
        ended, changed = _changed_by(ENDING, day), _changed_by(CHANGING, day)
        return self.annotate(from_day=begins).annotate(
            validity=Case(
                When(from_day__gt=day, then=Value(Validity.NOT_YET)),
                When(Q(expires_on__lte=day) | Q(item__in=ended), then=Value(Validity.EXPIRED)),
                When(item__in=changed, then=Value(Validity.PARTLY)),
                default=Value(Validity.IN_FORCE),
                output_field=models.CharField(),
            )
        )


class OfficialDocument(Edition):
    """One version of an official document: its record; the files are its attachments.

    The title is made of type, number and summary. A draft may lack number and date, what is public may not.
    """

    class Direction(models.TextChoices):
        OUTGOING = "outgoing", _("Văn bản đi")
        INCOMING = "incoming", _("Văn bản đến")
        INTERNAL = "internal", _("Văn bản nội bộ")

    class Secrecy(models.TextChoices):
        NONE = "none", _("Thường")
        RESTRICTED = "restricted", _("Lưu hành nội bộ")
        CONFIDENTIAL = "confidential", _("Mật")
        SECRET = "secret", _("Tối mật")
        TOP_SECRET = "top_secret", _("Tuyệt mật")

    document_type = models.CharField(_("loại văn bản"), max_length=30, choices=TYPES, blank=True)
    reference_number = models.CharField(
        _("số, ký hiệu"), max_length=100, blank=True, help_text=_("Ghi như trên văn bản: 12/QĐ-THCS.")
    )
    number_key = models.CharField(max_length=120, editable=False, blank=True, default="")
    summary = models.TextField(_("trích yếu"), max_length=LONGEST_SUMMARY, blank=True)
    issuing_authority = models.ForeignKey(
        IssuingAuthority,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("cơ quan ban hành"),
    )
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    stamped_at = models.DateTimeField(
        _("đóng dấu lúc"), null=True, blank=True, help_text=_("Giờ đóng dấu định hạn đăng lên cổng.")
    )
    effective_on = models.DateField(
        _("có hiệu lực từ ngày"), null=True, blank=True, help_text=_("Để trống: từ ngày ban hành.")
    )
    expires_on = models.DateField(
        _("hết hiệu lực từ ngày"), null=True, blank=True, help_text=_("Ngày đầu tiên không còn hiệu lực.")
    )
    signer = models.CharField(_("người ký"), max_length=120, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=200, blank=True)
    fields = models.ManyToManyField(
        DocumentField, blank=True, related_name="documents", verbose_name=_("lĩnh vực")
    )
    group = models.ForeignKey(
        DocumentGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name=_("nhóm văn bản"),
    )
    direction = models.CharField(
        _("văn bản đi, đến"), max_length=10, choices=Direction, default=Direction.OUTGOING
    )
    secrecy = models.CharField(_("độ mật"), max_length=12, choices=Secrecy, default=Secrecy.NONE)
    audience = models.CharField(_("ai được đọc"), max_length=6, choices=Audience, default=Audience.PUBLIC)
    asks_reading = models.BooleanField(
        _("cần xác nhận đã đọc"),
        default=False,
        help_text=_("Mỗi cán bộ, giáo viên bấm “Tôi đã đọc”; nhà trường thấy ai chưa đọc."),
    )
    sends_itself = models.BooleanField(
        _("gửi nơi nhận khi đăng"),
        default=True,
        help_text=_("Tệp được gửi tới địa chỉ thư điện tử ghi ở Nơi nhận ngay khi văn bản được đăng."),
    )
    # Like the note it goes with: said of one edition, never carried on to the next.
    correction = models.BooleanField(_("đính chính"), default=False)

    attachments: Any
    relations: Any
    recipients: Any

    objects: ClassVar[Any] = OfficialDocumentQuerySet.as_manager()

    content_fields: ClassVar[tuple[str, ...]] = (
        "document_type",
        "reference_number",
        "summary",
        "issuing_authority",
        "issued_on",
        "signed_on",
        "stamped_at",
        "effective_on",
        "expires_on",
        "signer",
        "signer_title",
        "group",
        "direction",
        "secrecy",
        "audience",
        "asks_reading",
        "sends_itself",
    )
    derived_fields: ClassVar[tuple[str, ...]] = ("title", "number_key")
    is_translated: ClassVar[bool] = False
    part_names: ClassVar[frozenset[str]] = frozenset({"relations", "recipients"})
    part_labels: ClassVar[dict[str, Any]] = {"relations": _("quan hệ văn bản"), "recipients": _("nơi nhận")}

    class Meta(Edition.Meta):
        verbose_name = _("văn bản")
        verbose_name_plural = _("văn bản")
        indexes = [
            *Edition.Meta.indexes,
            models.Index(fields=["-issued_on", "-item"], name="document_by_day"),
            models.Index(fields=["number_key"], name="document_by_number"),
        ]
        constraints = [
            *Edition.Meta.constraints,
            # HN-4.2b: never public, whatever else goes wrong.
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_OR_SEEN) | Q(secrecy="none"),
                name="document_secret_is_never_published",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=SIGNED_OR_SEEN)
                | (
                    Q(issued_on__isnull=False, issuing_authority__isnull=False)
                    & ~Q(reference_number="")
                    & ~Q(document_type="")
                    & ~Q(summary="")
                ),
                name="document_published_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(expires_on=None) | Q(effective_on=None) | Q(expires_on__gte=F("effective_on")),
                name="document_expires_after_effect",
            ),
        ]

    @property
    def type_name(self) -> str:
        return type_by_code(self.document_type).name if self.document_type else ""

    @property
    def heading(self) -> str:
        """Type and number: “Quyết định số 12/QĐ-THCS”."""
        name = self.type_name or str(self._meta.verbose_name).capitalize()
        return f"{name} số {self.reference_number}" if self.reference_number else name

    @property
    def from_which_day(self) -> date | None:
        """The first day in force."""
        return self.effective_on or self.issued_on

    @property
    def is_secret(self) -> bool:
        return self.secrecy != self.Secrecy.NONE

    @property
    def may_leave(self) -> bool:
        return not self.is_secret and self.audience == Audience.PUBLIC

    def get_absolute_url(self) -> str:
        words = f"{self.document_type} {self.reference_number}" if self.reference_number else self.title
        return reverse("document", kwargs={"slug": slug(words)[:80] or "van-ban", "item_id": self.item_id})

    def prepare(self) -> None:
        for name in ("reference_number", "signer", "signer_title", "change_note"):
            setattr(self, name, " ".join(clean(getattr(self, name)).split()))
        self.summary = " ".join(clean(self.summary).split())
        self.number_key = normalise(self.reference_number).key[:120] if self.reference_number else ""
        self.title = self._title()

    def _title(self) -> str:
        if not (self.reference_number or self.summary):
            return self.title or str(_("Văn bản chưa có trích yếu"))
        between = " " if self.document_type == OFFICIAL_LETTER and self.summary.startswith("V/v") else ": "
        whole = between.join(part for part in (self.heading, self.summary) if part)
        return whole if len(whole) <= 255 else whole[:254].rsplit(" ", 1)[0] + "…"

    def searched_text(self) -> str:
        return " ".join(filter(None, (self.number_key, self.signer, str(self.issuing_authority or ""))))

    def content(self) -> dict[str, Any]:
        whole = super().content() | {"correction": self.correction}
        if self.pk is None:
            return whole
        return whole | {
            "fields": sorted(self.fields.values_list("name", flat=True)),
            "attachments": attachment_lines(self),
            "relations": "\n".join(row.line for row in self.relations.all()),
            "recipients": "\n".join(row.line for row in self.recipients.all()),
        }

    def copy_parts_to(self, other: Self) -> None:
        other.fields.set(self.fields.all())
        for rows in (self.attachments, self.relations, self.recipients):
            carry_parts(rows, other)

    def validity_on(self, day: date) -> Validity:
        """Whether it is in force on that day (Asia/Ho_Chi_Minh); a draft is asked the same way."""
        rows = OfficialDocument.objects.filter(pk=self.pk).with_validity(day)
        return Validity(rows.values_list("validity", flat=True).get())


class DocumentRelation(models.Model):
    """What this edition says of another document: one the portal has, or one named by its number only."""

    edition = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="relations")
    kind = models.CharField(_("quan hệ"), max_length=10, choices=RelationKind)
    text = models.CharField(_("văn bản"), max_length=LONGEST_LINE)
    target = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="named_by", verbose_name=_("trên cổng")
    )
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)

    class Meta:
        verbose_name = _("quan hệ văn bản")
        verbose_name_plural = _("quan hệ văn bản")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "kind", "text"], name="document_relation_once"),
        ]

    def __str__(self) -> str:
        return self.line

    @property
    def line(self) -> str:
        return f"{self.get_kind_display()}: {self.text}"


def _changed_by(kinds: tuple[RelationKind, ...], day: date) -> Any:
    """The items of which public documents, in force themselves, say so.

    Asked once for a whole list: bound to each row it took PostgreSQL seconds for ten thousand documents.
    """
    rows = DocumentRelation.objects.annotate(since=Coalesce("edition__effective_on", "edition__issued_on"))
    out = OfficialDocument.objects.out().values("pk")
    said = rows.filter(target__isnull=False, kind__in=kinds, edition__in=out, since__lte=day)
    return said.order_by().values("target")


class DocumentAttachment(Attachment):
    edition = models.ForeignKey(OfficialDocument, models.CASCADE, related_name="attachments")

    class Meta(Attachment.Meta):
        verbose_name = _("tệp văn bản")
        verbose_name_plural = _("tệp văn bản")

    @classmethod
    def locks(cls, stored: StoredFile) -> bool:
        """A file of a secret document is served to nobody, whatever else it is attached to (HN-4.2b)."""
        return cls.objects.filter(file=stored).exclude(edition__secrecy="none").exists()
