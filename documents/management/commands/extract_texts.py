from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from documents.models import FileText
from documents.texts import extract_due, require_again


class Command(BaseCommand):
    help = "Đọc nội dung các tệp đang chờ (chạy lại bao nhiêu lần cũng được)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--again",
            action="store_true",
            help="Đọc lại cả những tệp chưa đọc được hết, ví dụ sau khi cài thêm LibreOffice",
        )

    def handle(self, *args: Any, again: bool = False, **options: Any) -> None:
        if again:
            self.stdout.write(_("Sẽ đọc lại %d tệp.") % require_again())
        for status, count in extract_due(seconds=float("inf")).items():
            if count:
                self.stdout.write(f"{FileText.Status(status).label}: {count}")
