from typing import Any

from django.core.management.base import BaseCommand

from content.reader_desk import purge


class Command(BaseCommand):
    help = "Xóa bài bạn đọc gửi không được xác nhận, và thông tin cá nhân đã quá hạn giữ"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Số bài đã xóa thông tin: {purge()}")
