"""The blocks of the home page: what each shows, asked for together, and how they stand on the page."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from content.calendar_days import coming_events
from content.listing import MOST_PINNED, newest
from content.models import Article, SchoolEvent
from content.navigation import SectionTree, section_tree
from documents.listing import newest_documents
from documents.models import OfficialDocument
from editorial.models import Section
from portal.models import BlockLink, HomeBlock
from portal.places import Places, places

Kind, Column = HomeBlock.Kind, HomeBlock.Column
NOTICES = "thong-bao"  # the slug that the presets give to the section of notices
SECTIONS_BY_DEFAULT = 4
MOST_TASKS = 6
# So many times the pictures of the strip are fetched, for some are left out.
REPEATS = 5

_TITLES = {
    Kind.LEAD: _("Tin mới"),
    Kind.NOTICES: _("Thông báo"),
    Kind.DOCUMENTS: _("Văn bản mới"),
    Kind.EVENTS: _("Sắp diễn ra"),
    Kind.TASKS: _("Việc thường làm"),
    Kind.PICTURES: _("Hình ảnh"),
    Kind.LINKS: _("Liên kết"),
    Kind.SUPERIOR: _("Thông tin của cấp trên"),
}
# Shown as soon as their rooms are built; the rest stand in until then.
TASKS: tuple[tuple[str, Any, str], ...] = (
    ("search", _("Tra cứu điểm"), "/tra-cuu/"),
    ("question", _("Hỏi đáp"), "/hoi-dap/"),
    ("shield", _("Thông tin công khai"), "/cong-khai/"),
    ("paper", _("Văn bản"), "/van-ban/"),
    ("paper", _("Thủ tục"), "/thu-tuc/"),
    ("clock", _("Thời khóa biểu"), "/thoi-khoa-bieu/"),
    ("calendar", _("Lịch tuần"), "/lich/"),
    ("bell", _("Thông báo mới"), f"/tin-tuc/{NOTICES}/"),
    ("book", _("Tất cả tin bài"), "/tin-tuc/"),
    ("people", _("Giới thiệu trường"), "/trang/gioi-thieu/"),
    ("phone", _("Liên hệ nhà trường"), "/lien-he/"),
    ("map", _("Sơ đồ trang"), "/so-do-trang/"),
    ("star", _("Nhận tin qua RSS"), "/rss/"),
)


@dataclass(frozen=True)
class Shelf:
    """Articles of a block: how the database finds them, how a fetched one is known, how many at most."""

    where: Q
    holds: Callable[[Article], bool]
    count: int
    pins: bool = False  # what is urgent stands first, then what is pinned

    @property
    def pinned(self) -> "Shelf | None":
        today = Q(pinned_until__gte=timezone.localdate())
        return Shelf(self.where & today, self.holds, MOST_PINNED) if self.pins else None


@dataclass
class Shown:
    """A block with everything its template shows."""

    kind: str
    column: str
    title: str
    anchor: str
    articles: list[Article] = field(default_factory=list)
    documents: list[OfficialDocument] = field(default_factory=list)
    events: list[SchoolEvent] = field(default_factory=list)
    links: list[tuple[BlockLink, str]] = field(default_factory=list)
    section: Section | None = None
    count: int = 0

    @property
    def template(self) -> str:
        return f"portal/blocks/{self.kind}.html"


@dataclass(frozen=True)
class Band:
    """Blocks that stand beside each other: two columns, or where one is empty a grid of the other."""

    main: tuple[Shown, ...] = ()
    side: tuple[Shown, ...] = ()
    full: Shown | None = None

    @property
    def shape(self) -> str:
        if self.full:
            return "full"
        return "columns" if self.main and self.side else "grid"

    @property
    def blocks(self) -> tuple[Shown, ...]:
        return (self.full,) if self.full else self.main + self.side


def home_bands(request: HttpRequest) -> list[Band]:
    """The whole home page, in a number of queries that depends neither on blocks nor on content."""
    tree, where = section_tree(request), places(request)
    rows = [row for row in _rows() or default_blocks(tree) if row.is_active]
    shelves = {place: shelf for place, row in enumerate(rows) if (shelf := _shelf(row, tree))}
    records = _fetch_records(rows)
    fetched = _fetch([*shelves.values(), *(pins for one in shelves.values() if (pins := one.pinned))])
    where.expect(link for row in rows if row.pk for link in row.links.all())
    shown = [
        _records_block(row, place, records[row.kind])
        if row.kind in records
        else _shown(row, place, shelves.get(place), fetched, tree, where)
        for place, row in enumerate(rows)
    ]
    ready = [block for block in shown if block is not None]
    _leave_out_repeated_pictures(ready)
    return list(bands(ready))


# What is no article: kind of block -> its rows, in the order that they are shown.
_RECORDS: dict[str, Callable[[], Any]] = {Kind.DOCUMENTS: newest_documents, Kind.EVENTS: coming_events}


def _fetch_records(rows: Sequence[HomeBlock]) -> dict[str, list[Any]]:
    """As many as the largest block of each kind shows; no query where there is none."""
    most = {kind: max((row.count for row in rows if row.kind == kind), default=0) for kind in _RECORDS}
    return {kind: list(fetch()[: most[kind]]) if most[kind] else [] for kind, fetch in _RECORDS.items()}


def _rows() -> list[HomeBlock]:
    links = BlockLink.objects.filter(is_active=True)
    return list(HomeBlock.objects.prefetch_related(Prefetch("links", queryset=links)))


def default_blocks(tree: SectionTree) -> list[HomeBlock]:
    """The home page where nobody has arranged one; unsaved rows in their order."""
    blocks = [
        HomeBlock(kind=Kind.LEAD, column=Column.MAIN, count=4),
        HomeBlock(kind=Kind.NOTICES, column=Column.SIDE, count=6),
        HomeBlock(kind=Kind.DOCUMENTS, column=Column.SIDE, count=3),
        HomeBlock(kind=Kind.EVENTS, column=Column.SIDE, count=4),
        HomeBlock(kind=Kind.TASKS, column=Column.FULL),
    ]
    tops = [top for top in tree.roots if top.kind == Section.Kind.ARTICLES and top.in_menu]
    blocks += [
        HomeBlock(kind=Kind.SECTION, section=top, column=Column.MAIN) for top in tops[:SECTIONS_BY_DEFAULT]
    ]
    blocks.append(HomeBlock(kind=Kind.PICTURES, column=Column.FULL))
    for place, block in enumerate(blocks, start=1):
        block.order = place * 10
    return blocks


def default_tasks(block: HomeBlock | None = None) -> list[BlockLink]:
    return [
        BlockLink(block=block, icon=icon, label=str(label), address=address, order=place * 10)
        for place, (icon, label, address) in enumerate(TASKS, start=1)
    ]


def write_default_blocks(tree: SectionTree) -> int:
    """Make rows of the default home page, for the IT administrator to arrange; returns how many."""
    blocks = default_blocks(tree)
    for block in blocks:
        block.save()
        if block.kind == Kind.TASKS:
            BlockLink.objects.bulk_create(default_tasks(block))
    return len(blocks)


def _shelf(row: HomeBlock, tree: SectionTree) -> Shelf | None:
    notices = tree.find(NOTICES, Section.Kind.ARTICLES)
    genre, section = Article.Genre.NOTICE, notices.pk if notices else 0
    if row.kind == Kind.LEAD:
        return Shelf(~Q(genre=genre), lambda one: one.genre != genre, row.count + 1)
    if row.kind == Kind.NOTICES:
        filed = Q(genre=genre) | Q(section=section)
        return Shelf(filed, lambda one: one.genre == genre or one.section_id == section, row.count, pins=True)
    if row.kind == Kind.PICTURES:
        pictured = Q(lead_picture__isnull=False)
        return Shelf(pictured, lambda one: one.lead_picture_id is not None, row.count * REPEATS)
    if row.kind == Kind.SECTION and (top := tree.get(row.section_id)):
        branch = frozenset(member.pk for member in tree.branch(top))
        return Shelf(Q(section__in=branch), lambda one: one.section_id in branch, row.count)
    return None


def _fetch(shelves: Sequence[Shelf]) -> list[Article]:
    """The newest of every shelf, the newest first, in one query."""
    if not shelves:
        return []
    newest_of = (newest().filter(shelf.where).values("pk")[: shelf.count] for shelf in shelves)
    wanted = reduce(or_, (Q(pk__in=keys) for keys in newest_of))
    return sorted(
        newest().filter(wanted).order_by(), key=lambda one: (one.first_public_at, one.item_id), reverse=True
    )


def _shown(
    row: HomeBlock,
    place: int,
    shelf: Shelf | None,
    fetched: list[Article],
    tree: SectionTree,
    where: Places,
) -> Shown | None:
    """The block ready to be drawn; None where there would be nothing in it that helps anybody."""
    section = _section(row, tree)
    if row.kind == Kind.SECTION and section is None:
        return None
    title = row.shown_title or (section.label if row.section_id and section else str(_TITLES[Kind(row.kind)]))
    block = Shown(row.kind, row.column, title, f"khoi-{place + 1}", section=section, count=row.count)
    if shelf:
        held = [one for one in fetched if shelf.holds(one)]
        if shelf.pins:
            held.sort(key=lambda one: (not one.is_urgent, not one.is_pinned))
        block.articles = held[: shelf.count]
        return None if _says_nothing(block) else block
    links = row.links.all() if row.pk else default_tasks()
    block.links = [(link, url) for link in links if (url := where.url(link))]
    if row.kind == Kind.TASKS:
        block.links = block.links[:MOST_TASKS]
    return block if block.links else None


def _records_block(row: HomeBlock, place: int, records: list[Any]) -> Shown | None:
    """A block of documents or events, which shows them by its kind's name; None where there are none."""
    title = row.shown_title or str(_TITLES[Kind(row.kind)])
    block = Shown(row.kind, row.column, title, f"khoi-{place + 1}")
    setattr(block, row.kind, records[: row.count])
    return block if records else None


