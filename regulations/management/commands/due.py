import json
import sys
from argparse import ArgumentParser
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from regulations.calendar import known_working_days, working_days
from regulations.calendar_file import read_calendar
from regulations.cases import due_of
from regulations.json_input import MOST_BYTES, BadInput, read_json
from regulations.models import WorkingWeek
from vietnamese.working_days import WorkingDays


class Command(BaseCommand):
    help = _(
        "Tính thời hạn: đọc danh sách JSON {rule, regulation, input} từ đầu vào, in lúc bắt đầu quá hạn."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help=_("in danh sách JSON {due} hoặc {error}; không thì in lời")
        )
        parser.add_argument(
            "--calendar",
            metavar="FILE",
            type=Path,
            help=_("tệp JSON {holidays, working_saturdays} dùng thay lịch nghỉ của trường"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            calendar = self._calendar(options["calendar"])
            cases = read_json(sys.stdin.buffer.read(MOST_BYTES + 1))
        except BadInput as error:
            raise CommandError(str(error)) from None
        if not isinstance(cases, list):
            raise CommandError(_("Đầu vào phải là một danh sách JSON các trường hợp."))
        found = [_reckoned(case, calendar) for case in cases]
        if options["json"]:
            written = [_as_json(one) for one in found]
            self.stdout.write(json.dumps(written))
        else:
            self.stdout.write("\n".join(f"{n}. {_in_words(one)}" for n, one in enumerate(found, 1)))

    def _calendar(self, path: Path | None) -> WorkingDays:
        """A case can be checked without the school's database too; then it is said so."""
        content = _content(path) if path else b""
        try:
            return read_calendar(content, WorkingWeek.current().saturdays) if path else working_days()
        except DatabaseError:
            self.stderr.write(
                _("Không đọc được lịch của trường trong cơ sở dữ liệu: tính theo lịch nghỉ chung.")
            )
            return read_calendar(content, saturdays=False) if path else known_working_days()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise CommandError(_("Không mở được tệp lịch %(path)s.") % {"path": path}) from None


def _reckoned(case: Any, calendar: WorkingDays) -> datetime | BadInput:
    try:
        return due_of(case, calendar)
    except BadInput as error:
        return error


def _as_json(found: datetime | BadInput) -> dict[str, str]:
    return {"error": str(found)} if isinstance(found, BadInput) else {"due": found.isoformat()}


def _in_words(found: datetime | BadInput) -> str:
    if isinstance(found, BadInput):
        return _("Không tính được: %(reason)s") % {"reason": found}
    if found.time() == time():
        return _("hết ngày %(day)s") % {"day": f"{found - timedelta(days=1):%d/%m/%Y}"}
    return _("trước %(hour)s ngày %(day)s") % {"hour": f"{found:%H:%M}", "day": f"{found:%d/%m/%Y}"}
