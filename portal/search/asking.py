"""What a reader asks by an address: the text and what it is narrowed by. What makes no sense is left out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils.functional import Promise

from content.navigation import SectionTree
from documents.choices import Choice, Shelf, load_choices
from editorial.models import Section
from portal.search.kinds import BY_KEY, KINDS
from portal.search.models import Synonym, phrases
from vietnamese import clean
from vietnamese.searching import LONGEST_QUERY, Query, SearchKind, Thesaurus, read_query

PER_PAGE = 10
MOST_SHOWN = 200  # results that one can leaf through; then a word more helps better than another page
NEWEST = "moi-nhat"
# Names in the address, in the order in which they stand there.
NAMES = ("q", "loai", "chuyen-muc", "the-loai", "nam", "co-quan", "sap-xep")


@dataclass(frozen=True)
class Asked:
    """One page of results, as its address says."""

    text: str
    kind: SearchKind | None = None
    section: Section | None = None
    category: str = ""
    year: str = ""
    authority: Choice | None = None
    authorities: Sequence[Choice] = ()
    newest_first: bool = False
    page: int = 1

    @cached_property
    def query(self) -> Query:
        active = Synonym.objects.filter(is_active=True).values_list("phrases", flat=True)
        return read_query(self.text, Thesaurus(map(phrases, active)))

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.section or self.category or self.year or self.authority)

    @property
    def category_label(self) -> str | Promise:
        return categories().get(self.category, "")

    def address(self) -> str:
        """The query string of this page; what is not said is not in it."""
        values = (
            self.text,
            self.kind.key if self.kind else "",
            self.section.slug if self.section else "",
            self.category,
            self.year,
            self.authority.slug if self.authority else "",
            NEWEST if self.newest_first else "",
        )
        said = [(name, value) for name, value in zip(NAMES, values, strict=True) if value]
        return "?" + urlencode([*said, *([("trang", str(self.page))] if self.page > 1 else [])])

    def of_kind(self, kind: SearchKind | None) -> "Asked":
        return replace(self, kind=kind, page=1)

    def on_page(self, page: int) -> "Asked":
        return replace(self, page=page)

    def without_filters(self) -> "Asked":
        return Asked(self.text)

    def with_text(self, text: str) -> "Asked":
        return replace(self, text=text, page=1)


def categories() -> dict[str, str | Promise]:
    """The categories of all kinds by their value."""
    return {value: label for kind in KINDS for value, label in kind.categories.items()}


def asked(request: HttpRequest, tree: SectionTree) -> Asked:
    """Read the address; never fails."""
    given = request.GET
    page = given.get("trang", "1")
    last = MOST_SHOWN // PER_PAGE
    year, category = given.get("nam", ""), given.get("the-loai", "")
    choices = load_choices()
    return Asked(
        text=" ".join(clean(given.get("q", "")[: LONGEST_QUERY * 2]).split())[:LONGEST_QUERY],
        kind=BY_KEY.get(given.get("loai", "")),
        section=tree.find(given.get("chuyen-muc", ""), Section.Kind.ARTICLES),
        category=category if category in categories() else "",
        year=year if year.isascii() and year.isdigit() and len(year) == 4 else "",
        authority=choices.find(Shelf.AUTHORITY, given.get("co-quan", "")),
        authorities=choices.authorities,
        newest_first=given.get("sap-xep") == NEWEST,
        page=min(max(int(page), 1), last) if page.isascii() and page.isdigit() and len(page) < 4 else 1,
    )
