"""A database per house, copied from one that was migrated once: a file, or in the second pass PostgreSQL."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from psycopg.sql import SQL, Identifier

_SQLITE = "sqlite:///"


def is_file(url: str) -> bool:
    return url.startswith("sqlite")


@dataclass(frozen=True)
class Database:
    """Read and changed here in plain SQL, beside the portal and not through it."""

    url: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        if is_file(self.url):
            with closing(sqlite3.connect(self.url.removeprefix(_SQLITE), timeout=20)) as connection:
                return connection.execute(query).fetchall()
        with psycopg.connect(self.url) as connection:
            return connection.execute(query).fetchall()

    def change(self, statement: str) -> int:
        """Run and commit it; returns the number of rows changed."""
        if is_file(self.url):
            with closing(sqlite3.connect(self.url.removeprefix(_SQLITE), timeout=20)) as file, file:
                return file.execute(statement).rowcount
        with psycopg.connect(self.url) as connection:
            return connection.execute(statement).rowcount

    def number(self, query: str) -> int:
        """The only value that a query of a count gives."""
        return int(self.rows(query)[0][0])


def empty(url: str, name: str, folder: Path) -> Database:
    """A new database named so: in `folder`, or on the PostgreSQL server of `url`."""
    if is_file(url):
        return Database(f"{_SQLITE}{folder / name}.sqlite3")
    _administer(url, SQL("CREATE DATABASE {}").format(Identifier(name)))
    return Database(urlunsplit(urlsplit(url)._replace(path=f"/{name}")))


def copy(original: Database, name: str, folder: Path) -> Database:
    if is_file(original.url):
        path = folder / f"{name}.sqlite3"
        shutil.copy(original.url.removeprefix(_SQLITE), path)
        return Database(f"{_SQLITE}{path}")
    template = urlsplit(original.url).path.strip("/")
    _administer(
        original.url, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    )
    return Database(urlunsplit(urlsplit(original.url)._replace(path=f"/{name}")))


def drop(database: Database) -> None:
    """Remove a PostgreSQL database whoever is connected; a file goes with its folder."""
    if not is_file(database.url):
        name = urlsplit(database.url).path.strip("/")
        _administer(database.url, SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))


def _administer(url: str, statement: Any) -> None:
    maintenance = urlunsplit(urlsplit(url)._replace(path="/postgres"))
    with psycopg.connect(maintenance, autocommit=True) as connection:
        connection.execute(statement)
