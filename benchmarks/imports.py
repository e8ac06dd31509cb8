"""Documents per second of `import_documents`, from a made table with a file for each row (`--help`).

    nice python -m benchmarks.imports 1000

In a school and a database of its own that are thrown away; by the clock and in CPU of the process.
"""

import argparse
import csv
import os
import resource
import tempfile
import time
from io import StringIO
from pathlib import Path

FOLDER = tempfile.TemporaryDirectory(prefix="portal-imports-")
os.environ |= {"VAR_DIR": FOLDER.name, "DATABASE_URL": f"sqlite:///{FOLDER.name}/portal.sqlite3"}
os.environ.setdefault("SECRET_KEY", "only-for-measuring")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")

import django

django.setup()

from django.core.management import call_command

from documents.models import OfficialDocument
from tests.documents.corpus.generated import usual
from tests.documents.corpus.writers import word
from tests.school import build_school

HEADINGS = ["Số ký hiệu", "Ngày ban hành", "Loại", "Cơ quan ban hành", "Trích yếu", "Người ký", "Tệp"]


def make_table(folder: Path, count: int) -> Path:
    """A table of decisions, each with a Word file that has a body of its own."""
    table, paper = folder / "bang.csv", word(usual("Quyết định", 1))
    with table.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(HEADINGS)
        for number in range(1, count + 1):
            name = f"{number}.docx"
            (folder / name).write_bytes(with_number(paper, number))
            day, school = f"{number % 28 + 1}/9/{2000 + number % 26}", "Trường THCS Hoa Phượng"
            about = f"Về việc khen thưởng tập thể, cá nhân đợt {number}"
            writer.writerow([f"{number}/QĐ-THCSHP", day, "Quyết định", school, about, "Lê Thị Hoa", name])
    return table


def with_number(paper: bytes, number: int) -> bytes:
    """The same Word file with another time in it: the last bytes of its first entry's stamp."""
    stamp = number.to_bytes(4, "little")
    head = paper.index(b"PK\x03\x04")
    directory = paper.index(b"PK\x01\x02")
    changed = bytearray(paper)
    changed[head + 10 : head + 14] = changed[directory + 12 : directory + 16] = stamp
    return bytes(changed)


def run(table: Path, count: int, **options: object) -> str:
    clock, cpu = time.perf_counter(), time.process_time()
    call_command("import_documents", str(table), by="vanthu", verbosity=0, stdout=StringIO(), **options)
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    return f"{count / clock:.0f} documents/s by the clock, {1000 * cpu / count:.1f} ms of CPU each"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", type=int, nargs="?", default=1000)
    count = parser.parse_args().rows
    call_command("migrate", verbosity=0)
    call_command("apply_regulation", "standard", verbosity=0)
    build_school()
    table = make_table(Path(FOLDER.name), count)
    print("dry run: ", run(table, count, dry_run=True))
    print("import:  ", run(table, count))
    print("again:   ", run(table, count))
    if (made := OfficialDocument.objects.count()) != count:
        raise SystemExit(f"{made} documents instead of {count}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory of the process: {peak:.0f} MB, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
