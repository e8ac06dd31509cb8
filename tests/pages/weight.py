"""What a first visit fetches: the page and the files it names, as they travel to a browser of today."""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.test import Client
from whitenoise.compress import Compressor

ENCODINGS = "gzip, deflate, br"
_IN_CSS = re.compile(r"url\(\s*['\"]?([^'\")]+)")
_KINDS = {".css": "css", ".js": "js", ".mjs": "js", ".woff2": "font", ".woff": "font", ".svg": "drawing"}
# What a browser fetches by itself, by tag: attribute.
_FETCHED = {"script": "src", "img": "src", "source": "src", "iframe": "src", "video": "poster"}
_RELATIONS = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "apple-touch-icon"}


class _Named(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        url = given.get(_FETCHED.get(tag, ""))
        if tag == "link" and _RELATIONS & set((given.get("rel") or "").split()):
            url = given.get("href")
        if url and not url.startswith("data:"):
            self.urls.append(url)


@dataclass
class Weight:
    """Bytes as they travel, by kind; photographs are counted as requests and not weighed."""

    html: int
    html_raw: int
    files: Counter[str] = field(default_factory=Counter)
    requests: int = 1
    hosts: set[str] = field(default_factory=set)

    @property
    def total(self) -> int:
        return self.html + self.files.total()


def weigh(client: Client, url: str) -> Weight:
    """Fetch the page, and weigh it with its files; `hosts` are the others that it asks."""
    answer = client.get(url, headers={"accept-encoding": ENCODINGS})
    raw = client.get(url).content
    weight = Weight(html=len(answer.content), html_raw=len(raw))
    page = _Named()
    page.feed(raw.decode())
    waiting, seen = [(urljoin(url, one)) for one in page.urls], set()
    while waiting:
        one = urlsplit(waiting.pop())
        if one.path in seen:
            continue
        seen.add(one.path)
        weight.requests += 1
        if one.netloc:
            weight.hosts.add(one.netloc)
        elif one.path.startswith(settings.STATIC_URL):
            waiting += _count_file(weight, one.path)
        elif kind := _KINDS.get(Path(one.path).suffix):  # made by a view, as a manifest
            weight.files[kind] += len(client.get(one.path, headers={"accept-encoding": ENCODINGS}).content)
    return weight


def _count_file(weight: Weight, path: str) -> list[str]:
    """Adds the file as whitenoise sends it; returns the addresses it names in turn."""
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    assert found, path
    content = Path(found).read_bytes()
    kind = _KINDS.get(Path(path).suffix)
    if kind:
        packed = content if kind == "font" else Compressor.compress_brotli(content)
        weight.files[kind] += min(len(content), len(packed))
    named = _IN_CSS.findall(content.decode()) if kind == "css" else []
    return [urljoin(path, one) for one in named if not one.startswith("data:")]
