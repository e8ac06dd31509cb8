from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from community.retention import purge_requests


class Command(BaseCommand):
    help = "Xóa dữ liệu cá nhân của người gửi trong các đề nghị đã xong quá thời hạn lưu giữ"

    def handle(self, *args: Any, **options: Any) -> None:
        counts = purge_requests()
        self.stdout.write(_("Đã xóa dữ liệu cá nhân của %(requests)d đề nghị.") % counts)
