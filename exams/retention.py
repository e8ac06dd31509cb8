"""Results are kept until the day the school has set and no longer (Luật 91/2025/QH15 Điều 3); counts stay."""

from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from exams.choices import Outcome, Progress, Status
from exams.codes import forget_codes
from exams.loading import forget_file
from exams.models import ExamSession, LookUp, ResultImport
from exams.recording import write_event

UNCONFIRMED_KEPT = timedelta(days=1)
CODES_KEPT = timedelta(days=7)
ADDRESS_KEPT = timedelta(days=1)
LOOK_UPS_KEPT = timedelta(days=30)
OPEN_WORK = (Progress.UPLOADED, Progress.WAITING, Progress.READ)


def purge_results() -> dict[str, int]:
    """Do all that is due; returns counts. Repeatable, and safe beside another run."""
    today = timezone.localdate()
    due = ExamSession.objects.filter(delete_after__lt=today, purged_at=None)
    counts = {"sessions": sum(_purge(pk) for pk in list(due.values_list("pk", flat=True)))}
    return counts | {"imports": _forget_imports(), "codes": _forget_codes(), "look_ups": _forget_look_ups()}


@transaction.atomic
def _purge(pk: int) -> bool:
    session = ExamSession.objects.select_for_update().filter(pk=pk, purged_at=None).first()
    if session is None:
        return False
    rows = sum(session.imports.filter(status=Progress.LOADED).values_list("rows_kept", flat=True))
    ExamSession.objects.filter(pk=pk).update(
        status=Status.PURGED,
        shown=None,
        proposed=None,
        version=F("version") + 1,
        purged_at=timezone.now(),
    )
    for batch in session.imports.all():
        _empty(batch)
    _fold(Q(session=pk))
    write_event(session, "purge", by=None, data={"rows": rows})
    return True


def _empty(batch: ResultImport) -> None:
    batch.results.all().delete()
    ResultImport.objects.filter(pk=batch.pk).update(status=Progress.UNDONE, report="", code_seed="")
    forget_file(batch)


def _forget_imports() -> int:
    """Files and rows that nobody has agreed to within a day, and files left after their reading."""
    before = timezone.now() - UNCONFIRMED_KEPT
    left = ResultImport.objects.filter(status__in=OPEN_WORK, uploaded_at__lt=before)
    count = 0
    for pk in list(left.values_list("pk", flat=True)):
        with transaction.atomic():
            batch = ResultImport.objects.select_for_update().filter(pk=pk, status__in=OPEN_WORK).first()
            if batch is not None:
                _empty(batch)
                count += 1
    for batch in ResultImport.objects.exclude(status__in=OPEN_WORK).exclude(file=""):
        forget_file(batch)
    return count


def _forget_codes() -> int:
    due = ResultImport.objects.exclude(code_seed="").filter(uploaded_at__lt=timezone.now() - CODES_KEPT)
    batches = list(due)
    for batch in batches:
        forget_codes(batch, by=None)
    return len(batches)


def _forget_look_ups() -> int:
    now = timezone.now()
    LookUp.objects.filter(at__lt=now - ADDRESS_KEPT).exclude(address="").update(address="")
    return _fold(Q(at__lt=now - LOOK_UPS_KEPT))


@transaction.atomic
def _fold(which: Q) -> int:
    """Turn look-ups into counts of their session."""
    rows = LookUp.objects.filter(which)
    sessions = set(rows.values_list("session", flat=True))
    count = 0
    for pk in sessions:
        # Locked: another run folds the same look-ups after this one, and finds none.
        ExamSession.objects.select_for_update().get(pk=pk)
        own = LookUp.objects.filter(which, session=pk)
        found, missed = (own.filter(outcome=outcome).delete()[0] for outcome in Outcome)
        ExamSession.objects.filter(pk=pk).update(
            found_count=F("found_count") + found, missed_count=F("missed_count") + missed
        )
        count += found + missed
    return count
