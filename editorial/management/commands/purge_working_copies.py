from typing import Any

from django.core.management.base import BaseCommand

from editorial.autosave import purge


class Command(BaseCommand):
    help = "Xóa phần đang gõ mà ba mươi ngày không ai lưu (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Số bản đang gõ đã xóa: {purge()}")
