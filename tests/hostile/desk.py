"""What the hostile tests share: forms as a browser sends them, and a page read as a browser reads it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from content.models import Article
from editorial.checklist import ticks
from editorial.states import MOVES
from tests.school import BODY, School


def address(page: str, *args: Any) -> str:
    return reverse(f"admin:content_article_{page}", args=args)


def form(edition: Article | None = None, **changes: Any) -> dict[str, Any]:
    """The whole form of an article, as the page of this edition would send it back."""
    text = {"title": "Lễ khai giảng", "lead": "Tóm tắt", "body": BODY, "genre": "brief", "origin": "unit"}
    version = {"version": edition.version} if edition else {}
    return text | version | changes


def start(school: School, by: str = "giaovien", **changes: Any) -> HttpResponse:
    return school.client(by).post(address("add"), form(**changes))


def move(client: Client, edition: Article, verb: str, **given: Any) -> HttpResponse:
    """Press the button of a move, with what its form was filled in with; every statement is ticked."""
    ticked = [tick.code for tick in ticks(edition, verb)] if verb in MOVES else []
    given = {"version": edition.version, "ticks": ticked} | given
    sent = {f"{verb}-{name}": value for name, value in given.items() if value is not None}
    return client.post(address("move", edition.pk, verb), sent)


# What a browser keeps for others to read and never runs.
DATA = ("application/json", "application/ld+json")


@dataclass
class Reading(HTMLParser):
    """A page as a browser takes it apart: what in it would run, its fields (the first
    of each name), and its words."""

    runs: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    words: str = ""

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._textarea = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        self.runs += [f"{tag} {name}" for name in given if name.startswith("on") or name == "srcdoc"]
        self.runs += [f"{tag} {name}={url}" for name, url in given.items() if _is_script(name, url)]
        if tag == "script" and not _is_own_script(given):
            self.runs.append(f"script {given}")
        if tag in {"iframe", "object", "embed", "base", "applet"} or given.get("http-equiv") == "refresh":
            self.runs.append(tag)
        if tag == "input":
            self.fields.setdefault(given.get("name", ""), given.get("value", ""))
        new = tag == "textarea" and given.get("name", "") not in self.fields
        self._textarea = given.get("name", "") if new else ""
        self.fields |= {self._textarea: ""} if new else {}

    def handle_data(self, data: str) -> None:
        self.words += data
        if self._textarea:
            self.fields[self._textarea] += data

    def handle_endtag(self, tag: str) -> None:
        self._textarea = "" if tag == "textarea" else self._textarea


def _is_script(name: str, url: str) -> bool:
    address = "".join(sign for sign in url if sign > " ").lower()
    return name in {"href", "src", "action", "formaction", "xlink:href"} and address.startswith(
        ("javascript:", "vbscript:", "data:text", "data:image/svg")
    )


def _is_own_script(given: dict[str, str]) -> bool:
    return given.get("src", "").startswith("/static/") or given.get("type") in DATA


def read(response: HttpResponse) -> Reading:
    reading = Reading()
    reading.feed(response.content.decode())
    reading.close()
    # HTML drops the first line break of a textarea, and Django writes one for the browser to drop.
    reading.fields = {
        name: value.removeprefix("\n").removeprefix("\r\n") for name, value in reading.fields.items()
    }
    return reading
