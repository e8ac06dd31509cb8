"""What hangs on two texts and differs: attached files by their content, pictures by their address."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KINDS: dict[str, str | Promise] = {
    "added": _("thêm"),
    "removed": _("bỏ"),
    "replaced": _("thay nội dung"),
    "renamed": _("đổi tên"),
    "described": _("đổi mô tả"),
    "moved": _("đổi thứ tự"),
}
# What `content()` of an edition with files says of each: place, title, name, and the content's digest.
_FILE = re.compile(r"(?P<place>\d+)\. (?P<title>.*) \((?P<name>.*), SHA-256 (?P<sha>[0-9a-f]{64})\)", re.S)
_PICTURE = re.compile(r"<img\b[^>]*>")
_SOURCE, _ALT = (re.compile(rf'\b{name}="([^"]*)"') for name in ("src", "alt"))


@dataclass(frozen=True)
class PartChange:
    """A file or picture that came, went or changed; `address` is that of a picture to show."""

    kind: str
    name: str
    before: str = ""
    address: str = ""

    @property
    def label(self) -> str:
        return str(KINDS[self.kind])


@dataclass(frozen=True)
class _File:
    title: str
    name: str
    sha: str

    @property
    def words(self) -> str:
        return self.title if self.title == self.name else f"{self.title} ({self.name})"


def file_changes(old: list[str], new: list[str]) -> tuple[PartChange, ...]:
    """Files added, removed, replaced (same name, other content), renamed (same content), or only moved."""
    before, after = _files(old), _files(new)
    left = [one for one in before if one not in after]
    found = []
    for one in (one for one in after if one not in before):
        kind, former = _counterpart(one, left)
        if former is not None:
            left.remove(former)
        found.append(PartChange(kind, one.words, former.words if former and kind == "renamed" else ""))
    found += [PartChange("removed", one.words) for one in left]
    return tuple(found) or tuple(PartChange("moved", one.words) for one in after)


def _files(lines: list[str]) -> list[_File]:
    found = (_FILE.fullmatch(line) for line in lines)
    return [
        _File(match["title"], match["name"], match["sha"]) if match else _File(line, line, line)
        for match, line in zip(found, lines, strict=True)
    ]


def _counterpart(new: _File, left: list[_File]) -> tuple[str, _File | None]:
    for old in left:
        if old.sha == new.sha:
            return "renamed", old
    for old in left:
        if old.name == new.name or old.title == new.title:
            return "replaced", old
    return "added", None


def picture_changes(old: str, new: str) -> tuple[PartChange, ...]:
    """Pictures that came into a text, left it, or are described otherwise."""
    before, after = _pictures(old), _pictures(new)
    added = [PartChange("added", alt, "", src) for src, alt in after.items() if src not in before]
    removed = [PartChange("removed", alt, "", src) for src, alt in before.items() if src not in after]
    described = [
        PartChange("described", alt, before[src], src)
        for src, alt in after.items()
        if src in before and before[src] != alt
    ]
    return (*added, *removed, *described)


def _pictures(text: str) -> dict[str, str]:
    """Address and description of each picture in sanitised HTML, whose attributes are always quoted."""
    found = {}
    for tag in _PICTURE.findall(text):
        source, alt = _SOURCE.search(tag), _ALT.search(tag)
        if source is not None:
            found[unescape(source[1])] = unescape(alt[1]) if alt else ""
    return found


def is_picture(model: Any) -> bool:
    """Whether rows of that model are pictures, which are shown rather than named."""
    return hasattr(model, "content_type") and hasattr(model, "width")


def one_picture(model: Any, old: Any, new: Any) -> tuple[PartChange, ...]:
    """A picture of its own beside the text (the lead picture), by its key before and after."""
    rows = {str(row.pk): row for row in model._base_manager.filter(pk__in=[pk for pk in (old, new) if pk])}
    changes = []
    for kind, pk in (("removed", old), ("added", new)):
        if row := rows.get(str(pk)):
            changes.append(PartChange(kind, str(row), "", row.get_absolute_url()))
    return tuple(changes)
