"""Both engines beside stock haystack with Whoosh and SQLite's FTS5, on one made sample (`--help`).

    nice python -m benchmarks.search 10000
    DATABASE_URL=postgres://… nice python -m benchmarks.search 10000 --engines ours

Milliseconds of CPU, of the process and where it is PostgreSQL of its backend too: other work on the machine
does not count. The engine is the one that the settings choose: run it once for each.
"""

import argparse
import gc
import os
import re
import resource
import shutil
import sqlite3
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
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
from portal.search.engine import SUGGESTIONS, Answer, Engine, Entry, Wanted, engine
from portal.search.whoosh_engine import WhooshBackend
from vietnamese.searching import MOST_WORDS, SearchDocument, beginning, document_terms, read_query
from vietnamese.spelling import Speller

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
BEGINNINGS = ("th", "nh", "học s", "thong b", "c", "giao")  # as a reader types
CHANGED = 40  # entries that are added and dropped, one commit each

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

    def search(query: str, **filters: Any) -> Answer:
        return backend.answer(Wanted(read_query(query), None, filters), 0, PAGE, newest_first=False)

    def suggest(typed: str) -> Answer:
        return backend.answer(Wanted(begun=beginning(typed)), 0, SUGGESTIONS, newest_first=False)

    # What the building and the sample left would else be collected within the first query.
    gc.collect()
    gc.freeze()
    reopened(backend)
    measure("no filter", queries, search)
    measure("kind and year", queries, lambda query: search(query, **FILTER))
    show("suggestions", percentiles(cpu(lambda q=q: suggest(q)) for q in BEGINNINGS * 3))
    show("the words for spelling help", f"{cpu(lambda: Speller(backend.title_terms())):7.0f} ms")
    show("broad, asked before", percentiles(cpu(lambda q=q: search(q)) for q in broad(documents) * 3))
    show("opening the index", percentiles(cpu(lambda: reopened(backend)) for _round in range(5)))
    cold = [cpu(lambda q=q: search(q)) for q in broad(documents) if reopened(backend)]
    show("broad, never asked", percentiles(cold))
    change_one_by_one(backend, documents, search)


def broad(documents: list[SearchDocument]) -> list[str]:
    """Queries that most documents answer, and the worst one: as many of the commonest words as are read."""
    words = Counter(word for one in documents[:1000] for word in one.text.split())
    return [*BROAD, " ".join(word for word, _count in words.most_common(MOST_WORDS))]


def reopened(backend: Engine) -> bool:
    """Forget what was read of the index, as a new process would begin."""
    if isinstance(backend, WhooshBackend):
        backend._shelves.clear()
    backend.warm()
    return True


def change_one_by_one(
    backend: Engine, documents: list[SearchDocument], search: Callable[[str], Answer]
) -> None:
    """A commit for each change and a search after it, which must show it; some of the commits join."""
    rare = replace(documents[0], title="Ngựa vằn khuya khoắt")
    new = [entry(len(documents) + number, rare) for number in range(CHANGED)]
    puts = [partial(write, backend, put=[one]) for one in new]
    drops = [partial(write, backend, drop=[one.identifier]) for one in new]
    for label, changes, there in (
        ("add", puts, range(1, CHANGED + 1)),
        ("drop", drops, range(CHANGED)[::-1]),
    ):
        spent, waited = [], []
        for change, count in zip(changes, there, strict=True):
            begun = time.monotonic()
            spent.append(cpu(change))
            if sum(search(rare.title).kinds.values()) != count:
                raise RuntimeError(f"{label}: the index is not {count} documents further")
            waited.append((time.monotonic() - begun) * 1000)
        show(f"{label} one", percentiles(spent))
        show(f"{label} one and search, by the clock", percentiles(waited))


def write(backend: Engine, put: Iterable[Entry] = (), drop: Iterable[str] = ()) -> None:
    with backend.writing() as writing:
        writing.put(put)
        writing.drop(drop)


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
    load = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    print(f"{len(documents)} documents of {words:.0f} words, {len(queries)} queries, load {load}")
    for name in chosen.engines:
        folder = Path(tempfile.mkdtemp(prefix="search-"))
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        ENGINES[name](documents, queries, folder)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
        show("memory at most, above the sample", f"{grown / 1024:.0f} MB")
        show("load at the end", f"{os.getloadavg()[0]:.1f}")
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
