"""Files and the virus scanner: held until clean, given to nobody while held, and what is said about it.

Without CLAMAV_URL nothing is scanned and everything works (Q8-3.2b). With it the portal fails closed: a
daemon that is down, answers with an error or refuses the size leaves the file held. What was stored before
there was a scanner stays in reach until its turn comes, but nothing new is published with it.
"""

import logging
import time
from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.clamav import NoVerdict, ScannerSilent, find_virus, parse_address
from documents.models import ScanState, StoredFile
from documents.models.files import NOT_CLEARED
from editorial.nudging import nudge_after_commit

logger = logging.getLogger(__name__)

SCANNER = "documents.tasks.scan_files"
# A request waits this long for all its files together; what is larger or later is the worker's.
SECONDS_AT_UPLOAD = 8.0
BYTES_AT_UPLOAD = 10 * 1024 * 1024
SECONDS_FOR_ONE = 120.0
# Before the worker's own limit; the next round goes on.
SECONDS_IN_ROUND = 480.0
# Longer than the scan of one file.
LEASE = timedelta(minutes=5)
MAX_BACK_OFF = 8  # 2**8 minutes


def scan_uploads(files: Iterable[tuple[StoredFile, str]]) -> list[str]:
    """Ask about files just stored, by the names of their uploads; returns a refusal for each infected one.

    Files without a verdict stay held and the worker is woken for them. Infected bytes are removed unless
    something uses them. The rows given are brought up to date.
    """
    if not settings.CLAMAV_URL:
        return []
    deadline = time.monotonic() + SECONDS_AT_UPLOAD
    refused = []
    for stored, name in files:
        if stored.scan_state != ScanState.CLEAN:
            _ask_at_once(stored, deadline)
        if stored.scan_state == ScanState.INFECTED:
            refused.append(refusal_of(name, stored.scan_finding))
            remove_unused(stored)
        elif not stored.is_cleared:
            nudge_after_commit(SCANNER)
    return refused


def refusal_of(name: str, virus: str) -> str:
    """Why an infected file is not taken, in a sentence for who uploads it."""
    words = {"name": name, "virus": virus}
    return (
        _("Tệp “%(name)s” có vi-rút (%(virus)s) nên không được nhận. Hãy quét máy tính rồi tải bản sạch lên.")
        % words
    )


def held_warning(name: str) -> str:
    """What who uploads is told about a file that is kept but not given out yet."""
    return _(
        "Tệp “%(name)s” đã lưu và đang chờ quét vi-rút: chưa ai tải được và chưa đăng được. "
        "Cổng tự quét lại mỗi phút; nếu chờ quá lâu, hãy báo quản trị viên."
    ) % {"name": name}


def _ask_at_once(stored: StoredFile, deadline: float) -> None:
    seconds = deadline - time.monotonic()
    if stored.size > BYTES_AT_UPLOAD or seconds <= 0:
        return
    try:
        _ask(stored, seconds)
    except ScannerSilent as silence:
        logger.warning("the virus scanner does not answer: %s", silence)


def _ask(stored: StoredFile, seconds: float) -> None:
    """Scan one file and write down the verdict; raises ScannerSilent."""
    try:
        with stored.path.open("rb") as stream:
            virus = find_virus(stream, parse_address(settings.CLAMAV_URL), seconds)
    except (NoVerdict, FileNotFoundError) as error:
        logger.warning("stored file %s could not be scanned: %s", stored.pk, error)
        wait = timedelta(minutes=2 ** min(stored.scan_attempts, MAX_BACK_OFF))
        _write(stored, scan_finding=str(error)[:200], scan_due_at=timezone.now() + wait)
        return
    state = ScanState.INFECTED if virus else ScanState.CLEAN
    if virus:
        logger.error("stored file %s is infected: %s", stored.pk, virus)
    _write(stored, scan_state=state, scanned_at=timezone.now(), scan_finding=virus[:200])


def _write(stored: StoredFile, **values: object) -> None:
    StoredFile.objects.filter(pk=stored.pk).update(**values)
    for name, value in values.items():
        setattr(stored, name, value)


def scan_waiting(limit: int = 500) -> dict[str, int]:
    """Scan what is held, then what was stored before there was a scanner; returns the files of each state.

    Repeatable, and safe beside another run. Stops at the first silence of the daemon. Infected files that
    nothing uses any more are removed.
    """
    if settings.CLAMAV_URL:
        _scan_due(limit)
    for stored in StoredFile.objects.filter(scan_state=ScanState.INFECTED):
        remove_unused(stored)
    return {state: StoredFile.objects.filter(scan_state=state).count() for state in ScanState.values}


def _scan_due(limit: int) -> None:
    waiting = StoredFile.objects.filter(scan_state__in=NOT_CLEARED, scan_due_at__lte=timezone.now())
    ends = time.monotonic() + SECONDS_IN_ROUND
    # "held" sorts before "unscanned".
    for stored in waiting.order_by("scan_state", "scan_due_at", "pk")[:limit]:
        if time.monotonic() > ends:
            return
        if not _claim(stored):
            continue
        try:
            _ask(stored, SECONDS_FOR_ONE)
        except ScannerSilent as silence:
            logger.warning("the virus scanner does not answer: %s", silence)
            _write(stored, scan_due_at=timezone.now())
            return


def _claim(stored: StoredFile) -> bool:
    mine = StoredFile.objects.filter(
        pk=stored.pk, scan_state=stored.scan_state, scan_due_at=stored.scan_due_at
    )
    later = timezone.now() + LEASE
    return mine.update(scan_due_at=later, scan_attempts=F("scan_attempts") + 1) == 1


def release_held() -> int:
    """Give out unscanned what is held, after the school has switched its scanner off for good.

    Raises ValueError while one is configured.
    """
    if settings.CLAMAV_URL:
        raise ValueError("CLAMAV_URL")
    return StoredFile.objects.filter(scan_state=ScanState.HELD).update(scan_state=ScanState.UNSCANNED)


def remove_unused(stored: StoredFile) -> bool:
    """Delete the row and the bytes, unless an edition has the file attached; says whether it did."""
    path = stored.path
    try:
        with transaction.atomic():
            StoredFile.objects.filter(pk=stored.pk).delete()
            transaction.on_commit(lambda: path.unlink(missing_ok=True))
    except (ProtectedError, IntegrityError):
        return False
    return True
