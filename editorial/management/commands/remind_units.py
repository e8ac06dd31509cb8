from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from editorial.unit_reminders import remind_on_the_day, remind_units


class Command(BaseCommand):
    help = "Nhắc các đơn vị chưa có tin bài trong tháng, mỗi đơn vị một lần; tự nhắc vào ngày quy chế định"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--now", action="store_true", help="nhắc ngay, không đợi ngày quy chế định")

    def handle(self, *args: Any, **options: Any) -> None:
        told = remind_units() if options["now"] else remind_on_the_day()
        self.stdout.write(f"Đã nhắc: {told}")
