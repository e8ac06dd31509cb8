"""Kinds of edition that may be meant for the staff alone: what is out is not public for that."""

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from editorial.models.items import EditionQuerySet


class Audience(models.TextChoices):
    PUBLIC = "public", _("Mọi người")
    STAFF = "staff", _("Cán bộ, giáo viên, nhân viên của trường")


class AudienceQuerySet(EditionQuerySet):
    """For kinds of edition with a field `audience`."""

    def public(self) -> Self:
        """Only what is for everybody: what is for the staff appears in the desk alone."""
        return super().public().filter(audience="public")

    def visible_to(self, user: Any) -> Self:
        """Beside what the kernel says, everybody who works here reads what is out, for whichever audience."""
        rows = super().visible_to(user)
        meta = self.model._meta
        if not (user.is_authenticated and user.has_perm(f"{meta.app_label}.view_{meta.model_name}")):
            return rows
        return rows | self.filter(pk__in=self.model._default_manager.out().values("pk"))

    def out(self) -> Self:
        """Published and in its time, for whichever audience."""
        return super().public()
