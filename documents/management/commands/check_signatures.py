from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from documents.signature_checks import ask_again, check_due


class Command(BaseCommand):
    help = "Kiểm tra chữ ký số trong các tệp PDF chưa kiểm tra (chạy lại bao nhiêu lần cũng được)"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="kiểm tra lại mọi tệp PDF")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["all"]:
            ask_again()
        counts = check_due()
        self.stdout.write(f"Tệp đã kiểm tra: {counts['done']}; không kiểm tra được: {counts['failed']}")
