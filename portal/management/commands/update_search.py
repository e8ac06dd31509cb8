import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal.search import keeping
from portal.search.engine import WriterBusy


class Command(BaseCommand):
    help = _("Lập lại chỉ mục tìm kiếm bên cạnh chỉ mục đang dùng rồi thay vào; cổng vẫn phục vụ.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help=_("So chỉ mục với nội dung đang công khai và sửa chỗ lệch.")
        )
        parser.add_argument("--owed", action="store_true", help=_("Chỉ ghi những mục đang chờ."))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._handle(options["check"], options["owed"])
        except WriterBusy as busy:
            raise CommandError(_("Một tiến trình khác đang ghi chỉ mục. Hãy thử lại sau.")) from busy

    def _handle(self, check: bool, owed: bool) -> None:
        if check:
            found = keeping.mend()
            self.stdout.write(
                _("Thiếu %(missing)d, thừa %(surplus)d, cũ %(outdated)d; đã sửa.")
                % {
                    "missing": len(found.missing),
                    "surplus": len(found.surplus),
                    "outdated": len(found.outdated),
                }
                if found.all
                else _("Chỉ mục khớp với nội dung đang công khai.")
            )
        elif owed:
            self.stdout.write(_("Đã ghi: %(count)d") % {"count": keeping.write_owed()})
        else:
            count = keeping.rebuild(self._show)
            self.stdout.write(_("Đã lập chỉ mục: %(count)d") % {"count": count})

    def _show(self, done: int, total: int) -> None:
        """On a terminal one line that moves; in a log a line at every step."""
        end = "\r" if self.stdout.isatty() and done < total else "\n"
        self.stdout.write(f"{done}/{total}", ending=end)
        sys.stdout.flush()
