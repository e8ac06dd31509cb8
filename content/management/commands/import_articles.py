from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.import_taking import Source
from content.importing import LegacyText, import_text, read_text
from documents.files import UploadRefused
from editorial.entering import providers
from editorial.models import Edition, Section
from editorial.workflow import Refused
from people.models import User


class Command(BaseCommand):
    help = "Nhập các tệp chữ thành bản nháp bài viết; nhập lại cùng một tệp không tạo bản thứ hai"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="Tệp chữ hoặc thư mục chứa tệp .txt")
        parser.add_argument("--by", required=True, metavar="USERNAME", help="Người đứng tên bản nháp")
        parser.add_argument(
            "--provider", metavar="USERNAME", help="Người cung cấp thông tin, khi nhập thay người của trường"
        )
        parser.add_argument("--author", default="", metavar="NAME", help="Tên tác giả hiện dưới bài")
        parser.add_argument("--channel", choices=Edition.Channel.values, default="usb", help="Gửi qua đâu")
        parser.add_argument("--origin", choices=Edition.Origin.values, default="unit", help="Nguồn tin")
        parser.add_argument("--section", metavar="SLUG", help="Chuyên mục")
        parser.add_argument(
            "--convert", action="store_true", help="Đồng ý chuyển mã cũ (TCVN3, VNI) sang Unicode"
        )
        parser.add_argument("--dry-run", action="store_true", help="Chỉ đọc và nói sẽ nhập gì")

    def handle(self, *args: Any, **options: Any) -> None:
        author = _one(User, "người dùng", username=options["by"])
        section = _one(Section, "chuyên mục", slug=options["section"]) if options["section"] else None
        provider = _provider(options["provider"])
        failed = 0
        for path in _paths(options["files"]):
            try:
                text = read_text(path, convert_legacy=options["convert"])
                source = Source(provider, options["author"], options["origin"], options["channel"])
                self._take(path, text, author, section, source, dry_run=options["dry_run"])
            except LegacyText as error:
                failed += 1
                self.stderr.write(f"{path.name}: {error} Thêm --convert nếu đồng ý chuyển mã.")
            except UploadRefused as error:
                failed += 1
                self.stderr.write(f"{path.name}: {' '.join(error.messages)}")
            except (Refused, OSError) as error:
                failed += 1
                self.stderr.write(f"{path.name}: {error}")
        if failed:
            raise CommandError(f"Không nhập được {failed} tệp; các tệp khác không bị ảnh hưởng.")

    def _take(
        self, path: Path, text: Any, author: User, section: Any, source: Source, *, dry_run: bool
    ) -> None:
        if dry_run:
            self.stdout.write(f"{path.name}: sẽ nhập “{text.title}”")
            return
        article = import_text(
            text,
            by=author,
            section=section,
            origin=source.origin,
            channel=source.channel,
            information_provider=source.provider,
            author_credit=source.author_name or (source.provider.full_name if source.provider else ""),
        )
        done = f"đã nhập “{article.title}”" if article else "đã nhập từ trước, bỏ qua"
        self.stdout.write(f"{path.name}: {done}")


def _provider(username: str | None) -> Any:
    """Somebody who could have written it; raises CommandError."""
    if not username:
        return None
    found = providers().filter(username=username).first()
    if found is None:
        raise CommandError(f"“{username}” không phải tài khoản đang dùng có quyền soạn bài.")
    return found


def _paths(names: list[str]) -> list[Path]:
    paths: list[Path] = []
    for name in names:
        path = Path(name)
        paths += sorted(path.glob("*.txt")) if path.is_dir() else [path]
    return paths


def _one(model: Any, label: str, **wanted: str) -> Any:
    found = model.objects.filter(**wanted).first()
    if found is None:
        raise CommandError(f"Không có {label} “{next(iter(wanted.values()))}”.")
    return found
