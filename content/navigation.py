"""The tree of sections in use, loaded once per request."""

from collections import defaultdict
from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import is_valid_path, reverse
from django.utils.translation import get_language

from content.models import Page
from editorial.models import Item, Section

_KEPT_AS = "_section_tree"


class SectionTree:
    """Active sections in menu order; one below an inactive section keeps its address but is in no menu."""

    def __init__(self, sections: Iterable[Section]) -> None:
        self._by_pk = {section.pk: section for section in sections}
        self._by_slug = {section.slug: section for section in self._by_pk.values()}
        self._children: dict[int | None, list[Section]] = defaultdict(list)
        for section in self._by_pk.values():
            self._children[section.parent_id].append(section)

    @classmethod
    def load(cls) -> "SectionTree":
        return cls(Section.objects.filter(is_active=True))

    @property
    def roots(self) -> list[Section]:
        return self._children[None]

    def get(self, pk: int | None) -> Section | None:
        return self._by_pk.get(pk) if pk is not None else None

    def find(self, slug: str, kind: str | None = None) -> Section | None:
        """The section with that address, None when there is none or it is of another kind."""
        section = self._by_slug.get(slug)
        return section if section and kind in {None, section.kind} else None

    def children(self, section: Section) -> list[Section]:
        return self._children.get(section.pk, [])

    def trail(self, section: Section | None) -> list[Section]:
        """The way from the top of the tree down to the section, itself included."""
        way: list[Section] = []
        while section is not None and section not in way:
            way.insert(0, section)
            section = self.get(section.parent_id)
        return way

    def branch(self, section: Section) -> list[Section]:
        """The section and all below it."""
        found = [section]
        for member in found:
            found += [child for child in self.children(member) if child not in found]
        return found

    def of_articles(self) -> list[Section]:
        """Every section that articles are filed under, from the top down."""
        tops = [member for root in self.roots for member in self.branch(root)]
        orphans = [section for section in self._by_pk.values() if section not in tops]
        return [section for section in tops + orphans if section.kind == Section.Kind.ARTICLES]


def section_tree(request: HttpRequest) -> SectionTree:
    """The tree for this request: the page and the menu around it share one query."""
    tree = getattr(request, _KEPT_AS, None)
    if tree is None:
        tree = SectionTree.load()
        setattr(request, _KEPT_AS, tree)
    return tree


def page_slugs() -> dict[str, str]:
    """Slug of a section -> slug of the public page it leads to, in the language of the page.

    A translation has a slug of its own and stands where its original does.
    """
    language = get_language() or Item.Language.VIETNAMESE
    place = "slug" if language == Item.Language.VIETNAMESE else "item__translation_of__page_editions__slug"
    rows = Page.objects.public().filter(item__language=language).order_by()
    return {slug: own for slug, own in rows.values_list(place, "slug") if slug}


def address_of(section: Section, pages: dict[str, str]) -> str:
    """Where the section leads, "" while its page is not public or its room is not built."""
    if section.kind == Section.Kind.PAGE:
        return reverse("page", args=[pages[section.slug]]) if section.slug in pages else ""
    if section.kind == Section.Kind.ARTICLES:
        return section.get_absolute_url()
    # A room stands below the prefix of the language, or it speaks Vietnamese only and is not offered.
    path = f"{reverse('home')}{section.path.removeprefix('/')}"
    return path if is_valid_path(path) else ""
