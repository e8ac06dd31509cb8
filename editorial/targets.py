"""The month against what the regulation asks of the school: articles that are public now (QN-II.5)."""

from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db.models import Count, Q
from django.utils import timezone

from editorial.routes import current_preset
from people.models import Unit

ARTICLES = "content.article"


@dataclass(frozen=True)
class Figure:
    """How many articles a unit or the school (`unit` is None) made public, and how many are asked for."""

    unit: Unit | None
    month: int
    year: int
    month_target: int = 0
    year_target: int = 0


def figures(unit: Unit | None) -> list[Figure]:
    """The school's figures of this month and year in Asia/Ho_Chi_Minh, and those of the unit, if any.

    The targets are the school's: no regulation sets one for a unit.
    """
    targets = current_preset().targets
    rows = _count(unit)
    school = Figure(None, rows["month"], rows["year"], targets.articles_per_month, targets.articles_per_year)
    return [school, Figure(unit, rows["unit_month"], rows["unit_year"])] if unit else [school]


def _count(unit: Unit | None) -> dict[str, int]:
    year, month = _starts()
    recent, own = Q(first_public_at__gte=month), Q(item__unit=unit)
    public = apps.get_model(ARTICLES).objects.public().filter(first_public_at__gte=year)
    return public.order_by().aggregate(
        month=Count("pk", filter=recent),
        year=Count("pk"),
        unit_month=Count("pk", filter=recent & own),
        unit_year=Count("pk", filter=own),
    )


def _starts() -> tuple[datetime, datetime]:
    now = timezone.localtime()
    month = now.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    return month.replace(month=1), month
