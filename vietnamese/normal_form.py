"""Unicode normalisation that hostile text cannot slow down.

Normalising a run of combining marks takes time with the square of its length: a few hundred thousand of them
in a form would hold a worker for minutes. No language stacks more than a handful on one letter; Unicode's
own Stream-Safe Text Format (UAX #15) allows 30.
"""

import re
import unicodedata

_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0e38-\u0e4b\u0f71-\u0f84"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ufe20-\ufe2f"
)
_TOO_MANY_MARKS = re.compile(f"([{_MARKS}]{{30}})[{_MARKS}]+")


def nfc(text: str) -> str:
    """Return the text in NFC; of more than 30 combining marks in a row the first 30 stay."""
    return unicodedata.normalize("NFC", _TOO_MANY_MARKS.sub(r"\1", text))


def nfd(text: str) -> str:
    """Return the text in NFD; of more than 30 combining marks in a row the first 30 stay."""
    return unicodedata.normalize("NFD", _TOO_MANY_MARKS.sub(r"\1", text))
