from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from documents.models import ScanState
from documents.scanning import release_held, scan_waiting


class Command(BaseCommand):
    help = "Quét vi-rút những tệp đang chờ (chạy lại bao nhiêu lần cũng được)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--release", action="store_true", help="cho tải những tệp đang chờ khi đã bỏ hẳn máy quét"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["release"]:
            if settings.CLAMAV_URL:
                raise CommandError("CLAMAV_URL vẫn được đặt: tệp đang chờ sẽ được quét, không cần cho tải.")
            self.stdout.write(f"Đã cho tải mà không quét: {release_held()} tệp")
        if not settings.CLAMAV_URL:
            self.stdout.write("Chưa đặt CLAMAV_URL: tệp không được quét.")
        for state, number in scan_waiting().items():
            self.stdout.write(f"{ScanState(state).label}: {number}")
