"""The writer of the index; both tasks find what is due and may run twice."""

import logging

from celery import shared_task

from portal.search import keeping, vain
from portal.search.engine import WriterBusy

logger = logging.getLogger(__name__)


@shared_task(ignore_result=True)
def keep_index() -> None:
    try:
        keeping.write_owed()
    except WriterBusy as busy:
        logger.info("the search index is being written by another process: %s", busy)


@shared_task(ignore_result=True)
def mend_index() -> None:
    try:
        found = keeping.mend()
    except WriterBusy as busy:
        logger.info("the search index is being written by another process: %s", busy)
    else:
        if found.all:
            logger.warning("the search index differed in %d entries and was mended", len(found.all))
    vain.forget_old()
