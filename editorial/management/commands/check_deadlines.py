from typing import Any

from django.core.management.base import BaseCommand

from editorial.rounds import check_deadlines


class Command(BaseCommand):
    help = (
        "Ghi nhận việc mới phải làm, tính lại hạn, đóng việc đã xong, nhắc người phụ trách "
        "(chạy lại bao nhiêu lần cũng được)"
    )

    def handle(self, *args: Any, **options: Any) -> None:
        counts = check_deadlines()
        self.stdout.write(
            f"Ghi nhận: {counts['opened']}; tính lại hạn: {counts['moved']}; xong: {counts['met']}; "
            f"mở lại: {counts['reopened']}; thôi phải làm: {counts['withdrawn']}; "
            f"lần nhắc: {counts['reminders'] + counts['alerts']}; thư: {counts['letters']}"
        )
