from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from operations import broker


class Command(BaseCommand):
    help = "Delete delivered messages from the embedded broker's file; nothing to do with Redis."

    def handle(self, *args: Any, **options: Any) -> None:
        path = broker.embedded_path(settings.CELERY_BROKER_URL)
        if path is None:
            self.stdout.write(_("Hàng đợi chạy trên Redis, không có gì phải dọn."))
        else:
            self.stdout.write(_("Đã xóa %d thông điệp cũ.") % broker.purge(path))
