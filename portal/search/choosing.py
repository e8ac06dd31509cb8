"""Which engine answers: read once, by the settings."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

WHOOSH = "portal.search.whoosh_engine.WhooshEngine"
POSTGRESQL = "portal.search.postgresql_engine.PostgreSQLEngine"


def search_connection(url: str, database: dict[str, Any], folder: Path) -> dict[str, Any]:
    """haystack's connection for SEARCH_URL.

    Empty: the database where that is PostgreSQL, otherwise Whoosh in `folder`. "whoosh" and "postgresql"
    force one of them; "package.module.Engine://host:port/name" names an engine of one's own.
    """
    is_postgresql = database["ENGINE"].endswith("postgresql")
    if url == "postgresql" and not is_postgresql:
        raise ImproperlyConfigured("SEARCH_URL is postgresql, but DATABASE_URL is not")
    if url in ("", "postgresql", "whoosh"):
        chosen = is_postgresql if not url else url == "postgresql"
        return {"ENGINE": POSTGRESQL if chosen else WHOOSH, "PATH": str(folder)} | _LOUD
    engine, found, address = url.partition("://")
    if not found or "." not in engine:
        raise ImproperlyConfigured(
            f"SEARCH_URL must be whoosh, postgresql or package.Engine://…, not {url!r}"
        )
    return {"ENGINE": engine, "URL": address, "PATH": str(folder)} | _LOUD


# An error of the engine reaches the outbox, which tries again; haystack's default would swallow it.
_LOUD = {"SILENTLY_FAIL": False}
