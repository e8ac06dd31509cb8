"""What has stood untouched for longer than the school allows: sections and pages (HN-5.3a, Q8-1.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Max
from django.utils import timezone

from editorial.models import Section
from editorial.routes import current_preset
from editorial.section_editors import names_by_section
from editorial.targets import ARTICLES

PAGES = "content.page"


@dataclass(frozen=True)
class Neglected:
    """A section or page, who looks after it, and when it was last touched (None: never had anything)."""

    name: str
    owner: str
    address: str
    touched: datetime | None

    @property
    def days(self) -> int | None:
        """Whole days since then; None where there never was anything."""
        return (timezone.now() - self.touched).days if self.touched else None


@dataclass(frozen=True)
class Neglect:
    """Everything that is past its days; the limits are those of the regulation, 0 where it sets none."""

    section_days: int
    page_days: int
    sections: list[Neglected]
    pages: list[Neglected]


def neglect() -> Neglect:
    """What the report lists, longest untouched first; the number of queries does not grow with it."""
    limits = current_preset().freshness
    return Neglect(
        limits.section_days,
        limits.page_days,
        _past(_sections(), limits.section_days),
        _past(_pages(), limits.page_days),
    )


def _past(found: list[Neglected], days: int) -> list[Neglected]:
    if not days:
        return []
    limit = timezone.now() - timedelta(days=days)
    late = [one for one in found if one.touched is None or one.touched <= limit]
    return sorted(late, key=lambda one: (one.touched is not None, one.touched or limit, one.name))


def _sections() -> list[Neglected]:
    """Sections in use that take articles; what is public below one counts for it as well."""
    last = _last_touched()
    editors = names_by_section()
    sections = list(Section.objects.filter(is_active=True, kind=Section.Kind.ARTICLES))
    below: dict[int, list[datetime]] = {}
    for section in sections:
        if section.pk in last and section.parent_id:
            below.setdefault(section.parent_id, []).append(last[section.pk])
    return [
        Neglected(
            section.name,
            "; ".join(filter(None, [section.owner, ", ".join(editors.get(section.pk, []))])),
            section.get_absolute_url(),
            max(
                [*below.get(section.pk, []), *([last[section.pk]] if section.pk in last else [])],
                default=None,
            ),
        )
        for section in sections
    ]


def _last_touched() -> dict[int, datetime]:
    """Section number -> when a text of it was last posted, a correction as well as a new one."""
    public = apps.get_model(ARTICLES).objects.public().exclude(section=None).order_by()
    return dict(public.values_list("section").annotate(last=Max("published_at")))


def _pages() -> list[Neglected]:
    pages: Any = apps.get_model(PAGES).objects.public().filter(item__translation_of=None)
    return [
        Neglected(page.title, page.item.unit.name, page.get_absolute_url(), page.published_at)
        for page in pages.select_related("item__unit").defer("body", "search_text")
    ]
