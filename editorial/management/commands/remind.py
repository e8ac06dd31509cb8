from typing import Any

from django.core.management.base import BaseCommand

from editorial.rounds import remind


class Command(BaseCommand):
    help = "Nhắc những việc đến lượt nhắc và gửi thư gộp (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        counts = remind()
        self.stdout.write(f"Lần nhắc: {counts['reminders'] + counts['alerts']}; thư: {counts['letters']}")
