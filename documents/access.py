"""Who may read a stored file: whoever may read an edition that it is attached to (peers: defects 2 and 3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from documents.models import Attachment, StoredFile
from editorial.models import Edition
from editorial.preview_reader import PreviewReader
from people.models import User


@dataclass(frozen=True)
class Reading:
    """Leave to read a file: the names it may be asked by, the first being the one to send readers to."""

    names: tuple[str, ...]
    public: bool

    @property
    def name(self) -> str:
        return self.names[0]


def readable_by(stored: StoredFile, user: User | AnonymousUser) -> Reading | None:
    """Say under which names this user may read the file now, or None.

    Anyone may if it is attached to an edition in `objects.public()`, the only definition of what a visitor
    may see; a signed-in user also if an edition is in `objects.visible_to(user)`, or the uploader; who reads
    by a preview link, if it is attached to the edition of the link. The user is not looked at for a public
    file, so that its answer can be cached for everybody. A searchable copy goes with its original; a file of
    a secret document is for nobody.
    """
    if any(model.locks(stored) for model in _kinds()):
        return None
    return _by_attachments(stored, user) or _by_origin(stored, user)


def _by_attachments(stored: StoredFile, user: User | AnonymousUser) -> Reading | None:
    names = _names(rows.filter(edition__in=editions_of(rows).public()) for rows in attachments_of(stored))
    if names:
        return Reading(names, public=True)
    if isinstance(user, PreviewReader):
        names = _names(_attached_to(user.edition, stored))
    elif user.is_authenticated:
        names = _names(
            rows.filter(edition__in=editions_of(rows).visible_to(user)) for rows in attachments_of(stored)
        )
    return Reading(names, public=False) if names else None


def _by_origin(stored: StoredFile, user: User | AnonymousUser) -> Reading | None:
    """A copy made of another file goes with it; any other file may be read by who brought it."""
    originals = [text.file for text in stored.made_from.select_related("file")]
    if originals:
        found = next((one for original in originals if (one := readable_by(original, user))), None)
        return Reading((stored.name,), public=found.public) if found else None
    if user.is_authenticated and not isinstance(user, PreviewReader) and stored.uploaded_by_id == user.pk:
        return Reading((stored.name,), public=False)
    return None


def with_signatures(attachments: Any) -> QuerySet[Any]:
    """The attachments (a manager or rows) with what a page says about each file, in two queries."""
    loaded: QuerySet[Any] = attachments.select_related("file__signature_check")
    return loaded.prefetch_related("file__signature_check__signatures")


def attachments_of(stored: StoredFile) -> Iterator[QuerySet[Any]]:
    """The attachments that carry the file, one set of rows for each kind."""
    return (model._default_manager.filter(file=stored) for model in _kinds())


def _kinds() -> Iterator[Any]:
    """Every kind of attachment there is, in this room or above it: the relations of StoredFile tell."""
    related = (relation.related_model for relation in StoredFile._meta.related_objects)
    return (model for model in related if issubclass(model, Attachment))


def _attached_to(edition: Edition, stored: StoredFile) -> Iterator[QuerySet[Any]]:
    kinds = (rows for rows in attachments_of(stored) if editions_of(rows).model is type(edition))
    return (rows.filter(edition=edition.pk) for rows in kinds)


def editions_of(rows: QuerySet[Any]) -> Any:
    return rows.model._meta.get_field("edition").related_model.objects


def _names(querysets: Iterator[QuerySet[Any]]) -> tuple[str, ...]:
    found = (name for rows in querysets for name in rows.order_by("pk").values_list("name", flat=True))
    return tuple(dict.fromkeys(found))
