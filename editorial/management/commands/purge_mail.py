from typing import Any

from django.core.management.base import BaseCommand

from editorial.mailroom.deciding import purge


class Command(BaseCommand):
    help = "Xóa nội dung thư đã bỏ và thư tự động sau MAIL_IN_KEEP_DAYS ngày"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(str(purge()))
