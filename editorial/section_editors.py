"""Who edits which section: an object permission per person (Q8-3.3), shown and set as a list of people."""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm, get_objects_for_user, get_users_with_perms, remove_perm

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


def sections_of(user: User) -> QuerySet[Section]:
    """The sections this person is named for, without those below them."""
    named = get_objects_for_user(user, PERMISSION, klass=Section, use_groups=False, accept_global_perms=False)
    return named.order_by("name")


def names_by_section() -> dict[int, list[str]]:
    """Section number -> names of the active people who edit it; one query for all sections."""
    kind = ContentType.objects.get_for_model(Section)
    rows = UserObjectPermission.objects.filter(
        content_type=kind, permission__codename="edit_section", user__is_active=True
    )
    found: dict[int, list[str]] = defaultdict(list)
    for key, name in rows.order_by("user__full_name").values_list("object_pk", "user__full_name"):
        found[int(key)].append(name)
    return found
