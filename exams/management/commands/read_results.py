from typing import Any

from django.core.management.base import BaseCommand

from exams.loading import read_waiting


class Command(BaseCommand):
    help = "Đọc các tệp kết quả đang chờ nhập (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Số tệp đã đọc: {read_waiting()}")