def _says_nothing(block: Shown) -> bool:
    """An empty section tells in Vietnamese what will be in it; of the few translations it tells nothing."""
    if block.articles:
        return False
    in_translation = get_language() != settings.LANGUAGE_CODE
    return block.kind == Kind.PICTURES or (block.kind == Kind.SECTION and in_translation)


def _section(row: HomeBlock, tree: SectionTree) -> Section | None:
    if row.kind == Kind.NOTICES:
        return tree.find(NOTICES, Section.Kind.ARTICLES)
    return tree.get(row.section_id)


def _leave_out_repeated_pictures(blocks: list[Shown]) -> None:
    """The strip shows no picture twice, and others than the lead block where there are others."""
    seen = {one.lead_picture_id for block in blocks if block.kind == Kind.LEAD for one in block.articles}
    for block in blocks:
        if block.kind == Kind.PICTURES:
            once = {one.lead_picture_id: one for one in reversed(block.articles)}
            others = [one for picture, one in reversed(once.items()) if picture not in seen]
            block.articles = (others or list(once.values()))[: block.count]


def bands(blocks: Iterable[Shown]) -> Iterable[Band]:
    """Blocks in their order; those of main and side column between two full ones stand beside each other."""
    main: list[Shown] = []
    side: list[Shown] = []
    for block in blocks:
        if block.column == Column.FULL:
            if main or side:
                yield Band(tuple(main), tuple(side))
                main, side = [], []
            yield Band(full=block)
        else:
            (main if block.column == Column.MAIN else side).append(block)
    if main or side:
        yield Band(tuple(main), tuple(side))
