"""What a page tells about itself to search engines and social networks (Q8-1.5)."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from editorial.models import Section

LONGEST_DESCRIPTION = 200
# Signs that would end a script element or open one, as JSON may write them too.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"}


def script_json(data: dict[str, Any]) -> SafeString:
    """The data as JSON-LD that may stand inside a script element."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False)
    return SafeString(text.translate(_ESCAPES))


@dataclass(frozen=True)
class Metadata:
    """`path` and the paths of `trail` (name, path) begin with "/"; the template knows the host."""

    title: str
    path: str
    description: str = ""
    kind: str = "website"  # og:type
    picture: Any = None  # with get_absolute_url, content_type, width and height
    picture_alt: str = ""
    published: datetime | None = None
    modified: datetime | None = None
    author: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    trail: tuple[tuple[str, str], ...] = ()

    @property
    def locale(self) -> str:
        return "en_US" if get_language() == "en" else "vi_VN"

    def json_ld(self, root: str, publisher: str) -> SafeString:
        """The page and the way to it as JSON-LD, safe inside a script element."""
        publishes = {"@type": "EducationalOrganization", "name": publisher, "url": f"{root}/"}
        page: dict[str, Any] = {
            "@type": "NewsArticle" if self.kind == "article" else "WebPage",
            "url": root + self.path,
            "inLanguage": get_language(),
            "publisher": publishes,
            **self._words(),
        }
        if self.picture is not None:
            page["image"] = root + self.picture.get_absolute_url()
        steps = [
            {"@type": "ListItem", "position": place, "name": name, "item": root + path}
            for place, (name, path) in enumerate(self.trail, start=1)
        ]
        way = [{"@type": "BreadcrumbList", "itemListElement": steps}] if steps else []
        return script_json({"@graph": [page, *way]})

    def _words(self) -> dict[str, Any]:
        words: dict[str, Any] = {"headline" if self.kind == "article" else "name": self.title}
        if self.description:
            words["description"] = self.description
        if self.author:
            words["author"] = {"@type": "Person", "name": self.author}
        if self.published:
            words["datePublished"] = self.published.isoformat()
        if self.modified:
            words["dateModified"] = self.modified.isoformat()
        return words


def shortened(text: str) -> str:
    """At most 200 characters on one line, cut between words."""
    line = " ".join(text.split())
    if len(line) <= LONGEST_DESCRIPTION:
        return line
    return line[: LONGEST_DESCRIPTION - 1].rsplit(" ", 1)[0] + "…"


def trail_of(sections: list[Section], *last: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """Sections that have a page, from the top down, then the page itself."""
    steps = [(step.label, step.get_absolute_url()) for step in sections if step.kind == Section.Kind.ARTICLES]
    return (*steps, *last)
