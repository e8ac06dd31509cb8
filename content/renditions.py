"""Pictures at smaller widths, drawn by the worker and never in a request: what is due is found and done."""

import logging
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.utils import timezone
from imagekit import ImageSpec
from imagekit.processors import ResizeToFit
from PIL import Image

from content.models.pictures import RENDITION_WIDTHS, Picture

logger = logging.getLogger(__name__)

# Longer than the slowest picture takes: eight drawings of a few megapixels.
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 5
_QUALITY: dict[str, dict[str, Any]] = {
    "WEBP": {"quality": 78, "method": 4},
    "JPEG": {"quality": 80, "optimize": True, "progressive": True},
    "PNG": {"optimize": True},
}
_FORMATS = {"webp": "WEBP", "jpg": "JPEG", "png": "PNG"}
# What a file that is no picture, or half of one, makes Pillow raise.
_UNREADABLE = (
    Image.DecompressionBombError,
    EOFError,
    OSError,
    SyntaxError,
    ValueError,
)


def widths_of(picture: Picture) -> list[int]:
    """The widths in pixels that this picture is drawn at: none larger than itself."""
    return [width for width in RENDITION_WIDTHS if width <= picture.width]


def render_due(limit: int = 200) -> dict[str, int]:
    """Draw what has not been drawn, oldest first; returns how many pictures were done and how many failed.

    Repeatable, and safe beside a second run. A picture whose worker died comes due again by itself; one that
    cannot be drawn waits longer each time, and after five attempts stays with its error.
    """
    now = timezone.now()
    waiting = Picture.objects.filter(
        rendered_at=None, render_due_at__lte=now, render_attempts__lt=MOST_ATTEMPTS
    )
    counts = {"done": 0, "failed": 0}
    for picture in waiting.order_by("render_due_at", "pk")[:limit]:
        if picture.claim_rendering(until=timezone.now() + LEASE):
            counts["done" if _render(picture) else "failed"] += 1
    return counts


def _render(picture: Picture) -> bool:
    own = Picture.objects.filter(pk=picture.pk)
    widths = widths_of(picture)
    try:
        for width in widths:
            for extension in ("webp", picture.extension):
                _write(picture.rendition_name(width, extension), _drawn(picture, width, extension))
    except _UNREADABLE as error:
        logger.warning("picture %s cannot be rendered: %r", picture.pk, error)
        wait = timedelta(minutes=5 ** (picture.render_attempts + 1))
        own.update(render_error=repr(error)[:2000], render_due_at=timezone.now() + wait)
        return False
    own.update(rendered_widths=widths, rendered_at=timezone.now(), render_error="")
    return True


class _Narrower(ImageSpec):
    def __init__(self, source: Any, width: int, file_format: str) -> None:
        super().__init__(source)
        self.processors = [ResizeToFit(width=width, upscale=False)]
        self.format = file_format
        self.options = _QUALITY[file_format]


def _drawn(picture: Picture, width: int, extension: str) -> bytes:
    with picture.file.open("rb") as source:
        content: bytes = _Narrower(source, width, _FORMATS[extension]).generate().read()
    return content


def _write(name: str, content: bytes) -> None:
    """Under a name of its own first: a file with the real name is whole."""
    path = Path(default_storage.path(name))
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".rendering-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            os.fchmod(out.fileno(), 0o640)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
