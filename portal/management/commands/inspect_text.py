import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from vietnamese import convert


class Command(BaseCommand):
    help = _("Nhận diện và chuyển mã TCVN3, VNI và lỗi giải mã UTF-8 sang Unicode.")
    # Nothing here needs the database or the other rooms.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--json",
            action="store_true",
            help=_(
                "đọc một danh sách chuỗi JSON từ đầu vào, ghi danh sách {text, encoding}; null = giữ nguyên"
            ),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        source = _read_input()
        if options["json"]:
            self.stdout.write(json.dumps([_inspected(text) for text in _texts(source)]))
            return
        for line in source.splitlines():
            result = _inspected(line)
            self.stdout.write(f"{result['encoding'] or '-'}\t{result['text']}")


def _read_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise CommandError(
            _("Đầu vào không phải UTF-8 (byte thứ %(position)d).") % {"position": error.start}
        ) from error


def _texts(source: str) -> list[str]:
    try:
        texts = json.loads(source)
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        raise CommandError(
            _("Đầu vào không phải JSON hợp lệ: sai ở dòng %(line)d, cột %(column)d.") % place
        ) from error
    except RecursionError as error:
        raise CommandError(_("Đầu vào không phải JSON hợp lệ: lồng quá sâu.")) from error
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise CommandError(_("Đầu vào phải là một danh sách JSON gồm các chuỗi."))
    return texts


def _inspected(text: str) -> dict[str, str | None]:
    conversion = convert(text)
    return {"text": conversion.text, "encoding": conversion.encoding}
