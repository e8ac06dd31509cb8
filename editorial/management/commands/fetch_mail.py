from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from editorial.mailroom.boxes import MailboxUnreachable
from editorial.mailroom.running import run


class Command(BaseCommand):
    help = "Lấy thư mới trong hộp thư của trường, đọc, gửi thư báo nhận (chạy lại bao nhiêu lần cũng được)"

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.MAIL_IN_URL:
            self.stdout.write(_("Chưa đặt MAIL_IN_URL: chỉ đọc những thư đã lấy về."))
        try:
            done = run()
        except MailboxUnreachable as error:
            raise CommandError(_("Không đọc được hộp thư: %(error)s") % {"error": error}) from error
        if done.fetched is None:
            self.stdout.write(_("Một lượt khác đang đọc hộp thư."))
        counts = {"fetched": done.fetched or 0, "read": done.read, "receipts": done.receipts}
        self.stdout.write(_("%(fetched)d thư mới, đọc %(read)d thư, gửi %(receipts)d thư báo nhận.") % counts)
