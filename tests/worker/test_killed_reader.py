"""kill -9 in the middle of a scan of twenty pages: the next worker goes on, and the text is there once."""

import json
import sys
import time
from pathlib import Path

import pytest

from tests.documents import scans
from tests.worker.house import House, Process

PAGES = 20
WORDS = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
LEASE_RUNS_OUT = "UPDATE documents_filetext SET due_at = '2026-01-01 00:00:00' WHERE finished_at IS NULL"

pytestmark = [
    pytest.mark.requires("tesseract"),
    pytest.mark.parametrize("broker", ["embedded"], indirect=True),
]


def words_of(page: int) -> str:
    return f"Trang {WORDS[page // 10]} {WORDS[page % 10]} học sinh chăm ngoan"


def run(house: House, name: str, *arguments: str) -> None:
    process = Process((sys.executable, "manage.py", *arguments), house.environment, house.log(name))
    house.processes.append(process)
    house.until(lambda: not process.runs, f"{name} has ended")


def waiting(house: House) -> list[int]:
    """The pages that are still to be read; every page before the file was looked into."""
    rows = house.database.rows("SELECT to_read, surveyed FROM documents_filetext")
    if not rows or not rows[0][1]:
        return list(range(1, PAGES + 1))
    pages = rows[0][0]
    return json.loads(pages) if isinstance(pages, str) else pages


def readers(house: House) -> list[str]:
    """Command lines of programs that work in the folder of this house, without the worker itself."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if f"{house.var_dir}/texts" in line:
            found.append(line)
    return found


def test_a_killed_worker_is_followed_page_by_page_and_its_programs_die_with_it(house: House) -> None:
    pages = [scans.page([words_of(page)], dpi=100, size=(5.0, 1.1), letters=14) for page in range(PAGES)]
    (house.var_dir / "scan.pdf").write_bytes(scans.scan_pdf(pages, dpi=100))
    worker = house.start("worker")
    run(house, "shelf", "shell", "--command", "from tests.worker.shelf import put_scan; put_scan()")
    house.until(lambda: 0 < len(waiting(house)) < PAGES, "the worker has read some pages")
    house.until(lambda: readers(house), "it reads the next ones")
    worker.kill()
    assert 0 < len(waiting(house)) < PAGES
    deadline = time.monotonic() + 20
    while readers(house):
        assert time.monotonic() < deadline, readers(house)
        time.sleep(0.1)

    assert house.database.change(LEASE_RUNS_OUT) == 1
    run(house, "later", "extract_texts")

    [(status, text)] = house.database.rows("SELECT status, text FROM documents_filetext")
    assert status == "done", house.log("later").read_text()
    read = [" ".join(page.split()) for page in text.split("\f")]
    right = [page for page in range(PAGES) if read[page] == words_of(page)]
    assert len(read) == PAGES
    assert len(right) >= PAGES - 2, read
    assert house.database.number("SELECT count(*) FROM documents_storedfile") == 2, "and its searchable copy"
    assert list((house.var_dir / "texts").iterdir()) == []
