"""Duties for once, given and about to be given."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from editorial.models import Obligation
from editorial.obligations import open_by_hand
from people.models import User
from tests.school import School


def errand(school: School) -> Obligation:
    """Of giaovien, due in two days."""
    due = timezone.now() + timedelta(days=2)
    return open_by_hand("Nộp báo cáo", due, [school.giaovien], school.unit, school.truongban)


def new_errand() -> dict[str, Any]:
    """What the form is sent with."""
    return {
        "title": "Nộp kế hoạch",
        "due_at": f"{timezone.localtime() + timedelta(days=3):%Y-%m-%dT%H:%M}",
        "people": [User.objects.get(username="giaovien").pk],
    }
