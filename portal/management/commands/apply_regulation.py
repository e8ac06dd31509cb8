from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from documents.grouping import apply_groups
from editorial.sections import apply_sections
from regulations.apply import apply
from regulations.errors import RegulationError
from regulations.loading import file_name, parse, read_source


class Command(BaseCommand):
    help = "Đưa một quy chế vào áp dụng: quy trình, lý do từ chối, chuyên mục, chính sách tệp, thời hạn"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="Tên mẫu có sẵn hoặc đường dẫn tới tệp .toml")
        parser.add_argument("--dry-run", action="store_true", help="Chỉ nói sẽ thay đổi gì")

    def handle(self, *args: Any, **options: Any) -> None:
        name, dry_run = options["name"], options["dry_run"]
        try:
            source = read_source(name)
            preset = parse(source, file_name(name))
            with transaction.atomic():
                changes = apply(preset, source, dry_run=dry_run)
                changes += apply_sections(preset, dry_run=dry_run)
                changes += apply_groups(preset, dry_run=dry_run)
        except RegulationError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] == 0:
            return
        for line in changes:
            self.stdout.write(line)
        if not changes:
            self.stdout.write("Quy chế đang áp dụng đã đúng như vậy; không có gì thay đổi.")
        elif dry_run:
            self.stdout.write("Chạy thử: chưa ghi gì.")
