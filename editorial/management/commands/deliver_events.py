from typing import Any

from django.core.management.base import BaseCommand

from editorial.outbox import deliver_owed


class Command(BaseCommand):
    help = "Thực hiện các việc còn nợ sau mỗi lần xử lý (thông báo, thư)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã thực hiện: {deliver_owed()}")
