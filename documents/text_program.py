"""The program that opens files of strangers, confined: `python -m documents.text_program`.

It gets a request as JSON and writes its answer, JSON as well, into a file. Whatever a hostile file makes of a
library, a loop, a crash or all memory, ends here and not in the worker. It sees no setting and no database.
"""

import json
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from django.conf import settings
from PIL import Image

from documents import office_text
from documents.office import UnreadablePart
from documents.page_survey import Damaged, Encrypted, merge_pages, survey, take_pages
from documents.reading.failures import BrokenFile, EncryptedFile, TooLongFile
from documents.reading.word import read_word
from documents.text_format import PACKAGES, PAGE_BREAK, PLAIN_FILES, WORD_FILES
from vietnamese import clean, convert
from vietnamese.decoding import decode_text

_PICTURES = frozenset({"jpg", "jpeg", "png", "webp", "gif"})
# What the libraries raise for a file that is not what it should be.
_UNREADABLE = (
    BadZipFile,
    BrokenFile,
    Damaged,
    EOFError,
    Image.DecompressionBombError,
    OSError,
    RuntimeError,  # of zipfile: a password, or a way of packing that it does not know
    SyntaxError,
    UnreadablePart,
    ValueError,
    struct.error,
    zlib.error,
)
_LONG_SIDE_OF_A4 = 11.69  # inches


def read(path: str, extension: str, most_pages: int, most_letters: int) -> dict[str, Any]:
    """Return the pages' texts, the numbers of those that OCR has to read, and what is said of the whole."""
    try:
        return _read(Path(path), extension, most_pages, most_letters)
    except (Encrypted, EncryptedFile):
        return {"refused": "encrypted"}
    except TooLongFile:
        return {"refused": "too_slow"}
    except _UNREADABLE as error:
        return {"refused": "damaged", "error": repr(error)}


def _read(path: Path, extension: str, most_pages: int, most_letters: int) -> dict[str, Any]:
    answer: dict[str, Any] = {"to_read": [], "too_large": [], "cut": False}
    if extension in _PICTURES:
        return answer | {"pages": 1, "text": "", "to_read": [1], "encoding": ""}
    if extension == "pdf":
        count, found = survey(path, most_pages, most_letters)
        texts = [page.text for page in found]
        numbered = list(enumerate(found, start=1))
        answer["to_read"] = [n for n, page in numbered if page.needs_ocr and not page.too_large]
        answer["too_large"] = [n for n, page in numbered if page.too_large]
        answer |= {"pages": count, "cut": len(found) < count}
    else:
        texts = _READERS[extension](path, extension, most_letters)
        answer["pages"] = len(texts) if extension in PACKAGES else 0
    letters = sum(map(len, texts))
    return answer | _as_one(texts, most_letters) | {"cut": answer["cut"] or letters >= most_letters}


def _plain(path: Path, extension: str, most_letters: int) -> list[str]:
    # A letter is up to four bytes; what is cut off ends a line, so that no letter is cut in two.
    with path.open("rb") as stream:
        data = stream.read(4 * most_letters)
        cut = bool(stream.read(1))
    return [decode_text(data[: data.rfind(b"\n") + 1] if cut else data)]


def _word(path: Path, extension: str, most_letters: int) -> list[str]:
    return [read_word(path).text]


_READERS: dict[str, Callable[[Path, str, int], list[str]]] = {
    **dict.fromkeys(PACKAGES, office_text.read_package),
    **dict.fromkeys(PLAIN_FILES, _plain),
    **dict.fromkeys(WORD_FILES, _word),
}


def _as_one(texts: list[str], most_letters: int) -> dict[str, str]:
    """The pages cleaned, cut and, where they are in an old encoding, converted: lines decide together."""
    whole = PAGE_BREAK.join(clean(text.replace(PAGE_BREAK, " ")) for text in texts)
    conversion = convert(whole.replace(PAGE_BREAK, f"\n{PAGE_BREAK}\n"))
    text = conversion.text.replace(f"\n{PAGE_BREAK}\n", PAGE_BREAK)[:most_letters]
    return {"text": text.replace("\x00", ""), "encoding": conversion.encoding or ""}


def flatten(path: str, target: str) -> dict[str, Any]:
    """Write a picture as a PNG without transparency; returns its resolution as if it were an A4 page."""
    with Image.open(path) as picture:
        upright = picture.convert("RGBA")
        page = Image.new("RGBA", upright.size, "white")
        page.alpha_composite(upright)
        page.convert("RGB").save(target, "PNG")
    return {"dpi": max(72, round(max(upright.size) / _LONG_SIDE_OF_A4))}


def take(path: str, numbers: list[int], target: str) -> dict[str, Any]:
    take_pages(Path(path), numbers, Path(target))
    return {}


def merge(path: str, read: dict[str, tuple[str, int]], target: str) -> dict[str, Any]:
    pages = {int(number): (Path(part), place) for number, (part, place) in read.items()}
    merge_pages(Path(path), pages, Path(target))
    return {}


WORK: dict[str, Callable[..., dict[str, Any]]] = {
    "read": read,
    "flatten": flatten,
    "take": take,
    "merge": merge,
}


def main(what: str, request: str, answer: str) -> None:
    given = json.loads(Path(request).read_text(encoding="utf-8"))
    Path(answer).write_text(json.dumps(WORK[what](**given)), encoding="utf-8")


if __name__ == "__main__":
    # The sentences of the readers' errors stay untranslated: nobody reads them here.
    settings.configure(USE_I18N=False)
    main(*sys.argv[1:])
