"""Articles that came out on a given day, without walking each through the workflow."""

from datetime import date, datetime, time
from typing import Any

from django.utils import timezone

from content.models import Article
from editorial.models import Item
from people.models import Unit, User
from tests.school import School


def at(day: date, hour: int = 9) -> datetime:
    """The hour of the day in Asia/Ho_Chi_Minh."""
    return timezone.make_aware(datetime.combine(day, time(hour)))


def publish(
    school: School, day: date, *, unit: Unit | None = None, by: User | None = None, **fields: Any
) -> Article:
    """A public article whose first public moment lies on that day."""
    author = by or school.giaovien
    item = Item.objects.create(kind="content.article", unit=unit or school.unit, created_by=author)
    moment = fields.pop("moment", at(day))
    return Article.objects.create(
        item=item,
        title=f"Tin ngày {day:%d/%m/%Y}",
        state="published",
        created_by=author,
        published_at=moment,
        first_public_at=moment,
        section=school.section,
        **fields,
    )
