from typing import Any

from django.core.management.base import BaseCommand

from editorial.desk_notes import mail_notes


class Command(BaseCommand):
    help = "Gửi thư kèm các lời nhắn ở bàn làm việc còn nợ (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Đã gửi: {mail_notes()}")
