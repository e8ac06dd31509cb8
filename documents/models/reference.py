"""What official documents are filed and found by: who issued them, their fields, the school's groups."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from vietnamese import clean, fold

_DOMAIN = re.compile(r"@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}")
_ADDRESS = re.compile(r"[a-z0-9._%+-]{1,64}(?:" + _DOMAIN.pattern + r")")
# Where anybody gets an address: a domain that says nothing about the sender.
PUBLIC_MAIL = frozenset(
    {
        *("gmail.com", "googlemail.com", "yahoo.com", "yahoo.com.vn", "outlook.com", "outlook.com.vn"),
        *("hotmail.com", "live.com", "icloud.com", "me.com", "aol.com", "zoho.com", "proton.me"),
        *("protonmail.com", "gmx.com", "mail.com", "yandex.com", "ymail.com"),
    }
)


class IssuingAuthority(models.Model):
    """Who issues documents (Q8-2.3a, HN-3.1b); one that was dissolved stays the issuer of what it issued."""

    class Level(models.TextChoices):
        CENTRAL = "central", _("Quốc hội, Chính phủ")
        MINISTRY = "ministry", _("Bộ, ngành trung ương")
        PROVINCE = "province", _("Tỉnh ủy, HĐND, UBND tỉnh, thành phố")
        DEPARTMENT = "department", _("Sở Giáo dục và Đào tạo, sở, ngành")
        DISTRICT = "district", _("Huyện ủy, HĐND, UBND huyện, quận")
        BUREAU = "bureau", _("Phòng Giáo dục và Đào tạo")
        COMMUNE = "commune", _("Đảng ủy, HĐND, UBND xã, phường")
        SCHOOL = "school", _("Nhà trường")
        UNION = "union", _("Đảng, Công đoàn, Đoàn, Đội trong trường")
        OTHER = "other", _("Cơ quan khác")

    name = models.CharField(_("tên cơ quan"), max_length=200, unique=True)
    folded_name = models.CharField(max_length=200, unique=True, editable=False)
    slug = models.SlugField(_("đường dẫn"), max_length=80, unique=True)
    abbreviation = models.CharField(
        _("chữ viết tắt trong số, ký hiệu"), max_length=40, blank=True, help_text=_("Ví dụ: BGDĐT, SGDĐT.")
    )
    level = models.CharField(_("cấp ban hành"), max_length=10, choices=Level, default=Level.OTHER)
    email = models.EmailField(
        _("thư điện tử nhận tin bài"),
        blank=True,
        help_text=_("Có địa chỉ thì tin bài đã đăng gửi được đến cơ quan này, ví dụ Phòng GD&ĐT, Sở GD&ĐT."),
    )
    existed_from = models.DateField(_("thành lập ngày"), null=True, blank=True)
    existed_to = models.DateField(
        _("hoạt động đến hết ngày"),
        null=True,
        blank=True,
        help_text=_("Cơ quan đã giải thể vẫn là nơi ban hành các văn bản cũ."),
    )

    mail_addresses = models.TextField(
        _("địa chỉ thư điện tử"),
        max_length=2000,
        blank=True,
        help_text=_(
            "Mỗi dòng một địa chỉ, hoặc một tên miền như @pgd.gov.vn. Tệp trong thư gửi từ đây "
            "thành văn bản đến cho văn thư."
        ),
    )

    class Meta:
        verbose_name = _("cơ quan ban hành")
        verbose_name_plural = _("cơ quan ban hành")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(existed_from=None) | Q(existed_to=None) | Q(existed_to__gte=F("existed_from")),
                name="authority_dates_in_order",
                violation_error_message=_("Ngày giải thể phải sau ngày thành lập."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        self.name = " ".join(clean(self.name).split())
        self.folded_name = fold(self.name)
        others = IssuingAuthority.objects.filter(folded_name=self.folded_name).exclude(pk=self.pk)
        if others.exists():
            raise ValidationError({"name": _("Cơ quan này đã có trong danh mục.")})
        self.mail_addresses = "\n".join(_mail_lines(self.mail_addresses))

    def existed_on(self, day: date) -> bool:
        """Whether the body existed on that day; unknown dates are no obstacle."""
        begun = self.existed_from is None or self.existed_from <= day
        return begun and (self.existed_to is None or day <= self.existed_to)


def _mail_lines(text: str) -> list[str]:
    """Addresses and domains, each once; raises ValidationError for what is neither, or is everybody's."""
    lines = list(dict.fromkeys(re.split(r"[\s,;]+", clean(text).strip().lower())))
    for line in lines:
        if line and not (_ADDRESS.fullmatch(line) or _DOMAIN.fullmatch(line)):
            message = _("“%(line)s” không phải địa chỉ thư, cũng không phải tên miền như @pgd.gov.vn.")
            raise ValidationError({"mail_addresses": message % {"line": line}})
        if line.removeprefix("@") in PUBLIC_MAIL:
            message = _("Ai cũng lập được địa chỉ ở %(line)s; hãy ghi từng địa chỉ đầy đủ.")
            raise ValidationError({"mail_addresses": message % {"line": line}})
    return [line for line in lines if line]


class Filing(models.Model):
    """Something that documents are filed under, kept by the school in its order."""

    name = models.CharField(_("tên"), max_length=120, unique=True)
    slug = models.SlugField(_("đường dẫn"), max_length=80, unique=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class DocumentField(Filing):
    """A field (lĩnh vực) that documents are about; a document may belong to several."""

    class Meta(Filing.Meta):
        verbose_name = _("lĩnh vực văn bản")
        verbose_name_plural = _("lĩnh vực văn bản")


class DocumentGroup(Filing):
    """A group that the school shows its documents in (TS-III.2.2.5); each has an address and a feed."""

    class Meta(Filing.Meta):
        verbose_name = _("nhóm văn bản")
        verbose_name_plural = _("nhóm văn bản")
