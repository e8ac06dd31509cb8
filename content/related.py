"""What to read next, computed from topics, section and time; nothing is chosen by hand."""

from datetime import timedelta

from django.db.models import Count, Q

from content.listing import newest
from content.models import Article

MOST_RELATED = 4
# What is older says little about what is new; it also bounds how many rows are ranked.
NEAR = timedelta(days=2 * 366)


def related_to(shown: Article, topics: list[int]) -> list[Article]:
    """Public articles in the page's language: most shared topics first, then the newest of its section."""
    near = Q(section=shown.section_id) if shown.section_id else Q(pk__in=[])
    if shown.first_public_at is not None:
        near &= Q(first_public_at__gte=shown.first_public_at - NEAR)
    if topics:
        near |= Q(topics__in=topics)
    rows = newest().filter(near).exclude(item=shown.item_id)
    if topics:
        shared = Count("topics", filter=Q(topics__in=topics), distinct=True)
        rows = rows.annotate(shared=shared).order_by("-shared", "-first_public_at", "-item_id")
    return list(rows[:MOST_RELATED])
