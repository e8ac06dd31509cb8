"""Bytes of unknown origin read as letters: the first step before `vietnamese.legacy` asks what they mean."""

import re

UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def decode_text(data: bytes) -> str:
    """Return the text of the bytes; what is not Unicode comes back as Western letters, five gaps as they are.

    `vietnamese.convert` makes Vietnamese of them: old fonts were typed over that code page.
    """
    if data.startswith(UTF_16_MARKS):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        western = data.decode("cp1252", errors="surrogateescape")
        return re.sub("[\udc80-\udcff]", lambda match: chr(ord(match.group()) - 0xDC00), western)
