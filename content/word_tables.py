"""Where the cells of an HTML table stand, for a Word table, whose cells all exist."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from content.markup import ROW_GROUPS, Element, Node

# Word opens larger tables badly, and python-docx takes long to write them.
MOST_CELLS = 4_000
MOST_COLUMNS = 40


@dataclass(frozen=True)
class Spot:
    """A cell with the rows and columns it covers, all counted from 0, the last ones included."""

    element: Element
    row: int
    column: int
    last_row: int
    last_column: int


@dataclass
class Grid:
    rows: int = 0
    columns: int = 0
    spots: list[Spot] = field(default_factory=list)


def grid_of(table: Element) -> Grid | None:
    """The cells in their places, spans cut where the table ends; None for what is too large, or empty."""
    rows = list(_rows(table))
    grid, taken = Grid(rows=len(rows)), set[tuple[int, int]]()
    for place, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while (place, column) in taken:
                column += 1
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            spot = Spot(cell, place, column, min(place + high, len(rows)) - 1, column + wide - 1)
            # A span that runs into a cell from above is cut: Word has no cells that overlap.
            spot = _cut(spot, taken)
            covered = {
                (down, along)
                for down in range(spot.row, spot.last_row + 1)
                for along in range(spot.column, spot.last_column + 1)
            }
            taken |= covered
            grid.spots.append(spot)
            column = spot.last_column + 1
            grid.columns = max(grid.columns, column)
            if grid.columns > MOST_COLUMNS or grid.rows * grid.columns > MOST_CELLS:
                return None
    return grid if grid.spots else None


def _cut(spot: Spot, taken: set[tuple[int, int]]) -> Spot:
    last = spot.column
    while last < spot.last_column and (spot.row, last + 1) not in taken:
        last += 1
    return Spot(spot.element, spot.row, spot.column, spot.last_row, last)


def as_text(table: Element) -> Iterator[str]:
    """The rows as lines, their cells parted by bars."""
    for row in _rows(table):
        yield " | ".join(" ".join(_words(cell)) for cell in _cells(row))


def _rows(table: Element) -> Iterator[Element]:
    for part in table.children:
        if isinstance(part, Element) and part.tag in ROW_GROUPS:
            yield from _rows(part)
        elif isinstance(part, Element) and part.tag == "tr":
            yield part


def _cells(row: Element) -> list[Element]:
    return [one for one in row.children if isinstance(one, Element) and one.tag in {"td", "th"}]


def _span(cell: Element, name: str) -> int:
    said = cell.attributes.get(name, "1")
    return max(1, min(int(said), MOST_CELLS)) if said.isdecimal() and len(said) < 6 else 1


def _words(node: Node) -> Iterator[str]:
    if isinstance(node, str):
        yield from node.split()
        return
    for child in node.children:
        yield from _words(child)
