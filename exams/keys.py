"""How numbers and second keys are compared, kept and hidden: only keyed digests, and sealed results.

Everything hangs on SECRET_KEY: with another key what was imported can be neither found nor read, and the file
has to be imported again. Sources: law.md §5 (score lookup), Luật 91/2025/QH15 Điều 3.
"""

import hmac
import json
import re
from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings

from documents.importing.headings import written_day
from exams.choices import Scheme
from vietnamese import clean, fold

# No letter or digit that could be taken for another on paper: 31 signs.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
DIGEST_LENGTH = 64
MOST_LETTERS = 100
# What no real key has; compared with where there is nothing to compare with.
NOBODY = "0" * DIGEST_LENGTH


def normal_number(typed: str) -> str:
    """The candidate number as it is compared: capitals, nothing between the signs, no zeros in front.

    Spreadsheets drop the zeros in front of what looks like a number; "" for what has no letter or digit.
    """
    signs = re.sub(r"[^0-9A-ZĐ]", "", clean(typed)[:MOST_LETTERS].upper())
    return signs.lstrip("0") if signs.isdecimal() else signs


def normal_secret(typed: str) -> str:
    return re.sub(r"[^0-9A-ZĐ]", "", clean(typed)[:MOST_LETTERS].upper())


def normal_birth_date(typed: str) -> str:
    """The day as dd/mm/yyyy from any usual way to write it; "" for what is none."""
    day = written_day(clean(typed)[:MOST_LETTERS].strip())
    try:
        parts = [int(part) for part in day.split("/")]
        return f"{date(parts[2], parts[1], parts[0]):%d/%m/%Y}"
    except (ValueError, IndexError):
        return ""


def normal_name(typed: str) -> str:
    """Accents, case and spaces do not count: people type names without them."""
    return " ".join(re.findall(r"[a-z]+", fold(clean(typed)[:MOST_LETTERS])))


_NORMAL: dict[str, Callable[[str], str]] = {
    Scheme.SECRET: normal_secret,
    Scheme.BIRTH_DATE: normal_birth_date,
    Scheme.NAME: normal_name,
}


def normal_second(scheme: str, typed: str) -> str:
    """The second key as it is compared under this scheme; "" for what cannot be one."""
    return _NORMAL[scheme](typed)


@lru_cache(maxsize=8)
def _derived(secret_key: str, purpose: str) -> bytes:
    return hmac.new(secret_key.encode(), f"exams:{purpose}".encode(), sha256).digest()


def digest(purpose: str, *parts: object) -> str:
    """64 hexadecimal signs that only this portal can make of the parts."""
    said = json.dumps([str(part) for part in parts], ensure_ascii=False)
    return hmac.new(_derived(settings.SECRET_KEY, purpose), said.encode(), sha256).hexdigest()


def number_digest(session: int, number: str) -> str:
    """Of a normal number, within its session: the same pupil has another digest in another exam."""
    return digest("number", session, number)


def second_digest(session: int, number: str, second: str) -> str:
    """Of a normal second key, bound to its number: equal birth dates have different digests."""
    return digest("second", session, number, second)


def same(one: str, other: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())


def _cipher() -> Fernet:
    return Fernet(urlsafe_b64encode(_derived(settings.SECRET_KEY, "result")))


def seal(content: Any) -> str:
    """The JSON of the content, encrypted and authenticated."""
    return _cipher().encrypt(json.dumps(content, ensure_ascii=False).encode()).decode()


def unseal(sealed: str) -> Any:
    """Raises `cryptography.fernet.InvalidToken` for what was sealed with another SECRET_KEY."""
    return json.loads(_cipher().decrypt(sealed.encode()))


def code_for(seed: str, number: str) -> str:
    """The secret code that follows from an import's seed: once the seed is forgotten nobody can tell it.

    Eight signs of 31, 39 bits: "7KQ2-M4XD". Shown with a hyphen, compared without.
    """
    value = int(digest("code", seed, number), 16)
    signs = ""
    for _sign in range(CODE_LENGTH):
        value, place = divmod(value, len(LETTERS))
        signs += LETTERS[place]
    return f"{signs[:4]}-{signs[4:]}"
