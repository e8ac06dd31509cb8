"""The judged set: what has to be found, and what first, on every engine (tests/search/judged.toml)."""

import tomllib
import unicodedata
from pathlib import Path
from typing import Any

from portal.search.engine import Engine, Entry, Wanted
from portal.search.seeds import SYNONYMS
from vietnamese.searching import SearchDocument, Thesaurus, document_terms, read_query

SET = tomllib.loads((Path(__file__).parent / "judged.toml").read_text(encoding="utf-8"))
THESAURUS = Thesaurus(SYNONYMS.values())


def entry(row: dict[str, Any]) -> Entry:
    title, text = row["title"], row["text"]
    if row.get("nfd"):
        title, text = (unicodedata.normalize("NFD", part) for part in (title, text))
    document = SearchDocument(title, text, row.get("number", ""), row["on"])
    return Entry(row["key"], "", "content.article", document_terms(document), row["on"].toordinal())


def faults(query: dict[str, Any], found: list[str]) -> list[str]:
    """What is wrong with this answer, in words."""
    first, wanted = query.get("first", []), query.get("found", [])
    head = found[: len(first)]
    is_right = set(head) == set(first) if query.get("unordered_first") else head == first
    wrong = [] if is_right else [f"first {head}, not {first}"]
    wrong += [f"{key} is not found" for key in wanted if key not in found]
    wrong += [f"{key} is found" for key in query.get("absent", []) if key in found]
    for earlier, later in query.get("before", []):
        if later in found and (earlier not in found or found.index(earlier) > found.index(later)):
            wrong.append(f"{later} before {earlier}")
    if query.get("only"):
        wrong += [f"{key} too" for key in found if key not in (*first, *wanted)]
    return wrong


def test_the_judged_set(index: Engine) -> None:
    with index.rebuilding() as rebuilding:
        rebuilding.put(map(entry, SET["document"]))
        rebuilding.swap(lambda writing: None)
    assert len(SET["query"]) >= 60
    wrong = {}
    for query in SET["query"]:
        text = unicodedata.normalize("NFD", query["text"]) if query.get("nfd") else query["text"]
        answer = index.answer(Wanted(read_query(text, THESAURUS)), 0, 40, newest_first=False)
        assert sum(answer.kinds.values()) == len(answer.hits)
        if found := faults(query, [key for key, _stamp in answer.hits]):
            wrong[query["text"]] = found
    assert wrong == {}
    days = {row["key"]: row["on"] for row in SET["document"]}
    newest = index.answer(Wanted(read_query("học sinh")), 0, 40, newest_first=True).hits
    assert [days[key] for key, _stamp in newest] == sorted(
        (days[key] for key, _stamp in newest), reverse=True
    )
