from typing import Any

from django.core.management.base import BaseCommand

from content.reader_letters import deliver_due


class Command(BaseCommand):
    help = "Gửi các thư đang chờ cho bạn đọc đã gửi bài (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Số thư đã gửi: {deliver_due()}")
