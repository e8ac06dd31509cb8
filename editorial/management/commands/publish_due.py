from typing import Any

from django.core.management.base import BaseCommand

from editorial.publishing import publish_due


class Command(BaseCommand):
    help = "Ghi nhận bài đến giờ đăng và bài hết hạn hiển thị (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        counts = publish_due()
        self.stdout.write(f"Đến giờ đăng: {counts['appear']}; hết hạn hiển thị: {counts['expire']}")
