"""The worker's round over PDFs whose signatures nobody has checked yet, and after the trust list changed."""

import hashlib
import json
import logging
import subprocess
import sys
import time
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from documents.models import Signature, SignatureCheck
from documents.models.files import SERVED
from documents.pdf import is_signed

logger = logging.getLogger(__name__)

# For one file: the program limits its processor time itself, this is for one that only waits.
SECONDS = 60.0
SECONDS_IN_ROUND = 180.0
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 3
_WAITING, _DONE, _FAILED = SignatureCheck.Progress


class _Uncheckable(Exception):
    """The program could not judge the file."""


def check_due(limit: int = 500) -> dict[str, int]:
    """Check what is due, oldest first; returns how many were done and how many failed.

    Repeatable, and safe beside a second run. A check whose worker died comes due again by itself; one that
    fails is tried three times and then stays as failed, with the error.
    """
    roots = trust_digest()
    _ask_again_where_trust_changed(roots)
    counts = {"done": 0, "failed": 0}
    ends = time.monotonic() + SECONDS_IN_ROUND
    due = SignatureCheck.objects.filter(
        progress=_WAITING, due_at__lte=timezone.now(), file__scan_state__in=SERVED
    )
    for check in due.select_related("file").order_by("due_at", "pk")[:limit]:
        if time.monotonic() > ends:
            break
        if _claim(check):
            counts["done" if _check(check, roots) else "failed"] += 1
    return counts


def trust_digest() -> str:
    """SHA-256 of what is in the folder of trusted certificates (TRUST_DIR)."""
    digest = hashlib.sha256()
    folder = settings.TRUST_DIR
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.is_file():
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def ask_again() -> int:
    """Make every check due, whatever it found; returns their number."""
    return _make_due(SignatureCheck.objects.exclude(progress=_WAITING))


def _ask_again_where_trust_changed(roots: str) -> None:
    signed = Exists(Signature.objects.filter(check_run=OuterRef("pk")))
    _make_due(SignatureCheck.objects.filter(signed, progress=_DONE).exclude(roots=roots))


def _make_due(checks: Any) -> int:
    """What was found stays to be seen until the new answer is there."""
    due = SignatureCheck.objects.filter(pk__in=checks.values("pk"))
    return due.update(progress=_WAITING, due_at=timezone.now(), attempts=0)


def _claim(check: SignatureCheck) -> bool:
    mine = SignatureCheck.objects.filter(pk=check.pk, progress=_WAITING, due_at=check.due_at)
    return mine.update(due_at=timezone.now() + LEASE, attempts=F("attempts") + 1) == 1


def _check(check: SignatureCheck, roots: str) -> bool:
    try:
        found = _findings(check)
    except (OSError, _Uncheckable) as error:
        logger.warning("signatures of stored file %s could not be checked: %s", check.file_id, error)
        _note_failure(check, str(error))
        return False
    with transaction.atomic():
        check.signatures.all().delete()
        Signature.objects.bulk_create(
            Signature(check_run=check, order=order, **one) for order, one in enumerate(found, start=1)
        )
        _write(check, _DONE, roots=roots, checked_at=timezone.now(), error="")
    return True


def _note_failure(check: SignatureCheck, error: str) -> None:
    attempts = check.attempts + 1
    if attempts < MOST_ATTEMPTS:
        later = timezone.now() + timedelta(minutes=5**attempts)
        _write(check, _WAITING, error=error[:2000], due_at=later)
        return
    with transaction.atomic():
        check.signatures.all().delete()
        _write(check, _FAILED, error=error[:2000], checked_at=timezone.now())


def _write(check: SignatureCheck, progress: str, **values: object) -> None:
    SignatureCheck.objects.filter(pk=check.pk).update(progress=progress, **values)


def _findings(check: SignatureCheck) -> list[dict[str, Any]]:
    """What documents.signing finds, as columns of Signature; raises OSError or _Uncheckable."""
    path = check.file.path
    if not is_signed(path.read_bytes()):
        return []
    question = {
        "file": str(path),
        "roots": str(settings.TRUST_DIR),
        "known_since": check.file.uploaded_at.isoformat(),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "documents.signing"],
            input=json.dumps(question),
            cwd=settings.BASE_DIR,
            env={"PYTHONPATH": str(settings.BASE_DIR)},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=True,
        )
        found: list[dict[str, Any]] = json.loads(done.stdout)
    except subprocess.TimeoutExpired as error:
        raise _Uncheckable(f"no answer in {SECONDS:.0f} seconds") from error
    except subprocess.CalledProcessError as error:
        raise _Uncheckable(f"{error}: {(error.stderr or '').strip()[-300:]}") from error
    return found
