"""From an uploaded file to rows that nobody sees yet: by the worker, in batches, again after a death.

Rows of an import count for nothing until somebody has agreed to them and the leadership has approved: one
column of the session, `shown`, makes all of them visible at once (`exams.approving`).
"""

import logging
from collections.abc import Iterator
from dataclasses import astuple
from secrets import token_hex
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.names import clean_name
from documents.refusal import UploadRefused
from editorial.nudging import nudge_after_commit
from editorial.workflow import Refused
from exams.choices import Progress, Status
from exams.columns import Plan, problems
from exams.keys import code_for, normal_secret, number_digest, seal, second_digest
from exams.models import ExamResult, ExamSession, ResultImport
from exams.reading import SHOWN_ROWS, Candidate, Head, Wrong, candidates, heads_of
from exams.recording import write_event
from operations.claiming import claim_each
from people.models import User

READER = "exams.tasks.read_results"
ROWS_AT_ONCE = 1000
SHOWN_WRONG = 200
MOST_ATTEMPTS = 3

logger = logging.getLogger(__name__)


class _Lost(Exception):
    """Another worker has this import now, or somebody has undone it."""


def take(session: ExamSession, upload: UploadedFile, *, by: User) -> ResultImport:
    """Keep an uploaded file; raises `UploadRefused` for what is no table, `Refused` for a purged session."""
    if session.status == Status.PURGED:
        raise Refused([_("Dữ liệu của kỳ này đã xóa theo thời hạn; hãy lập kỳ mới.")])
    name = clean_name(upload.name or "") or _("không tên")
    heads_of(upload, name, upload.size or 0)
    upload.seek(0)
    kept = ResultImport(session=session, name=name[:200], uploaded_by=by)
    with transaction.atomic():
        kept.file.save("x", File(upload), save=False)
        kept.save()
        write_event(session, "upload", by=by, data={"import": kept.pk, "bytes": upload.size})
    return kept


def heads(batch: ResultImport) -> list[Head]:
    with batch.file.open("rb") as stream:
        return heads_of(stream, batch.name, batch.file.size)


def plan_reading(batch: ResultImport, plan: Plan, *, by: User) -> None:
    """Have the file read by this plan; raises `Refused` with what is wrong with the plan."""
    if wrong := problems(plan, batch.session):
        raise Refused(wrong)
    with transaction.atomic():
        own = ResultImport.objects.filter(pk=batch.pk, status__in=[Progress.UPLOADED, Progress.READ])
        if not own.exclude(file="").update(
            status=Progress.WAITING,
            plan=plan.as_json(),
            columns=plan.shown_labels,
            code_seed=token_hex(16) if plan.codes else "",
            claimed_at=None,
            attempts=0,
            rows_read=0,
            rows_kept=0,
            rows_wrong=0,
        ):
            raise Refused([_("Bản nhập này đã được xử lý; hãy xem lại.")])
        write_event(batch.session, "read", by=by, data={"import": batch.pk})
        nudge_after_commit(READER)


# -- the worker ----------------------------------------------------------------------------------


def read_waiting(*, only: int | None = None, seconds: float = 240.0) -> int:
    """Read the files that wait; returns how many. Repeatable, and safe beside another worker."""
    waiting = ResultImport.objects.filter(status=Progress.WAITING)
    if only is not None:
        waiting = waiting.filter(pk=only)
    count = 0
    for pk in claim_each(waiting, seconds=seconds):
        _read(ResultImport.objects.select_related("session").get(pk=pk))
        count += 1
    return count


def _read(batch: ResultImport) -> None:
    if batch.attempts > MOST_ATTEMPTS:
        _settle(batch, Progress.REFUSED, reason=_("Tệp này đọc mãi không xong."))
        return
    # What a worker that died has left of this import.
    batch.results.all().delete()
    try:
        with batch.file.open("rb") as stream:
            plan = Plan.from_json(batch.plan)
            rows = candidates(stream, batch.name, batch.file.size, plan, batch.session.scheme)
            report = _Loading(batch, plan).load(rows)
        _settle(batch, Progress.READ, report=seal(report))
    except UploadRefused as refused:
        batch.results.all().delete()
        _settle(batch, Progress.REFUSED, reason=refused.sentence[:300])
    except _Lost:
        logger.info("import %s is read by another worker or was undone", batch.pk)


def _settle(batch: ResultImport, status: Progress, **values: Any) -> None:
    _mine(batch).update(status=status, **values)
    if status == Progress.REFUSED:
        forget_file(batch)


def _mine(batch: ResultImport) -> Any:
    """The row while this worker has it: who claims it later counts one attempt more."""
    return ResultImport.objects.filter(pk=batch.pk, status=Progress.WAITING, attempts=batch.attempts)


