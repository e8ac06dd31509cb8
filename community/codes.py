"""The code on a receipt: long enough that nobody guesses one, easy to read from paper and by telephone."""

import re
import secrets

# No letter that could be taken for another.
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS, GROUP_LENGTH = 3, 4


def new_code() -> str:
    """Twelve signs of 31, 59 bits of chance: “7KQ2-M4XD-R9TE”."""
    groups = ("".join(secrets.choice(LETTERS) for _sign in range(GROUP_LENGTH)) for _group in range(GROUPS))
    return "-".join(groups)


def read_code(typed: str) -> str:
    """The code as it was typed, in any case and with whatever between the signs; "" for what is none."""
    signs = re.sub(r"[\s\-–—.]", "", typed).upper()
    if len(signs) != GROUPS * GROUP_LENGTH or not set(signs) <= set(LETTERS):
        return ""
    return "-".join(signs[start : start + GROUP_LENGTH] for start in range(0, len(signs), GROUP_LENGTH))
