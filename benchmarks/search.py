"""Both engines beside stock haystack with Whoosh and SQLite's FTS5, on one made sample (`--help`).

    nice python -m benchmarks.search 10000
    DATABASE_URL=postgres://… nice python -m benchmarks.search 10000 --engines ours

Milliseconds of CPU, of the process and where it is PostgreSQL of its backend too: other work on the machine
does not count. The engine is the one that the settings choose: run it once for each.
"""

import argparse
import os
import re
import resource
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("SECRET_KEY", "only-for-measuring")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.db import connection
from haystack.backends.whoosh_backend import WhooshSearchBackend
from haystack.fields import CharField
from whoosh.filedb.filestore import FileStorage
from whoosh.qparser import QueryParser

from benchmarks.sample import Sample
from portal.search.engine import Entry, Wanted, engine
from portal.search.whoosh_engine import WhooshBackend
from vietnamese.searching import SearchDocument, document_terms, read_query

PAGE = 20
FILTER = {"kind": ("content.article",), "year": ("2024",)}
BROAD = (
    "học sinh",
    "nha truong",
    "các em học sinh của nhà trường",
    "va cua cac trong",
    "a",
    "thông báo năm học",
)
ADDED = 20

Search = Callable[[str], Any]


def backend_cpu() -> float:
    """Seconds on a processor of this connection's PostgreSQL process, if it is on this machine."""
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(Path(f"/proc/{cursor.fetchone()[0]}/schedstat").read_text().split()[0]) / 1e9


def cpu(work: Callable[[], Any]) -> float:
    """Milliseconds."""
    begun = time.process_time() + backend_cpu()
    work()
    return (time.process_time() + backend_cpu() - begun) * 1000


