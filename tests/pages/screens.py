"""Every page there is, taken from the table of addresses: whatever somebody gets as HTML is a screen.

A new address needs a row in tests/access/addresses.py, and is judged here by itself. Only states of a page
that its address does not show (an error, an item on its way, a text with everything in it) are listed below.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from content.models import Article, ArticleAttachment
from portal.language import IN_BOTH
from portal.models import SchoolProfile
from tests.access.addresses import ROWS, urls_of
from tests.access.row import EVERYBODY, VISITOR
from tests.access.world import build_world
from tests.documents.notices import published_notice
from tests.documents.records import proposed_document, rich_document
from tests.portal.samples import make_file, make_picture
from tests.school import School

RICH = (
    "<h2>Chương trình</h2><p>Lễ chào cờ, <strong>diễn văn</strong> và <em>văn nghệ</em>.</p>"
    "<h3>Phân công</h3><ul><li>Khối 6: quét sân</li><li>Khối 7: trang trí</li></ul>"
    "<table><caption>Lịch</caption><thead><tr><th>Giờ</th><th>Việc</th></tr></thead>"
    "<tbody><tr><td>7 giờ</td><td>Tập trung</td></tr></tbody></table>"
    "<blockquote><p>Dạy tốt, học tốt.</p></blockquote>"
    '<p>Xem <a href="https://truong.example/ke-hoach">kế hoạch năm học</a>.</p>'
)

# The screens of a page are those of an article but for its form; history and deletion are Django's for every
# table: of what a browser would show in the same words, one is enough.
_REPEATED = re.compile(
    r"admin:content_page_(?!changelist|add$|change$)|admin:(?!people_unit_)\w+_(history|delete)$"
)


@dataclass(frozen=True)
class Screen:
    """One page as one person sees it; `name` is that of its address, with what is special about it."""

    name: str
    who: str
    url: str
    status: int = 200
    html: bytes = field(default=b"", repr=False)

    @property
    def is_public(self) -> bool:
        return self.who == VISITOR

    @property
    def is_like_no_other(self) -> bool:
        return not _REPEATED.match(self.name)

    @property
    def file_name(self) -> str:
        return "".join(letter if letter.isalnum() else "-" for letter in self.name)


def screens_of(school: School, wanted: Callable[[Screen], bool] = lambda screen: True) -> list[Screen]:
    """Makes the world they show, and looks at each that is wanted once with Django's client."""
    world = build_world(school, "article")
    SchoolProfile.objects.update(english_enabled=True)
    found = filter(wanted, (*_of_the_table(world), *_in_english(), *_special(school)))
    clients = {who: Client() if who == VISITOR else school.client(who) for who in EVERYBODY}
    return [replace(one, html=page) for one in found if (page := _html_of(one, clients[one.who]))]


def _html_of(screen: Screen, client: Client) -> bytes:
    """Empty for what is no page."""
    answer = client.get(screen.url)
    assert answer.status_code == screen.status, f"{screen}: {answer.status_code}"
    return answer.content if answer.headers["Content-Type"].startswith("text/html") else b""


def _of_the_table(world: dict[str, Any]) -> Iterator[Screen]:
    for name, row in ROWS.items():
        seen_by = [who for who in EVERYBODY if row.expected("get", who, name) == 200]
        if seen_by:
            yield Screen(name, seen_by[0], reverse(name, args=urls_of(world, row)))


def _in_english() -> Iterator[Screen]:
    with translation.override("en"):
        for name in sorted({*IN_BOTH, "search", "privacy", "accessibility"} - {"section", "topic"}):
            yield Screen(f"{name} in English", VISITOR, reverse(name))


def _special(school: School) -> Iterator[Screen]:
    """Rich article, error pages, and the desk of those through whose hands an item goes."""
    rich = _rich_article(school)
    yield Screen("article, with everything", VISITOR, rich.get_absolute_url())
    yield Screen("desk, published article", "phoban", rich.get_desk_url())
    yield Screen("search, found", VISITOR, f"{reverse('search')}?q=khai+giang")
    yield Screen("search, in vain", VISITOR, f"{reverse('search')}?q=khongcogi")
    yield from _documents(school)
    yield Screen("not found", VISITOR, "/khong-co-trang-nay/", 404)
    gone = school.do(school.published(title="Bài đã gỡ"), "hieutruong:take_down", ground="unsuitable_content")
    yield Screen("taken down", VISITOR, gone.get_absolute_url(), 410)
    yield Screen("desk, taken down", "hieutruong", gone.get_desk_url())
    yield Screen("forbidden", "giaovien", reverse("admin:people_user_changelist"), 403)
    waiting = school.do(school.draft(title="Bài đang chờ", section=school.section), "giaovien:submit")
    yield Screen("desk, waiting for me", "totruong", waiting.get_desk_url())
    yield Screen("desk, on its way", "giaovien", waiting.get_desk_url())
    for who in ("totruong", "phoban", "quantri", "kythuat"):
        yield Screen(f"worklist of {who}", who, reverse("admin:index"))


def _documents(school: School) -> Iterator[Screen]:
    shown, draft = rich_document(school), proposed_document(school)
    yield Screen("document, with everything", VISITOR, shown.get_absolute_url())
    yield Screen(
        "documents, filtered", VISITOR, f"{reverse('documents')}?loai=quyet-dinh&nam=sai&hieu-luc=con"
    )
    yield Screen("documents, in vain", VISITOR, f"{reverse('documents')}?so=khongcogi")
    yield Screen("desk, published document", "phoban", shown.get_desk_url())
    yield Screen("desk, published notice", "phoban", published_notice(school).get_desk_url())
    yield Screen("desk, document with suggestions", "vanthu", draft.get_desk_url())


def _rich_article(school: School) -> Article:
    shown = make_picture(school, "navy")
    picture = f'<figure class="image"><img src="{shown.get_absolute_url()}" alt="Sân trường"></figure>'
    edition = school.draft(
        title="Lễ khai giảng năm học mới có mọi thứ",
        lead="Sáng nay thầy và trò toàn trường dự lễ khai giảng.",
        body=RICH + picture,
        section=school.section,
        lead_picture=make_picture(school, "teal"),
        lead_picture_alt="Cổng trường",
        author_credit="Cô Lan",
        source_name="Báo Giáo dục",
        source_url="https://bao.example/bai",
    )
    file = make_file(school, f"Kế hoạch {timezone.now()}")
    ArticleAttachment.objects.create(edition=edition, file=file, name="Kế hoạch.txt")
    return school.do(edition, "giaovien:submit", "totruong:forward", "thuky:forward", "phoban:publish")
