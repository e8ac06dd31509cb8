import secrets
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from portal import env
from portal.demo.building import NotEmpty, build, is_empty
from portal.demo.school import account_table
from regulations.errors import RegulationError

# No letter that could be taken for another when it is read from a screen.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


class Command(BaseCommand):
    help = "Dựng một trường THCS minh họa (không có thật) trên cổng còn trống."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="Cổng đã có dữ liệu thì thôi, không báo lỗi."
        )
        parser.add_argument("--regulation", default="standard", help="Tên quy chế có sẵn, hoặc tệp .toml.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and not is_empty():
            self.stdout.write(_("Cổng đã có dữ liệu, giữ nguyên."))
            return
        given = env.secret("DEMO_PASSWORD")
        password = given or _made_up()
        try:
            counts = build(options["regulation"], password)
        except NotEmpty:
            message = _(
                "Cổng đã có tài khoản hoặc nội dung; trường minh họa chỉ dựng được trên cổng còn trống."
            )
            raise CommandError(message) from None
        except RegulationError as error:
            raise CommandError(str(error)) from error
        self._report(counts, "" if given else password)

    def _report(self, counts: dict[str, int], password: str) -> None:
        made = _("Đã dựng trường minh họa: %(items)d nội dung, %(pictures)d ảnh, %(accounts)d tài khoản.")
        self.stdout.write(made % counts)
        heading = (_("Tên đăng nhập"), _("Họ và tên"), _("Vai trò"))
        for username, full_name, roles in (heading, *account_table()):
            self.stdout.write(f"  {username:<14} {full_name:<36} {roles}")
        if password:
            self.stdout.write(_("Mật khẩu của mọi tài khoản trên: %(password)s") % {"password": password})
        else:
            self.stdout.write(_("Mật khẩu của mọi tài khoản trên: như đã đặt trong DEMO_PASSWORD."))


def _made_up() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _letter in range(4)) for _group in range(4))
