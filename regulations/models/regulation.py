"""The regulations this school has had: versions that are added, never changed."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regulations.loading import parse
from regulations.schema import Preset


class ImmutableRegulation(TypeError):
    """An attempt to change or delete a version; a changed regulation is a new version (HN-17)."""


class RegulationQuerySet(models.QuerySet["Regulation"]):
    """Versions can be added and read."""

    def in_force(self, on: date) -> "RegulationQuerySet":
        """Versions in force on or before that day, the one that holds on it first."""
        return self.filter(effective_from__lte=on).order_by("-effective_from", "-pk")

    def update(self, **fields: Any) -> NoReturn:
        raise ImmutableRegulation

    def delete(self) -> NoReturn:
        raise ImmutableRegulation

    def bulk_update(self, objs: Iterable["Regulation"], *args: Any, **options: Any) -> NoReturn:
        raise ImmutableRegulation


class Regulation(models.Model):
    """One version of the school's regulation as its TOML text, in force from `effective_from` on."""

    code = models.CharField(_("mã"), max_length=40)
    name = models.CharField(_("tên quy chế"), max_length=200)
    source = models.TextField(_("nội dung (TOML)"))
    # What `source` extends, as it was then: an update of the portal must not change a version in force.
    base = models.TextField(_("quy chế gốc (TOML)"), blank=True)
    effective_from = models.DateField(_("có hiệu lực từ"), db_index=True)
    created_at = models.DateTimeField(_("lúc áp dụng"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name=_("người áp dụng"),
        null=True,
        blank=True,
        related_name="+",
    )

    objects = RegulationQuerySet.as_manager()

    class Meta:
        verbose_name = _("quy chế")
        verbose_name_plural = _("quy chế")
        ordering = ["-effective_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(name="") & ~models.Q(source=""),
                name="regulation_says_something",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise ImmutableRegulation
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise ImmutableRegulation

    @classmethod
    def current(cls, on: date | None = None) -> "Regulation | None":
        """The version in force on that day (today in Asia/Ho_Chi_Minh), None before the first one."""
        return cls.objects.in_force(on or timezone.localdate()).first()

    @property
    def preset(self) -> Preset:
        """What this version says; read once per process, since a version never changes."""
        if self.pk is None:
            return parse(self.source, self.code, self.base)
        return _preset(self.pk, self.code, self.source, self.base)


# Keyed by the text as well as by pk: a restored or emptied database may give a pk another text.
@lru_cache(maxsize=64)
def _preset(pk: int, code: str, source: str, base: str) -> Preset:
    return parse(source, code, base)
