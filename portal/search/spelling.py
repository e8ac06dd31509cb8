"""The spelling help of one process, made beside the requests: it reads every word of every title."""

import logging
import threading
import time

from django.db import Error as DatabaseError
from django.db import connections

from portal.search.engine import SearchUnavailable, engine
from vietnamese.spelling import Speller

logger = logging.getLogger(__name__)

# Seconds. What it offers is searched for before it is shown: an old one only misses new words.
LIVES = 3600


class Spelling:
    """Holds a Speller and renews it; no request waits for that but the first where nobody warmed it."""

    def __init__(self) -> None:
        self._speller: Speller | None = None
        self._made = 0.0
        self._renewing = threading.Lock()

    def mend(self, keys: tuple[str, ...]) -> str:
        """See Speller.mend; "" while the words are being read for the first time.

        Raises SearchUnavailable where there is no index.
        """
        if self._speller is None:
            self.renew()
        elif time.monotonic() - self._made > LIVES:
            self.renew_beside()
        return self._speller.mend(keys) if self._speller else ""

    def renew(self) -> None:
        """Read the words now, unless that is being done."""
        if not self._renewing.acquire(blocking=False):
            return
        try:
            self._speller = Speller(engine().title_terms())
            self._made = time.monotonic()
        finally:
            self._renewing.release()

    def renew_beside(self) -> None:
        threading.Thread(target=self._renew_alone, name="spelling", daemon=True).start()

    def _renew_alone(self) -> None:
        try:
            self.renew()
        except SearchUnavailable:
            logger.info("there is no index yet to read the words for spelling help from")
        except DatabaseError as error:
            logger.warning("the words for spelling help cannot be read: %s", error)
        finally:
            connections.close_all()

    def forget(self) -> None:
        self._speller = None


spelling = Spelling()


def warm() -> None:
    """Do at the start of a web process what its first searches would wait for."""
    engine().warm()
    spelling.renew_beside()
