"""What a text lacks, and what is too short, too long or out of order in it (QN-I.2.9)."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from content.checking.text import Text
from content.models import Article, Page
from editorial.checklist import Found

SHORT_TITLE, LONG_TITLE = 10, 150
LONG_LEAD = 400
SHORT_BODY = 100
_DATE = re.compile(
    r"(?<!\d)\d{1,2}\s?[/.\-]\s?\d{1,2}(?!\d)|\bngày\s+\d{1,2}\b|\btháng\s+\d{1,2}\b|\b\d{1,2}\s?(?:giờ|h)\d{0,2}\b"
    r"|\bthứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])\b|\bhôm nay\b|\bngày mai\b|\bhằng (?:ngày|tuần|tháng)\b",
    re.IGNORECASE,
)


def title_missing(text: Text) -> Iterator[Found]:
    if not text.title:
        yield Found()


def body_missing(text: Text) -> Iterator[Found]:
    if not _says_something(text):
        yield Found()


def _says_something(text: Text) -> bool:
    return any(line.words.strip(" |") for line in (*text.body.lines, *text.body.captions))


def source_missing(text: Text) -> Iterator[Found]:
    """An article from elsewhere must name its source (HN-4.2a)."""
    article = text.article
    if article is None or article.source_name.strip():
        return
    if article.is_external or article.origin == Article.Origin.EXTERNAL:
        yield Found()


def source_address(text: Text) -> Iterator[Found]:
    address = text.article.source_url if text.article else ""
    if address and urlsplit(address).scheme not in {"http", "https"}:
        yield Found()


def address_taken(text: Text) -> Iterator[Found]:
    page = text.edition
    if isinstance(page, Page) and page.address_is_taken:
        yield Found(sentence=_("Đường dẫn “%(slug)s” đã có trang khác dùng.") % {"slug": page.slug})


def correction_unsaid(text: Text) -> Iterator[Found]:
    """A correction says what was wrong (HN-16b)."""
    if text.edition.correction and not text.edition.change_note.strip():
        yield Found()


def pin_too_long(text: Text) -> Iterator[Found]:
    article = text.article
    if article is not None and article.pinned_until and article.pinned_until > article.last_pin_day:
        yield Found()


def section_missing(text: Text) -> Iterator[Found]:
    if text.edition.section_id is None:
        yield Found()


def title_length(text: Text) -> Iterator[Found]:
    length = len(text.title)
    if 0 < length < SHORT_TITLE:
        yield Found(quote=text.title, sentence=_("Tiêu đề quá ngắn, chưa nói được nội dung gì."))
    if length > LONG_TITLE:
        words = {"count": length, "limit": LONG_TITLE}
        yield Found(quote=text.title, sentence=_("Tiêu đề dài %(count)d ký tự, nên dưới %(limit)d.") % words)


def title_capitals(text: Text) -> Iterator[Found]:
    # A short name may be an abbreviation: “THCS”, “HKPĐ”.
    if text.title.isupper() and sum(map(str.isalpha, text.title)) >= SHORT_TITLE:
        yield Found(quote=text.title)


def title_stop(text: Text) -> Iterator[Found]:
    if text.title.endswith(".") and not text.title.endswith(".."):
        yield Found(quote=text.title)


def lead_missing(text: Text) -> Iterator[Found]:
    if text.article is not None and not text.lead:
        yield Found()


def lead_long(text: Text) -> Iterator[Found]:
    if len(text.lead) > LONG_LEAD:
        words = {"count": len(text.lead), "limit": LONG_LEAD}
        yield Found(sentence=_("Tóm tắt dài %(count)d ký tự, nên dưới %(limit)d.") % words)


def body_short(text: Text) -> Iterator[Found]:
    """A file, a table or pictures may say what the few words do not."""
    if not _says_something(text) or text.body.images or text.body.grids or text.attachments:
        return
    if sum(len(line.words) for line in text.body.lines) < SHORT_BODY:
        yield Found()


def notice_dates(text: Text) -> Iterator[Found]:
    article = text.article
    if article is None or article.genre != Article.Genre.NOTICE:
        return
    if article.expires_at or article.valid_from or article.valid_to:
        return
    if not any(_DATE.search(line.words) for line in text.written):
        yield Found()


def heading_order(text: Text) -> Iterator[Found]:
    """Readers who cannot see jump from heading to heading; a level left out sounds like a lost part."""
    before = 1
    for heading in text.body.headings:
        if not any(map(str.isalnum, heading.line.words)):
            yield Found(str(heading.line.place), sentence=_("Có đề mục trống."))
        elif heading.level > before + 1:
            yield Found(str(heading.line.place), heading.line.words)
        before = heading.level


def table_header(text: Text) -> Iterator[Found]:
    for grid in text.body.grids:
        if not grid.has_head and len(grid.rows) > 1:
            yield Found(str(grid.place), " | ".join(grid.rows[0]))
