"""Files that are there whole or not at all: written aside, forced to the disk, and renamed."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path


def write_once(path: Path, size: int, chunks: Iterable[bytes]) -> None:
    """Write the file unless one of that size (in bytes) is there; raises OSError and then leaves nothing.

    Meant for names that are made of the content: who finds the file there finds the same bytes.
    """
    if path.exists() and path.stat().st_size == size:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".uploading-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in chunks:
                out.write(chunk)
            out.flush()
            os.fchmod(out.fileno(), 0o640)
            os.fsync(out.fileno())
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    _sync_directory(path.parent)


def _sync_directory(folder: Path) -> None:
    """The rename itself has to survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
