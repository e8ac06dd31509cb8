from typing import Any

from django.core.management.base import BaseCommand

from documents.importing.batches import take_waiting


class Command(BaseCommand):
    help = "Nhận các tệp văn bản đang chờ nhập (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Số tệp đã xem: {take_waiting()}")
