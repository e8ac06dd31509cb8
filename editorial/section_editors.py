"""Who edits which section: an object permission per person (Q8-3.3), shown and set as a list of people."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from guardian.shortcuts import assign_perm, get_users_with_perms, remove_perm

from editorial.models import Section
from people.models import User

PERMISSION = "editorial.edit_section"


def eligible() -> QuerySet[User]:
    """People who hold the role of a section editor; only they can be given a section."""
    found = get_user_model().objects.filter(is_active=True, groups__role__code="editor")
    return found.distinct().order_by("full_name")


def editors_of(section: Section) -> set[User]:
    """The people named for this very section; editors of the section above it are not listed again."""
    return set(get_users_with_perms(section, only_with_perms_in=["edit_section"], with_group_users=False))


@transaction.atomic
def set_editors(section: Section, people: Iterable[User]) -> None:
    """Let exactly these people edit the section."""
    wanted, present = set(people), editors_of(section)
    for person in wanted - present:
        assign_perm(PERMISSION, person, section)
    for person in present - wanted:
        remove_perm(PERMISSION, person, section)
