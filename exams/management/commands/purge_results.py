from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from exams.retention import purge_results


class Command(BaseCommand):
    help = "Xóa kết quả hết hạn lưu, bản nhập bỏ dở, mã và lượt tra cứu cũ (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        counts = purge_results()
        told = _("Đã xóa: %(sessions)d kỳ, %(imports)d bản nhập bỏ dở, %(codes)d danh sách mã.")
        self.stdout.write(told % counts)
