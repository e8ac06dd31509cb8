"""The same document told when it comes again, so that nothing is ever imported twice."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from documents.models import ImportedDocument, OfficialDocument
from documents.numbering import normalise
from editorial.models import Item
from vietnamese import fold


def fingerprint(digests: Iterable[str], given: dict[str, Any]) -> str:
    """SHA-256 of what makes the document of a row: its files, its number and its authority.

    A row without a file, or with neither number nor file, is told by its day and its summary as well.
    """
    said: list[Any] = [sorted(set(digests)), _key(given), _folded(given, "authority")]
    if not said[0]:
        said += [str(given.get("issued_on") or ""), _folded(given, "summary")]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def _key(given: dict[str, Any]) -> str:
    number = given.get("reference_number") or ""
    return normalise(number).key if number else ""


def _folded(given: dict[str, Any], name: str) -> str:
    return " ".join(fold(given.get(name) or "").split())


def known_item(mark: str, digests: Iterable[str], given: dict[str, Any]) -> Item | None:
    """The document that was made of the same row before, or by hand with the same files and number."""
    before = ImportedDocument.objects.filter(fingerprint=mark, status=ImportedDocument.Status.DRAFTED)
    for row in before.select_related("item"):
        if row.item is not None and row.item.editions.exists():
            return row.item
        row.delete()  # its draft was thrown away
    return _entered_by_hand(set(digests), given)


def _entered_by_hand(digests: set[str], given: dict[str, Any]) -> Item | None:
    key = _key(given)
    if not key or not given.get("authority"):
        return None
    same = OfficialDocument.objects.latest_editions().filter(number_key=key[:120])
    same = same.filter(issuing_authority__folded_name=_folded(given, "authority"))
    if not digests and given.get("issued_on"):
        same = same.filter(issued_on=given["issued_on"])
    for document in same.select_related("item").prefetch_related("attachments__file"):
        if digests <= {part.file.sha256 for part in document.attachments.all()}:
            return document.item
    return None
