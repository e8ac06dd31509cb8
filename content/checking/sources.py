"""Borrowed text: signs of another author without a source, and texts this site already has (HN-4.2a)."""

import re
from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from content.checking.text import Text, found_at
from content.models import Article
from content.sanitising import plain_text
from editorial.checklist import Found

_PAPERS = (
    "VnExpress|Dân trí|Tuổi Trẻ|Thanh Niên|VietnamNet|Vietnamnet|Lao Động|Tiền Phong|Nhân Dân|Zing|Znews"
    "|Kenh14|VOV|VTV|Giáo dục (?:và|&) Thời đại|GD&TĐ|Báo Chính phủ|baochinhphu|Công an nhân dân|Hà Nội Mới"
    "|Sài Gòn Giải Phóng|SGGP"
)
_SIGNS = re.compile(
    r"\b(?:Nguồn|nguồn|Nguồn tin|Nguồn bài|Nguồn ảnh)\s{0,2}:\s{0,2}\S"
    r"|\bTTXVN\b|©|\bCopyright\b|\b[Bb]ản quyền (?:thuộc|của)\b"
    r"|\b[Tt]heo (?:báo|Báo|tạp chí|Tạp chí)\b(?! cáo)"
    rf"|\b[Tt]heo (?:{_PAPERS})\b"
    rf"|^\(?(?:{_PAPERS}|TTXVN|Chinhphu\.vn|NLĐ|ĐTCK)\)?\s?[-–—]"
    r"|\b[Tt]rích từ (?:báo|Báo|trang|sách|bài)\b|\b[Đđ]ăng lại (?:từ|theo)\b"
    r"|\(\s?[Ss]ưu tầm\b|^[Ss]ưu tầm\s?[.:)]?$"
    r"|\bẢnh\s?:\s?Internet\b|\b[Ảả]nh (?:lấy )?(?:từ|trên) (?:mạng|[Ii]nternet)\b"
)
SHORTEST = 300  # characters; shorter texts are alike because notices are
_SHINGLE = 6  # words
_ALIKE = 0.7  # of the shingles of the shorter text
_PROBES = 4
_PROBE = re.compile(r"[^&<>\"'\n]{50,90}")
_WORD = re.compile(r"\w+")
_MOST_WORDS = 4000


def source_unnamed(text: Text) -> Iterator[Found]:
    if text.article is not None and text.article.source_name.strip():
        return
    for line in (*text.written, *text.body.captions):
        if match := _SIGNS.search(line.words):
            yield found_at(line, match)


def copied_text(text: Text) -> Iterator[Found]:
    """Nearly the words of a public article of this site: found by a few of its sentences, then compared."""
    if text.article is None:
        return
    words = "\n".join(line.words for line in text.body.lines)
    probes = _probes(text)
    if len(words) < SHORTEST or not probes:
        return
    own = _shingles(words)
    alike = Q()
    for probe in probes:
        alike |= Q(body__contains=probe)
    others = Article.objects.public().exclude(item=text.edition.item_id).filter(alike)
    for title, body in others.values_list("title", "body")[:3]:
        theirs = _shingles(plain_text(body))
        shorter = min(len(own), len(theirs))
        if shorter and len(own & theirs) >= _ALIKE * shorter:
            yield Found(quote=title, sentence=_("Bài gần như trùng một bài đã đăng trên cổng."))


def _probes(text: Text) -> list[str]:
    """Pieces of some long lines, spread over the text, as they stand in stored HTML."""
    long = [match[0] for line in text.body.lines if (match := _PROBE.search(line.words))]
    step = max(len(long) // _PROBES, 1)
    return long[::step][:_PROBES]


def _shingles(words: str) -> set[int]:
    found = [match.casefold() for match in _WORD.findall(words[: 20 * _MOST_WORDS])][:_MOST_WORDS]
    return {hash(tuple(found[start : start + _SHINGLE])) for start in range(len(found) - _SHINGLE + 1)}
