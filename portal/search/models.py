"""What the school tells its search, and what the search owes and has noticed."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from vietnamese import clean
from vietnamese.searching import read_query


class StaleEntry(models.Model):
    """A thing whose entry in the index may not say what is public now; written down until it is looked at."""

    identifier = models.CharField(max_length=120)
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("mục chờ lập chỉ mục")
        verbose_name_plural = _("mục chờ lập chỉ mục")

    def __str__(self) -> str:
        return self.identifier


def phrases(text: str) -> list[str]:
    """The lines of a text field, tidied, without empty ones."""
    lines = (" ".join(line.split()) for line in clean(text).split("\n"))
    return [line for line in lines if line]


class Synonym(models.Model):
    """Phrases that mean the same to a reader: THCS, trung học cơ sở."""

    phrases = models.TextField(
        _("các cách viết"),
        max_length=500,
        help_text=_("Mỗi dòng một cách viết; người tìm gõ cách nào cũng thấy các cách còn lại."),
    )
    # Of those that come with the portal; such a group is switched off, not deleted, or it would come back.
    key = models.SlugField(max_length=40, blank=True, editable=False)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("nhóm từ đồng nghĩa")
        verbose_name_plural = _("từ đồng nghĩa khi tìm kiếm")
        ordering = ["phrases"]
        constraints = [
            models.UniqueConstraint(fields=["key"], condition=~Q(key=""), name="synonym_key_once"),
        ]

    def __str__(self) -> str:
        return " = ".join(phrases(self.phrases))

    def clean(self) -> None:
        lines = phrases(self.phrases)
        if len({read_query(line).keys for line in lines} - {()}) < 2:
            raise ValidationError({"phrases": _("Cần ít nhất hai cách viết khác nhau, mỗi cách một dòng.")})
        self.phrases = "\n".join(lines)


class PromotedResult(models.Model):
    """A page of the portal that stands first for certain queries."""

    queries = models.TextField(
        _("khi người đọc tìm"),
        max_length=500,
        help_text=_("Mỗi dòng một câu tìm; dấu, chữ hoa và thứ tự từ không quan trọng."),
    )
    title = models.CharField(_("tiêu đề hiện ra"), max_length=150)
    address = models.CharField(
        _("địa chỉ trong cổng"),
        max_length=300,
        help_text=_("Bắt đầu bằng “/”, ví dụ /trang/tuyen-sinh/. Nội dung chưa đăng thì không hiện."),
    )
    description = models.CharField(_("mô tả ngắn"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"), default=0)
    is_active = models.BooleanField(_("đang dùng"), default=True)

    class Meta:
        verbose_name = _("kết quả đề xuất")
        verbose_name_plural = _("kết quả đề xuất khi tìm kiếm")
        ordering = ["order", "title"]
        constraints = [
            models.CheckConstraint(
                condition=Q(address__startswith="/") & ~Q(address__startswith="//"),
                name="promoted_result_stays_here",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        self.title = " ".join(clean(self.title).split())
        self.description = " ".join(clean(self.description).split())
        self.queries = "\n".join(phrases(self.queries))
        if not any(read_query(line) for line in phrases(self.queries)):
            raise ValidationError({"queries": _("Hãy ghi ít nhất một câu tìm.")})
        if not self.address.startswith("/") or self.address.startswith("//") or "\\" in self.address:
            raise ValidationError({"address": _("Địa chỉ phải là một trang của cổng, bắt đầu bằng “/”.")})
        if self.address.startswith(("/quan-tri/", "/tai-khoan/")):
            raise ValidationError({"address": _("Bạn đọc không mở được địa chỉ này.")})

    def answers(self, keys: frozenset[str]) -> bool:
        return any(frozenset(read_query(line).keys) == keys for line in phrases(self.queries))


class VainSearch(models.Model):
    """What readers looked for and did not find: the query without marks and how often, never who or when."""

    query = models.CharField(_("câu tìm (không dấu)"), max_length=120, unique=True)
    count = models.PositiveIntegerField(_("số lần"), default=1)
    last_on = models.DateField(_("lần cuối"), default=timezone.localdate)

    class Meta:
        verbose_name = _("câu tìm không có kết quả")
        verbose_name_plural = _("câu tìm không có kết quả")
        ordering = ["-count", "query"]
        constraints = [models.CheckConstraint(condition=Q(count__gt=0), name="vain_search_happened")]

    def __str__(self) -> str:
        return self.query

    def get_absolute_url(self) -> str:
        return f"{reverse('search')}?{urlencode({'q': self.query})}"

    @classmethod
    def count_one(cls, query: str) -> None:
        """Count a query that found nothing; two readers at once are both counted."""
        today = timezone.localdate()
        counted: Any = cls.objects.filter(query=query).update(count=F("count") + 1, last_on=today)
        if not counted:
            _row, made = cls.objects.get_or_create(query=query)
            if not made:
                cls.objects.filter(query=query).update(count=F("count") + 1, last_on=today)
