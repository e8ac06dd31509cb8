import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from documents.refusal import UploadRefused
from editorial.workflow import Refused
from exams import loading
from exams.approving import manages
from exams.choices import Progress
from exams.columns import Plan, Role
from exams.keys import unseal
from exams.models import ExamSession, ResultImport
from exams.reading import Head
from people.models import User


class Command(BaseCommand):
    help = "Nhập kết quả thi từ tệp .xlsx, .csv vào một kỳ tra cứu; chưa công bố cho đến khi được duyệt."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--session", type=int, required=True, help=_("mã của kỳ tra cứu"))
        parser.add_argument("--as", dest="by", metavar="USERNAME", required=True, help=_("người đứng tên"))
        parser.add_argument("--sheet", help=_("tên trang tính; mặc định: trang giống bảng điểm nhất"))
        parser.add_argument(
            "--map",
            action="append",
            default=[],
            metavar="ROLE=CỘT",
            help=_("cột dùng làm gì: number, second, name, birth, show, ignore; mặc định: đoán theo tên cột"),
        )
        parser.add_argument("--convert", action="store_true", help=_("chuyển chữ TCVN3, VNI sang Unicode"))
        parser.add_argument("--codes", action="store_true", help=_("cổng tự tạo mã bí mật"))
        parser.add_argument(
            "--without-wrong", action="store_true", help=_("bỏ các dòng lỗi, nhập phần còn lại")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("chỉ đọc và báo lỗi, không nhập"))

    def handle(self, *args: Any, **options: Any) -> None:
        session = ExamSession.objects.filter(pk=options["session"]).first()
        if session is None:
            raise CommandError(_("Không có kỳ tra cứu số %(pk)d.") % {"pk": options["session"]})
        by = User.objects.filter(username=options["by"]).first()
        if by is None or not manages(by):
            raise CommandError(_("“%(name)s” không có quyền nhập kết quả.") % {"name": options["by"]})
        try:
            batch = self._read(session, by, options)
        except UploadRefused as refused:
            raise CommandError(refused.sentence) from refused
        except Refused as refused:
            raise CommandError(" ".join(refused.reasons)) from refused
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror or error}") from error
        self._tell(batch)
        self._finish(batch, by, options)

    def _read(self, session: ExamSession, by: User, options: dict[str, Any]) -> ResultImport:
        path: Path = options["file"]
        with path.open("rb") as stream:
            upload = UploadedFile(stream, name=path.name, size=path.stat().st_size)
            batch = loading.take(session, upload, by=by)
        try:
            head = _head(loading.heads(batch), options["sheet"])
            roles = _roles(head, options["map"], codes=options["codes"])
            plan = Plan(
                head.sheet, head.heading, head.labels, roles, options["convert"], codes=options["codes"]
            )
            loading.plan_reading(batch, plan, by=by)
        except (Refused, CommandError):
            loading.undo(batch, by=by)
            raise
        batch.refresh_from_db()
        while batch.status == Progress.WAITING:
            # Where a worker was quicker it is waited for.
            if not loading.read_waiting(only=batch.pk):
                time.sleep(1)
            batch.refresh_from_db()
        return batch

    def _tell(self, batch: ResultImport) -> None:
        if batch.status == Progress.REFUSED:
            raise CommandError(batch.reason)
        for line, column, sentence in unseal(batch.report)["wrong"] if batch.report else []:
            self.stderr.write(
                _("Dòng %(line)d %(column)s: %(sentence)s")
                % {"line": line, "column": column, "sentence": sentence}
            )
        counts = {"kept": batch.rows_kept, "wrong": batch.rows_wrong}
        self.stdout.write(_("Đọc được %(kept)d kết quả, %(wrong)d dòng lỗi.") % counts)

    def _finish(self, batch: ResultImport, by: User, options: dict[str, Any]) -> None:
        try:
            if options["dry_run"]:
                loading.undo(batch, by=by)
                return
            loading.confirm(batch, by=by, without_wrong=options["without_wrong"])
        except Refused as refused:
            loading.undo(batch, by=by)
            raise CommandError(" ".join(refused.reasons)) from refused
        self.stdout.write(_("Đã nhập; hãy trình lãnh đạo duyệt công bố."))


def _head(heads: list[Head], sheet: str | None) -> Head:
    found = next((head for head in heads if sheet in (None, head.sheet)), None)
    if found is None:
        raise CommandError(_("Tệp không có trang tính “%(sheet)s”.") % {"sheet": sheet})
    return found


def _roles(head: Head, wishes: list[str], *, codes: bool) -> tuple[str, ...]:
    roles = list(head.roles)
    for role, label in _wished(wishes):
        if label not in head.labels:
            raise CommandError(_("Tệp không có cột “%(label)s”.") % {"label": label})
        roles[head.labels.index(label)] = role
    return tuple(Role.IGNORE if codes and role == Role.SECOND else role for role in roles)


def _wished(wishes: list[str]) -> Iterator[tuple[str, str]]:
    for wish in wishes:
        role, equals, label = wish.partition("=")
        if not equals or role not in set(Role):
            raise CommandError(_("--map “%(wish)s” phải có dạng number=Số báo danh.") % {"wish": wish})
        yield role, label
