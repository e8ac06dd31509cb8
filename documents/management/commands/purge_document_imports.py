from typing import Any

from django.core.management.base import BaseCommand

from documents.importing.batches import purge_imports


class Command(BaseCommand):
    help = "Xóa các dòng nhập văn bản quá một tuần không ai tạo bản nháp, cùng tệp không dùng"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Số dòng đã xóa: {purge_imports()}")
