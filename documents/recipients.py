"""“Nơi nhận” as it is typed: one line for each, with an e-mail address where the file shall go (HL-7.3a)."""

import re
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from documents.models import Recipient
from vietnamese import clean

MOST_RECIPIENTS = 100
_ADDRESS = re.compile(r"[^\s<>()\[\],;:]+@[^\s<>()\[\],;:]+")
_MARKS = " -–—•*+;,.:<>()[]"


def parse_recipients(text: str) -> list[Recipient]:
    """Read the lines of a “Nơi nhận” box; raises ValidationError naming every line that is wrong.

    `Phòng GD&ĐT: phonggd@huyen.gov.vn`, `Ban Giám hiệu <bgh@truong.edu.vn>` and lines without an address
    (`Lưu: VT`) are all taken; an address stands once.
    """
    found: list[Recipient] = []
    wrong: list[str] = []
    for line in filter(None, (one.strip(_MARKS) for one in clean(text).splitlines())):
        recipient = _recipient(line)
        if recipient is None:
            wrong.append(_("Nơi nhận “%(line)s”: địa chỉ thư điện tử không đúng.") % {"line": line[:80]})
        elif not recipient.email or recipient.email not in {one.email for one in found}:
            recipient.order = len(found) + 1
            found.append(recipient)
    if len(found) > MOST_RECIPIENTS:
        wrong.append(_("Nhiều nhất %(most)d nơi nhận.") % {"most": MOST_RECIPIENTS})
    if wrong:
        raise ValidationError(wrong)
    return found


def _recipient(line: str) -> Recipient | None:
    match = _ADDRESS.search(line)
    if match is None:
        if "@" in line:
            return None
        return Recipient(name=line[:200])
    address = match[0].strip(".").lower()
    try:
        validate_email(address)
    except ValidationError:
        return None
    name = f"{line[: match.start()]} {line[match.end() :]}".strip(_MARKS)
    return Recipient(name=" ".join(name.split())[:200] or address, email=address)


def lines_of(recipients: Iterable[Recipient]) -> str:
    """The box as it was typed, for the form."""
    return "\n".join(one.line for one in recipients)
