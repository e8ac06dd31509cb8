"""Amounts of money in whole đồng, as they are typed and as they are shown (Q8-2.8)."""

import re
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from vietnamese import clean

MOST = 10**15  # đồng: a million tỷ; no school pays more, who types it has mistyped
_UNITS = {"tỷ": 10**9, "tỉ": 10**9, "triệu": 10**6, "nghìn": 10**3, "ngàn": 10**3}
_CURRENCY = re.compile(r"\s*(?:đồng|vnđ|vnd|đ|₫)\.?$")
_PLAIN = re.compile(r"[0-9]{1,16}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:([. ])[0-9]{3})(?:\1[0-9]{3}){0,4}")
_IN_UNITS = re.compile(rf"([0-9]{{1,7}})(?:,([0-9]{{1,9}}))?\s*({'|'.join(_UNITS)})")


def parse_amount(text: str) -> int:
    """Read whole đồng from “1.250.000.000”, “1250000000 đ” or “1,25 tỷ”.

    Raises ValidationError, with an example, for what could be read in two ways ("1.25 tỷ", "1,250,000"), is
    no whole number of đồng, is nothing or is beyond `MOST`.
    """
    written = " ".join(clean(text).split())
    plain = _CURRENCY.sub("", written.casefold())
    if match := _IN_UNITS.fullmatch(plain):
        exact = Decimal(f"{match[1]}.{match[2] or 0}") * _UNITS[match[3]]
        if exact != int(exact):
            raise ValidationError(_("“%(text)s” không ra số đồng chẵn.") % {"text": written[:60]})
        amount = int(exact)
    elif _PLAIN.fullmatch(plain) or _GROUPED.fullmatch(plain):
        amount = int(re.sub(r"[. ]", "", plain))
    else:
        raise ValidationError(
            _("Không hiểu số tiền “%(text)s”; hãy ghi như 1.250.000.000 hoặc 1,25 tỷ.")
            % {"text": written[:60]}
        )
    if not 0 < amount <= MOST:
        raise ValidationError(
            _("Số tiền phải lớn hơn 0 và không quá %(most)s.") % {"most": format_amount(MOST)}
        )
    return amount


def group_digits(amount: int) -> str:
    """1250000000 -> “1.250.000.000”, as vi-VN writes it."""
    return f"{amount:,}".replace(",", ".")


def format_amount(amount: int) -> str:
    """1250000000 -> “1.250.000.000 đồng”."""
    return _("%(amount)s đồng") % {"amount": group_digits(amount)}
