"""The engine of installations on PostgreSQL: one table beside the others, written in their transactions.

`terms` is only ever matched, through its index; it is too large to be read for ranking. What comes first is
decided by tiers (a number, neighbours with their marks, the title, neighbours, all words) and, within the
newest of a tier, by the small vector of the title. The table is derived data: a rebuild makes another and
renames it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.db import OperationalError, ProgrammingError, connection, transaction
from haystack.backends import BaseEngine
from psycopg.errors import LockNotAvailable, UndefinedTable
from psycopg.sql import SQL, Composed, Identifier

from portal.search import engine
from portal.search.engine import (
    FILTERS,
    Answer,
    Engine,
    Entry,
    SearchUnavailable,
    VietnameseQuery,
    Wanted,
    WriterBusy,
    Writing,
)
from vietnamese.searching import Alternatives, Query

TABLE = "search_entry_1"  # the number is the format of the entries: another makes every installation rebuild
NEW_TABLE = f"{TABLE}_new"
RANKED = 500  # of a tier, the newest, are ranked by their titles
BATCH = 200
WAIT_FOR_WRITER = "60s"
_WRITE_LOCK, _REBUILD_LOCK = 20_260_401, 20_260_402

_CREATE = SQL("""CREATE TABLE {} (
    identifier text PRIMARY KEY, stamp text NOT NULL, kind text NOT NULL, section text NOT NULL,
    category text NOT NULL, year text NOT NULL, authority text NOT NULL, language text NOT NULL,
    day integer NOT NULL, number text NOT NULL, terms tsvector NOT NULL, title tsvector NOT NULL)""")
_INDEXES = (
    SQL("CREATE INDEX ON {} USING gin (terms)"),
    SQL("CREATE INDEX ON {} USING gin (title)"),
    SQL("CREATE INDEX ON {} (number) WHERE number <> ''"),
    SQL("ANALYZE {}"),
)
_PUT = SQL("""INSERT INTO {}
    (identifier, stamp, kind, section, category, year, authority, language, day, number, terms, title) VALUES
    (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, array_to_tsvector(%s), array_to_tsvector(%s))
    ON CONFLICT (identifier) DO UPDATE SET stamp = EXCLUDED.stamp, kind = EXCLUDED.kind,
    section = EXCLUDED.section, category = EXCLUDED.category, year = EXCLUDED.year,
    authority = EXCLUDED.authority, language = EXCLUDED.language, day = EXCLUDED.day,
    number = EXCLUDED.number, terms = EXCLUDED.terms, title = EXCLUDED.title""")
_COUNT = SQL("SELECT kind, count(*) FROM {} WHERE {} GROUP BY kind")
_TITLE_TERMS = SQL("SELECT word, ndoc FROM ts_stat({})")
_DROP = SQL("DELETE FROM {} WHERE identifier = ANY(%s)")

Condition = tuple[Composed | SQL, list[Any]]


class PostgreSQLWriting:
    def __init__(self, table: str) -> None:
        self._table = Identifier(table)

    def put(self, entries: Iterable[Entry]) -> None:
        rest = iter(entries)
        while batch := [_row(entry) for entry in islice(rest, BATCH)]:
            with connection.cursor() as cursor:
                cursor.executemany(_PUT.format(self._table), batch)

    def drop(self, identifiers: Iterable[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_DROP.format(self._table), [list(identifiers)])


def _row(entry: Entry) -> list[Any]:
    narrowing = [getattr(entry, name) for name in FILTERS]
    terms = [sorted(entry.terms.text), sorted(entry.terms.title)]
    return [entry.identifier, entry.stamp, *narrowing, entry.day, entry.terms.number, *terms]


class PostgreSQLRebuilding(PostgreSQLWriting):
    def __init__(self) -> None:
        super().__init__(NEW_TABLE)
        _run(SQL("DROP TABLE IF EXISTS {}").format(self._table), _CREATE.format(self._table))

    def swap(self, catch_up: Callable[[Writing], None]) -> None:
        _run(*(statement.format(self._table) for statement in _INDEXES))
        with _only_writer():
            catch_up(PostgreSQLWriting(NEW_TABLE))
            _run(
                SQL("DROP TABLE IF EXISTS {}").format(Identifier(TABLE)),
                SQL("ALTER TABLE {} RENAME TO {}").format(self._table, Identifier(TABLE)),
            )


class PostgreSQLBackend(Engine):
    def is_ready(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", [TABLE])
            return cursor.fetchone()[0] is not None

    def answer(self, wanted: Wanted, start: int, end: int, *, newest_first: bool) -> Answer:
        match = _matching(wanted)
        unkinded = _all([match, *_narrowing(wanted, FILTERS[1:])])
        narrowing = list(_narrowing(wanted, FILTERS))
        with _reading() as cursor:
            cursor.execute(_COUNT.format(Identifier(TABLE), unkinded[0]), unkinded[1])
            kinds = dict(cursor.fetchall())
            tiers = list(_tiers(wanted.query, match)) if wanted.query and not newest_first else []
            enough = min(end, sum(kinds.get(kind, 0) for kind in wanted.filters.get("kind") or kinds))
            ranked = [_all([tier, *narrowing]) for tier in [*tiers, match]]
            found = _best(cursor, ranked, _rank(wanted.query if tiers else None), enough)
        return Answer(found[start:end], kinds)

    @contextmanager
    def writing(self) -> Iterator[PostgreSQLWriting]:
        with _only_writer():
            yield PostgreSQLWriting(TABLE)

    @contextmanager
    def rebuilding(self) -> Iterator[PostgreSQLRebuilding]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_REBUILD_LOCK])
            if not cursor.fetchone()[0]:
                raise WriterBusy("rebuild")
        try:
            yield PostgreSQLRebuilding()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_REBUILD_LOCK])

    def stamps(self) -> dict[str, str]:
        with _reading() as cursor:
            cursor.execute(SQL("SELECT identifier, stamp FROM {}").format(Identifier(TABLE)))
            return dict(cursor.fetchall())

    def title_terms(self) -> dict[str, int]:
        with _reading() as cursor:
            titles = SQL("SELECT title FROM {}").format(Identifier(TABLE)).as_string()
            cursor.execute(_TITLE_TERMS.format(titles))
            return dict(cursor.fetchall())


@contextmanager
def _reading() -> Iterator[Any]:
    """A cursor for which no plan reads `terms`: the index answers, however many documents match."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            yield cursor
    except ProgrammingError as error:
        if isinstance(error.__cause__, UndefinedTable):
            raise SearchUnavailable("no table yet") from error
        raise


