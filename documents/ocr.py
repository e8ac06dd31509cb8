"""Letters read from scanned pages by ocrmypdf and tesseract, as a program beside the worker."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from documents import red_ink
from operations.confined import MIB, Limits, run
from vietnamese import clean, is_syllable

PAGE_BREAK = "\f"
# A page is given to tesseract with so many million pixels at most: A4 at 600 dpi has 35.
_MOST_OCR_MEGAPIXELS = 40
_MOST_MEGAPIXELS = 150
_MEMORY = 3072 * MIB
_SKIPPED = "[OCR skipped on page"
# A photograph "read" as text gives a few letters here and there; a notice has at least a line.
_FEWEST_WORDS = 5
# ocrmypdf's own limit would leave a page empty without a word; ours is that of the whole run.
_NO_LIMIT = "100000"


class OcrFailed(RuntimeError):
    """The program ended badly, ran out of time or memory, or gave something else than asked for."""


def is_installed(scratch: Path) -> bool:
    """Say whether tesseract is there and knows the language that is set (OCR_LANGUAGE)."""
    tesseract = shutil.which("tesseract")
    if tesseract is None:
        return False
    listed = run((tesseract, "--list-langs"), limits=Limits(seconds=20), scratch=scratch)
    return listed.ok and set(settings.OCR_LANGUAGE.split("+")) <= set(listed.output.split())


def recognise(
    source: Path,
    target: Path,
    *,
    pages: int,
    scratch: Path,
    dpi: int = 0,
    beat: Callable[[], None] | None = None,
) -> list[str]:
    """Write a PDF of the same pages with their letters behind the pictures; returns the text of each page.

    `source` is a PDF of so many pages, or with `dpi` a picture. The time is that of one page, and half of it
    for each more. Raises OcrFailed; `target` appears whole or not at all.
    """
    made, sidecar = scratch / "read.pdf", scratch / "read.txt"
    command = (
        *(sys.executable, "-m", "ocrmypdf", "--quiet", "--jobs", "1", "--language", settings.OCR_LANGUAGE),
        # Only letters that are drawn stay: what an earlier OCR put behind the picture goes.
        *("--mode", "redo", "--rotate-pages", "--output-type", "pdf", "--optimize", "0"),
        *("--max-image-mpixels", str(_MOST_MEGAPIXELS)),
        *("--max-ocr-image-mpixels", str(_MOST_OCR_MEGAPIXELS)),
        *("--tesseract-timeout", _NO_LIMIT, "--tesseract-non-ocr-timeout", _NO_LIMIT),
        *("--plugin", str(Path(red_ink.__file__))),
        *(("--image-dpi", str(dpi)) if dpi else ()),
        *("--sidecar", str(sidecar), str(source), str(made)),
    )
    seconds = settings.OCR_PAGE_SECONDS * (1 + (pages - 1) / 2)
    ended = run(
        command,
        limits=Limits(seconds=seconds, memory=_MEMORY),
        scratch=scratch,
        environment={"OMP_THREAD_LIMIT": "1"},
        beat=beat,
    )
    if not (ended.ok and made.is_file() and sidecar.is_file()):
        raise OcrFailed(ended.output[-2000:] or f"exit {ended.code}, out of time: {ended.timed_out}")
    texts = _texts(sidecar.read_text(encoding="utf-8", errors="replace"), pages)
    made.replace(target)
    return texts


def _texts(sidecar: str, pages: int) -> list[str]:
    texts = [clean(text).strip() for text in sidecar.removesuffix(PAGE_BREAK).split(PAGE_BREAK)]
    if len(texts) != pages:
        raise OcrFailed(f"{len(texts)} texts for {pages} pages")
    return ["" if text.startswith(_SKIPPED) else text for text in texts]


def looks_written(text: str) -> bool:
    """Say whether what was read in a picture is Vietnamese writing, and not the leaves of a tree."""
    words = [word for word in text.split() if word.isalpha()]
    return len(words) >= _FEWEST_WORDS and 2 * sum(map(is_syllable, words)) >= len(words)