def forget_file(batch: ResultImport) -> None:
    """The file holds names and marks in the clear: it goes as soon as nobody needs it."""
    if batch.file:
        name, storage = str(batch.file.name), batch.file.storage
        ResultImport.objects.filter(pk=batch.pk).update(file="")
        transaction.on_commit(lambda: storage.delete(name))


class _Loading:
    """One reading of one file."""

    def __init__(self, batch: ResultImport, plan: Plan) -> None:
        self.batch, self.plan = batch, plan
        self.seed = batch.code_seed
        self.seen: dict[str, int] = {}  # digest of a number -> its line
        self.rows_read = self.rows_wrong = self.rows_kept = 0
        self.wrong: list[Wrong] = []
        self.preview: list[Candidate] = []

    def load(self, rows: Iterator[Candidate | list[Wrong]]) -> dict[str, Any]:
        """Write the rows and return the report; raises `_Lost`."""
        ready: list[ExamResult] = []
        for row in rows:
            self.rows_read += 1
            checked = self._checked(row)
            if isinstance(checked, ExamResult):
                ready.append(checked)
            else:
                self.rows_wrong += 1
                self.wrong += checked[: max(0, SHOWN_WRONG - len(self.wrong))]
            if len(ready) == ROWS_AT_ONCE:
                self._write(ready)
                ready = []
        self._write(ready)
        return {
            "wrong": [astuple(one) for one in self.wrong],
            "preview": [one.content() for one in self.preview],
        }

    def _checked(self, row: Candidate | list[Wrong]) -> ExamResult | list[Wrong]:
        if not isinstance(row, Candidate):
            return row
        number = number_digest(self.batch.session_id, row.number)
        if (earlier := self.seen.setdefault(number, row.line)) != row.line:
            told = _("Trùng số báo danh (số hiệu) với dòng %(line)d.") % {"line": earlier}
            return [Wrong(row.line, "", told)]
        if len(self.preview) < SHOWN_ROWS:
            self.preview.append(row)
        second = normal_secret(code_for(self.seed, row.number)) if self.plan.codes else row.second
        return ExamResult(
            batch=self.batch,
            number=number,
            second=second_digest(self.batch.session_id, row.number, second),
            content=seal(row.content()),
        )

    @transaction.atomic
    def _write(self, ready: list[ExamResult]) -> None:
        self.rows_kept += len(ready)
        counts = {"rows_read": self.rows_read, "rows_wrong": self.rows_wrong, "rows_kept": self.rows_kept}
        if not _mine(self.batch).update(claimed_at=timezone.now(), **counts):
            raise _Lost
        ExamResult.objects.bulk_create(ready)


# -- agreeing, and taking back ------------------------------------------------------------------


@transaction.atomic
def confirm(batch: ResultImport, *, by: User, without_wrong: bool) -> None:
    """Agree to what was read; raises `Refused`. Wrong rows are left out only if somebody says so."""
    fresh = ResultImport.objects.select_for_update().select_related("session").get(pk=batch.pk)
    if fresh.status != Progress.READ:
        raise Refused([_("Bản nhập này đã được xử lý; hãy xem lại.")])
    if not fresh.rows_kept:
        raise Refused([_("Không có dòng nào dùng được: hãy sửa tệp rồi tải lên lại.")])
    if fresh.rows_wrong and not without_wrong:
        raise Refused([_("Có dòng lỗi: hãy sửa tệp rồi tải lên lại, hoặc đồng ý bỏ các dòng ấy.")])
    fresh.status = Progress.LOADED
    fresh.report = ""
    fresh.save(update_fields=["status", "report"])
    forget_file(fresh)
    counts = {"import": fresh.pk, "rows": fresh.rows_kept, "left_out": fresh.rows_wrong}
    write_event(fresh.session, "confirm", by=by, data=counts)


@transaction.atomic
def undo(batch: ResultImport, *, by: User) -> None:
    """Take back a whole import, its rows and its file; raises `Refused` while somebody needs it."""
    session = ExamSession.objects.select_for_update().get(pk=batch.session_id)
    fresh = ResultImport.objects.select_for_update().get(pk=batch.pk)
    if fresh.pk in (session.shown_id, session.proposed_id):
        raise Refused([_("Bản này đang công bố hoặc chờ duyệt: hãy ngừng công bố hoặc trả lại trước.")])
    if fresh.status == Progress.UNDONE:
        return
    fresh.status, fresh.report, fresh.code_seed = Progress.UNDONE, "", ""
    fresh.save(update_fields=["status", "report", "code_seed"])
    fresh.results.all().delete()
    forget_file(fresh)
    write_event(session, "undo", by=by, data={"import": fresh.pk, "rows": fresh.rows_kept})
