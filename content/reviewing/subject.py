"""What the portal says of a unit, as its head sees it on one screen: texts, directory, pages."""

import hashlib
import json
from typing import Any

from content.models import Page
from people.models import StaffMember, Unit

STAFF_COLUMNS = ("full_name", "position", "phone", "email")
UNIT_COLUMNS = ("functions", "duties")


def staff_values(member: StaffMember) -> dict[str, str]:
    return {name: getattr(member, name) for name in STAFF_COLUMNS}


def unit_values(unit: Unit) -> dict[str, str]:
    return {name: getattr(unit, name) for name in UNIT_COLUMNS}


def pages_of(unit: Unit) -> list[Page]:
    """The unit's own pages that visitors see now."""
    found = Page.objects.public().filter(item__unit=unit, item__translation_of=None)
    return list(found.select_related("item").order_by("title"))


def staff_of(unit: Unit) -> list[StaffMember]:
    return StaffMember.objects.filter(unit=unit).order_by("order").by_name()


def subject_of(unit: Unit) -> dict[str, Any]:
    """Everything that is to be confirmed, as plain data: kept with the answer that was given to it."""
    return {
        "head": str(unit.head) if unit.head else "",
        "texts": unit_values(unit),
        "staff": [{"pk": one.pk, "is_public": one.is_public, **staff_values(one)} for one in staff_of(unit)],
        "pages": [
            {"item": page.item_id, "title": page.title, "text": page.digest()} for page in pages_of(unit)
        ],
    }


def digest_of(values: Any) -> str:
    """What a form carries to say which state of things it was drawn from."""
    packed = json.dumps(values, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(packed.encode()).hexdigest()
