from typing import Any

from django.core.management.base import BaseCommand

from content.renditions import render_due


class Command(BaseCommand):
    help = "Làm các bản thu nhỏ còn thiếu của ảnh (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        counts = render_due()
        self.stdout.write(f"Ảnh đã làm: {counts['done']}; không làm được: {counts['failed']}")
