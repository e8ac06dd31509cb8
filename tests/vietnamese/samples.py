"""Text to try the detection on: our own lines, the school documents where they are, other languages."""

import gettext
import os
import unicodedata
from pathlib import Path

import django

_ROOT = Path(__file__).resolve().parents[2]
SEEDS_DIR = Path(os.environ.get("SEEDS_DIR", _ROOT.parent / "shared" / "seeds"))
_DJANGO = Path(django.__file__).parent
_CATALOGUES = ("conf", "contrib/admin", "contrib/auth", "contrib/admindocs", "contrib/gis")


def corpus_lines() -> list[str]:
    return (Path(__file__).parent / "corpus.txt").read_text(encoding="utf-8").splitlines()


def seed_lines() -> list[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS_DIR.glob("*.txt"))]
    return [line for text in texts for line in unicodedata.normalize("NFC", text).split("\n") if line.strip()]


def django_strings(language: str) -> list[str]:
    """Django's own translations into a language; "en" gives the English originals."""
    found: set[str] = set()
    for part in _CATALOGUES:
        path = (
            _DJANGO / part / "locale" / ("fr" if language == "en" else language) / "LC_MESSAGES" / "django.mo"
        )
        with path.open("rb") as file:
            catalogue = gettext.GNUTranslations(file)._catalog
        for original, translation in catalogue.items():
            text = original if language == "en" else translation
            found.add(text[0] if isinstance(text, tuple) else text)
    return sorted(text for text in found if text and "Content-Type" not in text)


def accented_words(line: str) -> int:
    words = "".join(c if c.isalpha() else " " for c in line).split()
    return sum(not word.isascii() for word in words)


def misread_utf8(text: str, encoding: str = "cp1252") -> str:
    """The text as UTF-8 read in another encoding; bytes that encoding lacks become Latin-1 controls."""
    characters = []
    for byte in text.encode():
        try:
            characters.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            characters.append(chr(byte))
    return "".join(characters)
