"""The main menu and the site map: rows of the IT administrator, or else the tree of sections."""

from collections.abc import Iterable
from dataclasses import dataclass

from content.navigation import SectionTree
from editorial.models import Section
from portal.models import MenuEntry
from portal.places import Places


@dataclass(frozen=True)
class Link:
    """Something one can go to; without an address it only holds its children together."""

    label: str
    url: str
    children: tuple["Link", ...] = ()

    @property
    def is_external(self) -> bool:
        return self.url.startswith("https://")


def main_menu(tree: SectionTree, places: Places) -> list[Link]:
    """The menu as visitors see it: at most two levels, nothing that leads nowhere."""
    rows = list(MenuEntry.objects.all())
    return _from_rows(rows, places) if rows else menu_of_sections(tree, places)


def menu_of_sections(tree: SectionTree, places: Places) -> list[Link]:
    """The menu where nobody has made one."""
    tops = [top for top in tree.roots if top.in_menu]
    return section_links(tops, tree, places, in_menu_only=True)


def section_links(
    sections: Iterable[Section], tree: SectionTree, places: Places, *, in_menu_only: bool
) -> list[Link]:
    """Sections with something to show; a closed one stays only for the sake of its children."""
    found = []
    for section in sections:
        below = [child for child in tree.children(section) if child.in_menu or not in_menu_only]
        children = tuple(section_links(below, tree, places, in_menu_only=in_menu_only))
        url = places.of_section(section)
        if url or children:
            found.append(Link(section.label, url, children))
    return found


def _from_rows(rows: list[MenuEntry], places: Places) -> list[Link]:
    shown = [row for row in rows if row.is_active]
    places.expect(shown)
    found = []
    for top in (row for row in shown if row.parent_id is None):
        below = (row for row in shown if row.parent_id == top.pk)
        children = tuple(Link(one.shown_label, url) for one in below if (url := places.url(one)))
        url = places.url(top)
        if url or children:
            found.append(Link(top.shown_label, url, children))
    return found


def write_default_menu(tree: SectionTree) -> int:
    """Make rows of the tree of sections, for the IT administrator to change; returns how many.

    Also of what leads nowhere yet: it shows by itself once its page is public or its room is built.
    """
    count = 0
    for order, top in enumerate((one for one in tree.roots if one.in_menu), start=1):
        entry = MenuEntry.objects.create(
            label=top.name[:80], label_en=top.name_en[:80], section=top, order=order * 10
        )
        below = [child for child in tree.children(top) if child.in_menu]
        MenuEntry.objects.bulk_create(
            MenuEntry(
                label=child.name[:80],
                label_en=child.name_en[:80],
                section=child,
                parent=entry,
                order=place * 10,
            )
            for place, child in enumerate(below, start=1)
        )
        count += 1 + len(below)
    return count


def addresses(links: Iterable[Link]) -> set[str]:
    """Every address in the links and below them."""
    return {url for link in links for url in (link.url, *addresses(link.children))}
