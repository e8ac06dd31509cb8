"""Old office formats turned into new ones by LibreOffice, where the server has it."""

import shutil
from collections.abc import Callable
from pathlib import Path

from operations.confined import MIB, Limits, run

# What each old format becomes; its text is then read as that of the new one.
TARGETS = {"doc": "docx", "rtf": "docx", "xls": "xlsx", "ppt": "pptx"}
_LIMITS = Limits(seconds=120, memory=4096 * MIB, file_size=256 * MIB)


class ConversionFailed(ValueError):
    """LibreOffice could not read the file, or took too long."""


def program() -> str:
    """Path of LibreOffice, or an empty text."""
    return next((path for name in ("soffice", "libreoffice") if (path := shutil.which(name))), "")


def modernise(
    source: Path, extension: str, scratch: Path, beat: Callable[[], None] | None = None
) -> tuple[Path, str]:
    """Return the file in its new format, and that format's extension. Raises ConversionFailed.

    Each run has a profile of its own, so that runs do not wait for one another and nothing of one document
    stays for the next; macros of the document are not run.
    """
    target = TARGETS[extension]
    given = scratch / f"given.{extension}"
    shutil.copyfile(source, given)
    command = (
        program(),
        f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
        *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
        *("--convert-to", target, "--outdir", str(scratch / "converted"), str(given)),
    )
    ended = run(command, limits=_LIMITS, scratch=scratch, environment={"HOME": str(scratch)}, beat=beat)
    made = scratch / "converted" / f"given.{target}"
    # Its exit code says nothing: it is 0 for a file that it could not load.
    if ended.timed_out or not made.is_file():
        raise ConversionFailed(ended.output[-2000:])
    return made, target
