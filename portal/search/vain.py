"""What may be counted of searches that found nothing: topics, never people or numbers (no personal data)."""

import re
from datetime import timedelta

from django.utils import timezone

from portal.search.models import VainSearch
from vietnamese import fold
from vietnamese.searching import Query

KEPT = timedelta(days=365)
# Asked once and never again: gone after this.
ONCE_KEPT = timedelta(days=30)
MOST_ROWS = 5000
LONGEST = 120
MOST_WORDS = 8

# Family names that are seldom another word, and those that are another word as often.
_NAMES = "nguyen tran pham huynh phan vu vo bui ngo trinh doan dinh"
_WORDS_AS_WELL = """le hoang do ho ly duong dang ha cao mai lam luong ta to van thai dao truong luu chu trieu
    la quach lo"""
# Openings that are no name though they begin with one.
_OPENINGS = """ho-so ha-noi ha-tang cao-dang cao-hoc ly-thuyet ly-lich ly-do dao-tao dao-duc pham-vi pham-chat
    le-phi le-hoi le-khai le-tong le-ky le-be do-dung do-an do-choi do-thi to-chuc to-chuyen to-truong van-ban
    van-hoa van-hoc van-phong van-nghe thai-do truong-hoc truong-lop truong-trung truong-tieu truong-hop
    chu-nhiem chu-de duong-day duong-bo duong-pho dang-ky dang-vien dang-bo la-gi lo-trinh luong-giao vu-dieu
    dinh-duong dinh-huong doan-vien doan-doi doan-thanh ho-tro ho-tich hoang-sa mai-vang"""
_SPOKEN_TO = "cô thầy ông bà chị anh em cháu bé bạn"
FAMILY_NAMES = frozenset(_NAMES.split())
ALSO_WORDS = frozenset(_WORDS_AS_WELL.split())
TOPICS = frozenset(opening.replace("-", " ") for opening in _OPENINGS.split())
TITLES = frozenset(_SPOKEN_TO.split())
PLAIN_TITLES = frozenset(map(fold, TITLES))


def is_topic(query: Query) -> bool:
    """The query asks for a thing: no number of a person, no address, nothing that reads like a name."""
    keys = query.keys
    if not 1 <= len(keys) <= MOST_WORDS or query.numbers or query.shortened:
        return False
    if not all(re.fullmatch(r"[a-z]+|\d{1,2}[a-z]?\d?|(?:19|20)\d\d(?:-20\d\d)?", key) for key in keys):
        return False
    if any(_begins_a_name(keys[place:], place) for place in range(len(keys))):
        return False
    return not _is_spoken_of(query)


def _begins_a_name(words: tuple[str, ...], place: int) -> bool:
    if len(words) < 2 or not words[1].isalpha() or f"{words[0]} {words[1]}" in TOPICS:
        return False
    if words[0] in FAMILY_NAMES:
        return True
    if words[0] in ALSO_WORDS:
        return place == 0 or len(words) in (3, 4)
    return False


def _is_spoken_of(query: Query) -> bool:
    """ "cô Lan", "co lan", "em Minh lớp 6": who is called like this is a person."""
    if not 2 <= len(query.keys) <= 5 or query.keys[0] not in PLAIN_TITLES:
        return False
    return len(query.keys) < 4 if query.without_marks else bool(TITLES & {*query.marked, *query.keys})


def count(query: Query) -> None:
    """Count a query that found nothing if it may be kept; with the table full only known ones are counted."""
    text = " ".join(query.keys)
    if not is_topic(query) or len(text) > LONGEST:
        return
    if VainSearch.objects.filter(query=text).exists() or VainSearch.objects.count() < MOST_ROWS:
        VainSearch.count_one(text)


def forget_old() -> int:
    """Delete what nobody has asked for in a year, and what was asked only once, after a month."""
    today = timezone.localdate()
    old = VainSearch.objects.filter(last_on__lt=today - KEPT)
    once = VainSearch.objects.filter(count=1, last_on__lt=today - ONCE_KEPT)
    return old.delete()[0] + once.delete()[0]