@contextmanager
def _only_writer() -> Iterator[None]:
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(SQL("SET LOCAL lock_timeout = {}").format(WAIT_FOR_WRITER))
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITE_LOCK])
            yield
    except OperationalError as error:
        if isinstance(error.__cause__, LockNotAvailable):
            raise WriterBusy("write") from error
        raise


def _run(*statements: Composed) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _best(cursor: Any, tiers: Sequence[Condition], rank: Condition, enough: int) -> list[tuple[str, str]]:
    """The first of each tier until there are enough; the last tier is everything that matches."""
    found: dict[tuple[str, str], None] = {}
    for condition, values in tiers:
        if len(found) >= enough:
            break
        statement = SQL(
            "SELECT identifier, stamp FROM (SELECT identifier, stamp, title, number, day FROM {} WHERE {}"
            " ORDER BY day DESC, identifier DESC LIMIT {}) AS newest"
            " ORDER BY {} DESC, day DESC, identifier DESC LIMIT {}"
        ).format(Identifier(TABLE), condition, max(RANKED, enough), rank[0], enough)
        cursor.execute(statement, [*values, *rank[1]])
        found |= dict.fromkeys(cursor.fetchall())
    return list(found)


def _all(conditions: Sequence[Condition]) -> Condition:
    return SQL(" AND ").join(one for one, _values in conditions), [
        value for _one, values in conditions for value in values
    ]


def _matching(wanted: Wanted) -> Condition:
    conditions: list[Condition] = []
    if wanted.query is not None:
        conditions.append(_holds("terms", " & ".join(map(_meeting, wanted.query.required))))
    if wanted.begun is not None:
        words, unfinished = wanted.begun
        parts = [*map(_lexeme, words), *([f"{_lexeme(unfinished)}:*"] if unfinished else [])]
        conditions.append(_holds("title", " & ".join(parts)))
    return _all(conditions)


def _narrowing(wanted: Wanted, names: Iterable[str]) -> Iterator[Condition]:
    for name in names:
        if wanted.filters.get(name):
            yield SQL("{} = ANY(%s)").format(Identifier(name)), [list(wanted.filters[name])]


def _tiers(query: Query, match: Condition) -> Iterator[Condition]:
    if query.numbers:
        yield _all([match, (SQL("number = ANY(%s)"), [list(query.numbers)])])
        yield _all([match, _holds("terms", " | ".join(map(_lexeme, query.numbers)))])
    if query.marked_pairs:
        yield _all([match, _holds("terms", _every([*query.marked_pairs, *query.pairs]))])
    # What its title meets, its text meets: asked again, it would be read for every row.
    yield _holds("title", " & ".join(map(_meeting, query.required)))
    if query.pairs:
        yield _all([match, _holds("terms", _every(query.pairs))])
    if query.marked:
        yield _all([match, _holds("terms", _every(query.marked))])


def _rank(query: Query | None) -> Condition:
    """The weights of the title, summed over at most RANKED rows; without a query the day decides."""
    if query is None:
        return SQL("day"), []
    weighed: list[tuple[Any, list[Any], int]] = [
        (SQL("number = ANY(%s)"), [list(query.numbers)], engine.WEIGHT_NUMBER)
    ]
    for terms, weight in (
        (map(_meeting, query.required), engine.WEIGHT_TITLE),
        (map(_lexeme, query.pairs), engine.WEIGHT_TITLE_PAIR),
        (map(_lexeme, query.marked_pairs), engine.WEIGHT_TITLE_PAIR),
        (map(_lexeme, query.marked), engine.WEIGHT_TITLE_MARKED),
    ):
        weighed += [(*_holds("title", term), weight) for term in terms]
    total = SQL(" + ").join(SQL("({})::int * {}").format(one, weight) for one, _values, weight in weighed)
    return total, [value for _one, values, _weight in weighed for value in values]


def _holds(vector: str, query: str) -> Condition:
    return SQL("{} @@ %s::tsquery").format(Identifier(vector)), [query]


def _meeting(alternatives: Alternatives) -> str:
    return "(" + " | ".join(f"({_every(terms)})" for terms in alternatives) + ")"


def _every(terms: Iterable[str]) -> str:
    return " & ".join(map(_lexeme, terms))


def _lexeme(term: str) -> str:
    """A term as PostgreSQL quotes it."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


class PostgreSQLEngine(BaseEngine):
    backend = PostgreSQLBackend
    query = VietnameseQuery
