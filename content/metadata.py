"""What articles and pages tell about themselves to search engines and social networks (Q8-1.5)."""

from content.models import Article, Page, Topic
from content.sanitising import plain_text
from editorial.metadata import Metadata, shortened, trail_of
from editorial.models import Section


def article_metadata(shown: Article, sections: list[Section], topics: list[Topic]) -> Metadata:
    """Of an article: its lead, else the beginning of its text."""
    path = shown.get_absolute_url()
    return Metadata(
        title=shown.title,
        path=path,
        description=shortened(shown.lead or plain_text(shown.body)),
        kind="article",
        picture=shown.lead_picture,
        picture_alt=shown.lead_picture_alt,
        published=shown.first_public_at,
        modified=shown.published_at,
        author=shown.author_credit,
        section=sections[-1].label if sections else "",
        tags=tuple(topic.label for topic in topics),
        trail=trail_of(sections, (shown.title, path)),
    )


def page_metadata(shown: Page, sections: list[Section]) -> Metadata:
    """Of a standing page: the beginning of its text."""
    path = shown.get_absolute_url()
    return Metadata(
        title=shown.title,
        path=path,
        description=shortened(plain_text(shown.body)),
        published=shown.first_public_at,
        modified=shown.published_at,
        trail=trail_of(sections, (shown.title, path)),
    )
