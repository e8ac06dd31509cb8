from typing import Any

from django.core.management.base import BaseCommand

from regulations.seeding import seed_calendar


class Command(BaseCommand):
    help = "Ghi ngày nghỉ, ngày làm bù, năm học còn thiếu vào lịch; giữ nguyên những gì nhà trường đã sửa"

    def handle(self, *args: Any, **options: Any) -> None:
        lines = seed_calendar() or ["Lịch đã đủ; không có gì thay đổi."]
        if options["verbosity"]:
            self.stdout.write("\n".join(lines))
