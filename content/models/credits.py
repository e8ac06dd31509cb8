"""Who took part in a text beside its author: ordered names with roles, kept as plain data of the edition."""

from typing import TypedDict

from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_CONTRIBUTORS = 8
LONGEST_NAME = 150


class Contribution(models.TextChoices):
    """What somebody did. Who wrote the text stands in `Article.author_credit`, and there alone."""

    PHOTOGRAPHS = "photographs", _("Ảnh")
    EDITING = "editing", _("Biên tập")
    INFORMATION = "information", _("Cung cấp thông tin")
    TRANSLATION = "translation", _("Người dịch")
    PRESENTATION = "presentation", _("Trình bày, đồ họa")
    PROOFREADING = "proofreading", _("Hiệu đính")


class Contributor(TypedDict):
    role: str
    name: str


def role_label(role: str) -> str:
    """The role in words; a role that is no longer offered is shown as it was stored."""
    return str(Contribution(role).label) if role in Contribution else role
