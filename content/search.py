"""What search may know of articles and pages: their public text, and the names of their files."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from content.models import Article, Page
from content.sanitising import plain_text
from vietnamese.searching import SearchDocument, SearchKind


def _public(model: type[Article] | type[Page]) -> Any:
    return model.objects.public().select_related("item").prefetch_related("attachments")


def _document(edition: Article | Page, *parts: str, category: str = "") -> SearchDocument:
    names = (text for part in edition.attachments.all() for text in (part.title, part.name))
    day = edition.first_public_at
    return SearchDocument(
        title=edition.title,
        text="\n".join([*parts, plain_text(edition.body), *filter(None, names)]),
        on=timezone.localdate(day) if day else None,
        section=edition.section_id,
        category=category,
        language=edition.item.language,
    )


def article_document(article: Article) -> SearchDocument:
    return _document(article, article.lead, category=article.genre)


def page_document(page: Page) -> SearchDocument:
    return _document(page)


ARTICLES = SearchKind(
    key="tin-bai",
    label=_("Tin bài"),
    model=Article,
    queryset=lambda: _public(Article),
    document=article_document,
    categories=dict(Article.Genre.choices),
)
PAGES = SearchKind(
    key="trang", label=_("Trang"), model=Page, queryset=lambda: _public(Page), document=page_document
)
