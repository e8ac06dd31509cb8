"""A mistake made in the standard regulation, and what must be said about it."""

import pytest

from regulations.loading import RegulationError, parse, read_source

STANDARD = read_source("standard")
# What is changed, into what, the key named, a text on the line named ("": none, the key is missing;
# None: the second place where the new text stands), words of the message.
Mistake = tuple[str, str, str, str | None, str]


def assert_named(mistake: Mistake) -> None:
    """The mistake is refused with file, key, line and words."""
    old, new, key, needle, words = mistake
    assert old in STANDARD
    text = STANDARD.replace(old, new, 1)
    with pytest.raises(RegulationError) as caught:
        parse(text, "truong.toml")
    error = caught.value
    assert (error.source, error.key) == ("truong.toml", key)
    assert words in error.message
    if needle is None:
        assert error.line == _line_of(text, new, 2)
    elif needle:
        assert error.line == _line_of(text, needle)
    assert str(error).startswith(f"truong.toml, dòng {error.line}, khóa “{key}”: ")


def _line_of(text: str, needle: str, nth: int = 1) -> int:
    """The nth line that holds the needle, explanations not counted."""
    lines = [
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if needle in line and not line.startswith("#")
    ]
    return lines[nth - 1]
