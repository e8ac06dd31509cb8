"""PDF files: their text layer, read by `pdf_pages` in a child process with limits of memory and time."""

import json
import subprocess
import sys
from pathlib import Path

from django.conf import settings

from documents.layout import Layout, Line
from documents.reading.failures import BrokenFile, EncryptedFile, TooLongFile, UnreadableFile
from documents.reading.pdf_pages import MAX_CPU_SECONDS

_PATIENCE = 2 * MAX_CPU_SECONDS  # seconds of the clock, on a machine that has other work
# Nothing of the portal's own: its secrets are no business of a process that reads strangers' files.
_ENVIRONMENT = {"PYTHONUTF8": "1"}
_FAILURES: dict[str, type[UnreadableFile]] = {
    "broken": BrokenFile,
    "encrypted": EncryptedFile,
    "too long": TooLongFile,
}


def read_pdf(path: Path) -> Layout:
    """Read the text layer; a file without one comes back as `scanned`, with no lines.

    Raises BrokenFile, EncryptedFile or TooLongFile (500 pages, four million letters, 1 GiB of memory, two
    minutes), OSError when there is no such file.
    """
    path.stat()
    command = [sys.executable, "-m", "documents.reading.pdf_pages", str(path.resolve())]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
            cwd=settings.BASE_DIR,
            env=_ENVIRONMENT,
        )
    except subprocess.TimeoutExpired as error:
        raise TooLongFile from error
    if done.returncode < 0:  # ended by a limit
        raise TooLongFile
    if done.returncode:
        raise BrokenFile
    result = json.loads(done.stdout)
    if "failure" in result:
        raise _FAILURES[result["failure"]]
    lines = tuple(Line(*values) for values in result["lines"])
    return Layout(lines, pages=result["pages"], scanned=result["scanned"])
