"""Documents by the author of the rules: every layout that the rules were written for."""

from dataclasses import replace

from tests.documents.corpus.odd_papers import (
    annual_report,
    ministry,
    minutes,
    split_number,
    with_annex,
    wrapped_names,
)
from tests.documents.corpus.papers import Paper
from tests.documents.corpus.usual_papers import DEPUTY, blank_number, letter, party, usual, youth


def documents() -> list[tuple[Paper, str]]:
    """Every document with the extension it is written as."""
    word = [
        usual("Quyết định", 1),
        usual("Kế hoạch", 2, "rows", DEPUTY),
        usual("Tờ trình", 3, "tabs"),
        letter(4, "rows"),
        usual("Báo cáo", 5, "boxes"),
        usual("Quy chế", 6, "page header"),
        party(7),
        youth(8, "rows"),
        blank_number(9),
        ministry("28/2023/TT-BGDĐT", "THÔNG TƯ", "Thông tư", "circular"),
        with_annex(10),
        letter(11, "boxes"),
        usual("Nghị quyết", 12, "stacked"),
        split_number(usual("Thông báo", 13)),
        minutes(14),
    ]
    printed = [
        usual("Quyết định", 21),
        usual("Kế hoạch", 22, "shuffled", DEPUTY),
        usual("Hướng dẫn", 23),
        letter(24),
        usual("Báo cáo", 25, "shuffled"),
        usual("Quy định", 26),
        party(27, "shuffled"),
        youth(28),
        blank_number(29),
        ministry("05/VBHN-BGDĐT", "THÔNG TƯ", "Văn bản hợp nhất", "consolidated", "shuffled"),
        with_annex(30),
        letter(31, "shuffled", code="CV-"),
        minutes(32),
        annual_report(33),
        split_number(usual("Phương án", 34)),
        wrapped_names(usual("Chương trình", 35)),
    ]
    plain = [
        usual("Quyết định", 41, "spaces"),
        letter(42, "spaces"),
        usual("Thông báo", 43, "airy"),
        usual("Kế hoạch", 44, "one space"),
        replace(blank_number(45, "spaces"), extra=("utf-16",)),
        replace(usual("Tờ trình", 46, "stacked"), extra=("tcvn3",)),
        annual_report(47, "stacked"),
        replace(usual("Quyết định", 48, "spaces"), extra=("vni",)),
        party(49, "stacked"),
    ]
    return [
        *((paper, "docx") for paper in word),
        *((paper, "pdf") for paper in printed),
        *((p, "txt") for p in plain),
    ]


def scans() -> list[Paper]:
    """Papers for the scanner: the usual ones, a deputy's, a letter, a blank draft, the Party's, an annex."""
    return [
        usual("Quyết định", 61),
        usual("Kế hoạch", 62, signed=DEPUTY),
        usual("Báo cáo", 63),
        letter(64),
        blank_number(65),
        party(66),
        usual("Thông báo", 67),
        usual("Tờ trình", 68),
        with_annex(69),
        usual("Quy chế", 70),
    ]
