from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from community.letters import deliver_due
from community.settling import settle_corrections


class Command(BaseCommand):
    help = "Đóng đề nghị có bản đính chính đã đăng, gửi thư đang chờ (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        counts = {"corrections": settle_corrections(), "letters": deliver_due()}
        self.stdout.write(_("%(corrections)d đề nghị đã đính chính xong, đã gửi %(letters)d thư.") % counts)