def percentiles(times: Iterable[float]) -> str:
    found = sorted(times)
    middle, high = found[len(found) // 2], found[int(len(found) * 0.95)]
    return f"p50 {middle:7.2f}  p95 {high:7.2f}  max {found[-1]:7.2f} ms"


def show(label: str, text: str) -> None:
    print(f"  {label:34} {text}", flush=True)


def measure(name: str, queries: list[str], search: Search) -> None:
    show(f"{name}, first round", percentiles(cpu(lambda q=query: search(q)) for query in queries))
    show(f"{name}, second round", percentiles(cpu(lambda q=query: search(q)) for query in queries))


def entry(number: int, document: SearchDocument) -> Entry:
    day = document.on
    return Entry(
        identifier=f"content.{'article' if number % 10 else 'page'}.{number}",
        stamp="1.1",
        kind="content.article" if number % 10 else "content.page",
        terms=document_terms(document),
        day=day.toordinal() if day else 0,
        section=str(document.section),
        category=document.category,
        year=str(day.year) if day else "",
    )


def ours(documents: list[SearchDocument], queries: list[str], folder: Path) -> None:
    backend = engine()
    if isinstance(backend, WhooshBackend):
        backend.root = folder / "index"
    print(f"\n{type(backend).__name__}, {len(documents)} documents")

    def build() -> None:
        with backend.rebuilding() as rebuilding:
            for start in range(0, len(documents), 200):
                part = enumerate(documents[start : start + 200], start)
                rebuilding.put([entry(*one) for one in part])
            rebuilding.swap(lambda writing: None)

    begun = time.monotonic()
    spent = cpu(build) / 1000
    show(
        "build",
        f"{len(documents) / spent:.0f} documents per s of CPU; {time.monotonic() - begun:.0f} s by the clock",
    )
    show("size on disk", f"{size_of(backend, folder):.0f} MB")

    def search(query: str, **filters: Any) -> None:
        backend.answer(Wanted(read_query(query), None, filters), 0, PAGE, newest_first=False)

    measure("no filter", queries, search)
    measure("kind and year", queries, lambda query: search(query, **FILTER))
    show("broad, worst of each three", percentiles(cpu(lambda q=q: search(q)) for q in BROAD * 3))
    added = []
    for number in range(ADDED):
        begun = time.monotonic()
        with backend.writing() as writing:
            writing.put([entry(len(documents) + number, documents[number])])
        search("học sinh")
        added.append((time.monotonic() - begun) * 1000)
    show("add one and find, by the clock", percentiles(added))


def size_of(backend: Any, folder: Path) -> float:
    if isinstance(backend, WhooshBackend):
        return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_total_relation_size('search_entry_1')")
        return float(cursor.fetchone()[0]) / 1e6


class Stock(WhooshSearchBackend):
    """haystack's own backend as it comes, with the two fields that anybody would give it."""

    fields = {"text": CharField(document=True), "title": CharField()}

    def setup(self) -> None:
        for name, one in self.fields.items():
            one.set_instance_name(name)
        Path(self.path).mkdir(exist_ok=True)
        self.storage = FileStorage(self.path)
        self.content_field_name, self.schema = self.build_schema(self.fields)
        self.parser = QueryParser(self.content_field_name, schema=self.schema)
        self.index = self.storage.create_index(self.schema)
        self.setup_complete = True


def stock(documents: list[SearchDocument], queries: list[str], folder: Path) -> None:
    print(f"\nstock haystack + Whoosh, {len(documents)} documents")
    backend = Stock("default", PATH=str(folder / "stock"))
    backend.setup()

    class Index:
        def full_prepare(self, one: tuple[int, SearchDocument]) -> dict[str, Any]:
            number, document = one
            key = {
                "id": f"content.article.{number}",
                "django_ct": "content.article",
                "django_id": str(number),
            }
            return key | {"text": f"{document.title}\n{document.text}", "title": document.title}

    spent = cpu(lambda: backend.update(Index(), list(enumerate(documents)))) / 1000
    show("build", f"{len(documents) / spent:.0f} documents per s of CPU")
    show("size on disk", f"{sum(f.stat().st_size for f in (folder / 'stock').iterdir()) / 1e6:.0f} MB")

    def search(query: str) -> None:
        backend.search(re.sub(r"[^\w ]", " ", query), end_offset=PAGE, limit_to_registered_models=False)

    measure("no filter", queries, search)


def fts5(documents: list[SearchDocument], queries: list[str], folder: Path) -> None:
    print(f"\nSQLite FTS5, {len(documents)} documents")
    database = sqlite3.connect(folder / "fts5.sqlite3")
    database.execute(
        "CREATE VIRTUAL TABLE d USING fts5(title, body, tokenize='unicode61 remove_diacritics 2')"
    )
    rows = ((one.title, one.text) for one in documents)
    spent = cpu(lambda: (database.executemany("INSERT INTO d VALUES (?, ?)", rows), database.commit())) / 1000
    show("build", f"{len(documents) / spent:.0f} documents per s of CPU")
    show("size on disk", f"{(folder / 'fts5.sqlite3').stat().st_size / 1e6:.0f} MB with the texts")

    def search(query: str) -> None:
        words = " ".join(f'"{word}"' for word in re.findall(r"\w+", query))
        best = "SELECT rowid, title FROM d WHERE d MATCH ? ORDER BY rank LIMIT ?"
        database.execute(best, (words, PAGE)).fetchall()

    measure("no filter, no count", queries, search)


ENGINES = {"ours": ours, "stock": stock, "fts5": fts5}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("documents", type=int)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    chosen = parser.parse_args()
    sample = Sample()
    documents = [sample.document(number) for number in range(chosen.documents)]
    queries = sample.queries(documents)
    words = sum(len(one.text.split()) for one in documents) / len(documents)
    print(f"{len(documents)} documents of {words:.0f} words, {len(queries)} queries, load {os.getloadavg()}")
    for name in chosen.engines:
        folder = Path(tempfile.mkdtemp(prefix="search-"))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ENGINES[name](documents, queries, folder)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        show("memory at most, above the sample", f"{grown / 1024:.0f} MB")
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
