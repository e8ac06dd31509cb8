"""The steps by which a stored file becomes text; each runs a confined program and says how it ended."""

import json
import logging
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from documents import libreoffice, ocr, text_program
from documents.images import PICTURE_FORMATS
from documents.models import FileText
from documents.office_text import EXTENSIONS as PACKAGES
from documents.text_program import PLAIN_FILES, WORD_FILES
from operations.confined import MIB, Limits, run

logger = logging.getLogger(__name__)

Reason = FileText.Reason
READABLE = frozenset({"pdf", *PICTURE_FORMATS, *PACKAGES, *PLAIN_FILES, *WORD_FILES})
# Pages are counted, not drawn, when a file is looked into: thousands of pages take seconds.
MOST_PAGES = 5_000
_LIMITS = Limits(seconds=120, memory=2048 * MIB)
_REFUSALS = {
    "encrypted": Reason.ENCRYPTED,
    "damaged": Reason.DAMAGED,
    "too_slow": Reason.TOO_SLOW,
}


class Unreadable(ValueError):
    """The file gives no text; the reason is what people are told."""

    def __init__(self, reason: FileText.Reason, error: str = "") -> None:
        self.reason = reason
        super().__init__(error or reason.value)


@dataclass(frozen=True)
class Survey:
    """What the file says by itself. `to_read` are pages that wait for OCR, `too_large` those beyond it."""

    pages: int
    text: str
    encoding: str
    to_read: list[int]
    too_large: list[int]
    cut: bool


@dataclass(frozen=True)
class Desk:
    """Where one file is worked on: its bytes, its folder for what is half done, who hears that it goes on."""

    source: Path
    extension: str
    folder: Path
    beat: Callable[[], None]

    @property
    def scratch(self) -> Path:
        """For the programs' own files: of use to nobody once the program has ended."""
        return self.folder / "run"

    @property
    def is_picture(self) -> bool:
        return self.extension in PICTURE_FORMATS

    def survey(self) -> Survey:
        """Read what the file says by itself. Raises Unreadable."""
        source, extension = self._modern()
        if extension not in READABLE:
            raise Unreadable(Reason.NO_TEXT)
        request = {"path": str(source), "extension": extension, "most_pages": MOST_PAGES}
        answer = self._ask("read", request | {"most_letters": settings.FILE_TEXT_MAX_LETTERS})
        if answer is None:
            raise Unreadable(Reason.TOO_SLOW)
        if refused := answer.get("refused"):
            raise Unreadable(_REFUSALS[refused], answer.get("error", ""))
        return Survey(**answer)

    def _modern(self) -> tuple[Path, str]:
        if self.extension not in libreoffice.TARGETS:
            return self.source, self.extension
        if not libreoffice.program():
            raise Unreadable(Reason.NO_LIBREOFFICE)
        try:
            return libreoffice.modernise(self.source, self.extension, self.scratch, self.beat)
        except libreoffice.ConversionFailed as error:
            raise Unreadable(Reason.DAMAGED, str(error)) from error

    def recognise(self, numbers: Sequence[int]) -> list[str] | None:
        """Return the texts of these pages by OCR, or None when it failed; keeps the pages it made."""
        target = self.folder / f"pages-{'-'.join(map(str, numbers))}.pdf"
        scan, dpi = self.scratch / "scan", 0
        if self.is_picture:
            answer = self._ask("flatten", {"path": str(self.source), "target": str(scan)})
            dpi = answer["dpi"] if answer else 0
        else:
            request = {"path": str(self.source), "numbers": list(numbers), "target": str(scan)}
            answer = self._ask("take", request)
        if answer is None:
            return None
        try:
            return ocr.recognise(
                scan, target, pages=len(numbers), scratch=self.scratch, dpi=dpi, beat=self.beat
            )
        except ocr.OcrFailed as error:
            logger.warning("OCR of pages %s of %s failed: %s", numbers, self.source.name, error)
            return None

    def searchable(self) -> Path | None:
        """Put the pages that OCR read into the document; None when none was, or when it cannot be done."""
        read: dict[str, tuple[str, int]] = {}
        for part in sorted(self.folder.glob("pages-*.pdf")):
            numbers = part.stem.split("-")[1:]
            read |= {number: (str(part), place) for place, number in enumerate(numbers)}
        if not read:
            return None
        if self.is_picture:
            return Path(read["1"][0])
        target = self.folder / "searchable.pdf"
        answer = self._ask("merge", {"path": str(self.source), "read": read, "target": str(target)})
        return None if answer is None else target

    def clear_scratch(self) -> None:
        shutil.rmtree(self.scratch, ignore_errors=True)
        self.scratch.mkdir(parents=True, exist_ok=True)

    def clear(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _ask(self, what: str, request: dict[str, Any]) -> Any:
        """Run the reading program; None when it crashed or used more than it may."""
        self.clear_scratch_answers()
        asked, answer = self.scratch / "request.json", self.scratch / "answer.json"
        asked.write_text(json.dumps(request), encoding="utf-8")
        command = (sys.executable, "-m", text_program.__name__, what, str(asked), str(answer))
        ended = run(
            command,
            limits=_LIMITS,
            scratch=self.scratch,
            environment={"PYTHONPATH": str(settings.BASE_DIR)},
            beat=self.beat,
        )
        if ended.ok and answer.is_file():
            return json.loads(answer.read_text(encoding="utf-8"))
        logger.warning("%s of %s ended with %s: %s", what, self.source.name, ended.code, ended.output[-2000:])
        return None

    def clear_scratch_answers(self) -> None:
        self.scratch.mkdir(parents=True, exist_ok=True)
        (self.scratch / "answer.json").unlink(missing_ok=True)
