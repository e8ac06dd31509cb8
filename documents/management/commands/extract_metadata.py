import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from documents.metadata.proposing import propose
from documents.names import extension_of
from documents.reading.failures import UnreadableFile
from documents.reading.formats import read_layout
from documents.scanned import read_scan


class Command(BaseCommand):
    help = _(
        "Đề xuất số ký hiệu, ngày, loại, cơ quan, trích yếu, người ký đọc được trong các tệp; không ghi gì."
    )
    # Nothing here needs the database.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "files", nargs="+", metavar="FILE", type=Path, help=_("tệp PDF, DOCX, TXT, ảnh quét")
        )
        parser.add_argument(
            "--json", action="store_true", help=_("in một đối tượng JSON {tệp: {trường: giá trị}}")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found: dict[str, dict[str, str | None]] = {}
        missing = False
        for path in options["files"]:
            try:
                found[str(path)] = propose(read_layout(path, extension_of(path.name), read_scan)).as_json()
            except UnreadableFile as failure:
                found[str(path)] = {"error": str(failure)}
            except OSError:
                missing = True
                found[str(path)] = {"error": _("Không có hoặc không mở được tệp này.")}
        self.stdout.write(
            json.dumps(found, ensure_ascii=False, indent=2) if options["json"] else _table(found)
        )
        if missing:
            raise CommandError(_("Có tệp không mở được; các tệp khác đã đọc xong."))


def _table(found: dict[str, dict[str, str | None]]) -> str:
    lines: list[str] = []
    for name, values in found.items():
        lines.append(name)
        lines += [f"  {field}: {value or '-'}" for field, value in values.items()]
    return "\n".join(lines)
