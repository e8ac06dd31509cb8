from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from people.roles import RoleError, sync_roles


class Command(BaseCommand):
    help = "Làm cho các nhóm quyền giống hệt danh mục vai trò; chạy lại bao nhiêu lần cũng được."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Chỉ cho biết sẽ thay đổi gì.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            changes = sync_roles(dry_run=options["dry_run"])
        except RoleError as error:
            raise CommandError(str(error)) from error
        for change in changes:
            self.stdout.write(change)
        if not changes:
            self.stdout.write(_("Các vai trò đã đúng, không có gì thay đổi."))
        elif options["dry_run"]:
            self.stdout.write(_("Chưa ghi gì (--dry-run)."))
