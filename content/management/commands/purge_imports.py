from typing import Any

from django.core.management.base import BaseCommand

from content.imports import purge_imports


class Command(BaseCommand):
    help = "Xóa các tệp nhập quá một ngày không ai tạo bản nháp, cùng ảnh không dùng"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Số tệp đã xóa: {purge_imports()}")
