"""Vietnamese text: Unicode, legacy encodings, search keys, names and reference numbers. Pure Python."""

from vietnamese.encodings import (
    decode_run,
    decode_tcvn3,
    decode_vni,
    encode_tcvn3,
    encode_vni,
    font_encoding,
    font_is_capitals,
)
from vietnamese.legacy import Conversion, convert, detect
from vietnamese.names import name_key
from vietnamese.numbers import ReferenceNumber, normal_reference, parse_reference_number, search_reference
from vietnamese.slug import slug
from vietnamese.syllables import is_syllable, syllables
from vietnamese.text import clean, fold, tone_key

__all__ = [
    "Conversion",
    "ReferenceNumber",
    "clean",
    "convert",
    "decode_run",
    "decode_tcvn3",
    "decode_vni",
    "detect",
    "encode_tcvn3",
    "encode_vni",
    "fold",
    "font_encoding",
    "font_is_capitals",
    "is_syllable",
    "name_key",
    "normal_reference",
    "parse_reference_number",
    "search_reference",
    "slug",
    "syllables",
    "tone_key",
]
