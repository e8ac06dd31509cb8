"""What is being typed, kept aside until it is saved: one copy for each person and text.

The edition itself is never touched, so nobody approves or sees what is half typed.
"""

import json
from collections.abc import Mapping
from datetime import timedelta

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from editorial.models import Edition, WorkingCopy
from editorial.workflow import Refused
from people.models import User

KEPT = timedelta(days=30)
MOST_BYTES = 4 * 1024 * 1024  # of JSON; a text of a million letters is some 3 MB
MOST_COPIES = 50  # of one person
NOT_TYPED = frozenset({"csrfmiddlewaretoken", "version", "writer", "save", "submit"})


def keep(
    model: type[Edition], *, by: User, edition: int, version: int, fields: Mapping[str, list[str]]
) -> WorkingCopy:
    """Keep what this person has typed into the form of a text; `edition` is 0 for a new one.

    Raises `Refused` for what is too long. The caller has asked whether they may write it.
    """
    typed = {name: values for name, values in fields.items() if name not in NOT_TYPED}
    if len(json.dumps(typed)) > MOST_BYTES:
        raise Refused([_("Bài dài quá mức tự lưu; hãy bấm Lưu.")])
    copy, _created = WorkingCopy.objects.update_or_create(
        user=by,
        kind=model._meta.label_lower,
        edition=edition,
        defaults={"version": version, "fields": typed, "updated_at": timezone.now()},
    )
    spare = WorkingCopy.objects.filter(user=by).order_by(F("updated_at").desc()).values("pk")[MOST_COPIES:]
    WorkingCopy.objects.filter(pk__in=[row["pk"] for row in spare]).delete()
    return copy


def find(model: type[Edition], *, by: User, edition: int) -> WorkingCopy | None:
    """Return what this person typed and did not save, or None."""
    return WorkingCopy.objects.filter(user=by, kind=model._meta.label_lower, edition=edition).first()


def forget(model: type[Edition], *, by: User, edition: int) -> None:
    """Drop the copy: the text was saved, or the person does not want it."""
    WorkingCopy.objects.filter(user=by, kind=model._meta.label_lower, edition=edition).delete()


def purge() -> int:
    """Delete the copies that nobody touched for thirty days; returns how many."""
    deleted, _by_model = WorkingCopy.objects.filter(updated_at__lt=timezone.now() - KEPT).delete()
    return deleted
