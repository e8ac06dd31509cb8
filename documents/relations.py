"""What documents say of each other, as it is typed and as both are shown (Q8-2.3b)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.models import DocumentRelation, OfficialDocument, RelationKind
from documents.models.official import LONGEST_LINE
from documents.numbering import normalise
from editorial.models import Edition
from vietnamese import clean

MOST_LINES = 50
# The other way round: what is said at the document that another one speaks of.
INVERSE = {
    RelationKind.REPLACES: gettext_lazy("Bị thay thế bởi"),
    RelationKind.REPEALS: gettext_lazy("Bị bãi bỏ bởi"),
    RelationKind.AMENDS: gettext_lazy("Được sửa đổi, bổ sung bởi"),
    RelationKind.BASED_ON: gettext_lazy("Là căn cứ của"),
}
_NUMBER = re.compile(r"\S*\d\S*/\S+|\S*\d\S*-\S+/\S+")
_ITEM = re.compile(r"/van-ban/[^\s]*-(\d{1,18})\.html")


@dataclass(frozen=True)
class Related:
    """One line beside a document: how it is related, to what, and where that is read ("" when nowhere)."""

    label: Any
    text: str
    url: str = ""


def parse_relations(kind: RelationKind, text: str, document: OfficialDocument) -> list[DocumentRelation]:
    """Read one box of lines, each a document by its number or by its address on the portal.

    A line that names no document of the portal is kept as words. Raises ValidationError for a number that
    several documents have, naming them, and for a document that speaks of itself.
    """
    found: list[DocumentRelation] = []
    wrong: list[str] = []
    for line in filter(None, (" ".join(one.split()) for one in clean(text).splitlines())):
        try:
            target = document_named(line, document)
        except ValidationError as error:
            wrong += error.messages
            continue
        if all(one.text != line[:LONGEST_LINE] for one in found):
            found.append(DocumentRelation(kind=kind, text=line[:LONGEST_LINE], target_id=target))
    if len(found) > MOST_LINES:
        wrong.append(_("Nhiều nhất %(most)d văn bản mỗi ô.") % {"most": MOST_LINES})
    if wrong:
        raise ValidationError(wrong)
    return found


def document_named(line: str, by: Edition) -> int | None:
    """The item of the document that the line names by its number or its address; None where it names none.

    Raises ValidationError for a number that several documents have, and for what `by` is itself.
    """
    if address := _ITEM.search(line):
        items = OfficialDocument.objects.filter(item=int(address[1])).values_list("item", flat=True)
        candidates = set(items)
    else:
        candidates = _by_number(line)
    if by.item_id in candidates:
        raise ValidationError(_("“%(line)s” chính là văn bản này.") % {"line": line[:80]})
    if len(candidates) > 1:
        raise ValidationError(
            _("Có %(count)d văn bản mang số “%(line)s”; hãy dán địa chỉ của văn bản trên cổng.")
            % {"count": len(candidates), "line": line[:80]}
        )
    return candidates.pop() if candidates else None


def _by_number(line: str) -> set[int]:
    numbers = [normalise(word.strip(".,;()")) for word in _NUMBER.findall(line)]
    keys = [number.key for number in numbers if number.number]
    rows = OfficialDocument.objects.latest_editions().filter(number_key__in=keys[:1])
    return set(rows.values_list("item", flat=True))


def lines_of(relations: Iterable[DocumentRelation], kind: RelationKind) -> str:
    """The box as it was typed, for the form."""
    return "\n".join(one.text for one in relations if one.kind == kind)


def related_to(document: OfficialDocument) -> list[Related]:
    """What this document says of others, then what public documents say of it: three queries."""
    own = list(document.relations.all())
    of_it = DocumentRelation.objects.filter(
        target=document.item_id, edition__in=OfficialDocument.objects.public()
    ).select_related("edition")
    wanted = [one.target_id for one in own if one.target_id]
    public = {row.item_id: row for row in OfficialDocument.objects.public().filter(item__in=wanted)}
    said = [_own(one, public.get(one.target_id)) for one in own]
    return [*said, *(_other(one) for one in of_it)]


def _own(relation: DocumentRelation, target: OfficialDocument | None) -> Related:
    label = relation.get_kind_display()
    if target is None:
        return Related(label, relation.text)
    return Related(label, target.title, target.get_absolute_url())


def _other(relation: DocumentRelation) -> Related:
    label = INVERSE[RelationKind(relation.kind)]
    return Related(label, relation.edition.title, relation.edition.get_absolute_url())
