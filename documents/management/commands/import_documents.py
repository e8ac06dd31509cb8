import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from documents.importing.running import Outcome, Result, Wishes, import_all
from documents.importing.sources import Given, given_by_folder, given_by_table
from documents.refusal import UploadRefused
from editorial.actors import may_write, people_with_role
from editorial.models import Edition
from editorial.table_files import harmless
from people.models import User

EVERY = 100  # documents from one line of progress to the next


class Command(BaseCommand):
    help = _(
        "Nhập văn bản từ thư mục tệp hoặc từ bảng .csv, .xlsx thành bản nháp; chạy lại không nhập trùng."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "source", metavar="DIR|FILE", type=Path, help=_("thư mục tệp, hoặc bảng có cột tên tệp")
        )
        parser.add_argument(
            "--as", dest="by", metavar="USERNAME", help=_("người đứng tên; mặc định: văn thư, nếu chỉ có một")
        )
        parser.add_argument("--dry-run", action="store_true", help=_("chỉ đọc và nói sẽ nhập gì"))
        parser.add_argument(
            "--fill", action="store_true", help=_("điền ô trống bằng đề xuất chắc chắn của tệp chữ")
        )
        parser.add_argument("--report", metavar="FILE.csv", type=Path, help=_("ghi kết quả từng dòng"))
        parser.add_argument(
            "--channel",
            choices=Edition.Channel.values,
            default=Edition.Channel.USB,
            help=_("tệp được gửi tới bằng cách nào"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source, report = options["source"], options["report"]
        wishes = Wishes(_author(options["by"]), options["channel"], options["fill"], options["dry_run"])
        if report is not None and report.resolve() == source.resolve():
            raise CommandError(_("Báo cáo không được ghi đè lên bảng."))
        counts: Counter[Result] = Counter()
        try:
            with _report(report) as write:
                for outcome in import_all(_given(source), wishes):
                    counts[outcome.result] += 1
                    write(outcome)
                    self._tell(outcome, counts, int(options["verbosity"]))
        except UploadRefused as refused:
            raise CommandError(refused.sentence) from refused
        except OSError as error:
            raise CommandError(f"{error.filename or source}: {error.strerror or error}") from error
        self.stdout.write(_summary(counts))
        if counts[Result.WRONG]:
            raise CommandError(
                _("Không nhập được %(count)d văn bản; các văn bản khác không bị ảnh hưởng.")
                % {"count": counts[Result.WRONG]}
            )

    def _tell(self, outcome: Outcome, counts: Counter[Result], verbosity: int) -> None:
        if outcome.result == Result.WRONG:
            self.stderr.write(f"{outcome.given.place}: {' '.join(outcome.notes)}")
        elif verbosity > 1 or outcome.result == Result.PLANNED:
            said = f"{outcome.given.place}: {outcome.result.label} “{outcome.title}”"
            self.stdout.write(" ".join((said, *outcome.notes)))
        if counts.total() % EVERY == 0 and verbosity:
            self.stdout.write(_summary(counts))


def _given(source: Path) -> Iterator[Given]:
    if not source.exists():
        raise CommandError(_("Không có thư mục hay tệp “%(name)s”.") % {"name": source})
    return given_by_folder(source) if source.is_dir() else given_by_table(source)


def _author(username: str | None) -> User:
    if username is None:
        clerks = [person for person in people_with_role("clerk") if may_write(person)]
        if len(clerks) != 1:
            raise CommandError(_("Hãy ghi --as TÊN-ĐĂNG-NHẬP: ai đứng tên các bản nháp."))
        return clerks[0]
    found = User.objects.filter(username=username).first()
    if found is None:
        raise CommandError(_("Không có người dùng “%(name)s”.") % {"name": username})
    if not may_write(found):
        raise CommandError(_("Người dùng “%(name)s” không có quyền soạn nội dung.") % {"name": username})
    return found


def _summary(counts: Counter[Result]) -> str:
    parts = [f"{result.label} {counts[result]}" for result in Result if counts[result]]
    return _("Đã xong %(count)d văn bản: %(parts)s") % {
        "count": counts.total(),
        "parts": ", ".join(parts) or "–",
    }


@contextmanager
def _report(path: Path | None) -> Iterator[Any]:
    """Write a line for each document as it is done, so that a run that was stopped leaves what it knows."""
    if path is None:
        yield lambda outcome: None
        return
    # Without the mark Excel takes UTF-8 for a code page and shows no Vietnamese.
    with path.open("w", encoding="utf-8-sig", newline="", buffering=1) as out:
        writer = csv.writer(out)
        writer.writerow(
            [_("Dòng, tệp"), _("Kết quả"), _("Số, ký hiệu"), _("Văn bản"), _("Mã trên cổng"), _("Ghi chú")]
        )

        def write(outcome: Outcome) -> None:
            cells = (
                outcome.given.place,
                outcome.result.label,
                outcome.number,
                outcome.title,
                outcome.item or "",
            )
            writer.writerow([harmless(str(cell)) for cell in (*cells, " ".join(outcome.notes))])

        yield write
