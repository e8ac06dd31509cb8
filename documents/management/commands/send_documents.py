from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from documents.dispatching import deliver_due


class Command(BaseCommand):
    help = "Gửi các thư “nơi nhận” đang chờ (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Đã gửi %(count)d thư.") % {"count": deliver_due()})
