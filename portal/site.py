"""What stands around every public page: the school's profile and the menu."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest

from content.navigation import SectionTree, address_of, page_slugs, section_tree
from editorial.models import Section
from portal.models import SchoolProfile


@dataclass(frozen=True)
class MenuEntry:
    """A section one can go to; without an address it only holds its children together."""

    label: str
    url: str
    children: tuple["MenuEntry", ...] = ()


class PublicSite:
    """Each part is asked for when a template first shows it: a page that shows none asks nothing."""

    root = settings.SITE_URL

    def __init__(self, request: HttpRequest) -> None:
        self._request = request

    @cached_property
    def school(self) -> SchoolProfile:
        return SchoolProfile.current()

    @cached_property
    def menu(self) -> list[MenuEntry]:
        tree = section_tree(self._request)
        return _entries([top for top in tree.roots if top.in_menu], tree, self._pages, in_menu_only=True)

    @cached_property
    def map(self) -> list[MenuEntry]:
        tree = section_tree(self._request)
        return _entries(tree.roots, tree, self._pages, in_menu_only=False)

    @cached_property
    def _pages(self) -> dict[str, str]:
        return page_slugs()


def site(request: HttpRequest) -> dict[str, PublicSite]:
    """Context processor: `site` in every template."""
    return {"site": PublicSite(request)}


def _entries(
    sections: list[Section], tree: SectionTree, pages: dict[str, str], *, in_menu_only: bool
) -> list[MenuEntry]:
    """Sections with something to show; a closed one stays only for the sake of its children."""
    found = []
    for section in sections:
        below = [child for child in tree.children(section) if child.in_menu or not in_menu_only]
        children = tuple(_entries(below, tree, pages, in_menu_only=in_menu_only))
        url = address_of(section, pages)
        if url or children:
            found.append(MenuEntry(section.label, url, children))
    return found


def addresses(entries: Iterable[MenuEntry]) -> set[str]:
    """Every address in the entries and below them."""
    return {url for entry in entries for url in (entry.url, *addresses(entry.children))}
