"""How the invented people bring a text to the public page: by the kernel's functions, each in turn."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import escape
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from content.models import Article, Page, Picture, RichEdition, Topic
from documents.attaching import attach
from documents.images import prepare_picture
from editorial.drafting import edit_refusals, revise, save_content, start
from editorial.models import Item, Section
from editorial.refusing import refusals, valid_opinion
from editorial.routes import route_for, step_of
from editorial.states import State
from editorial.translating import translate
from editorial.workflow import perform
from people.models import Unit, User
from portal.demo.attachments import upload_for
from portal.demo.reading import FOLDER, Text, read_toml
from portal.demo.scenes import draw
from regulations.schema import Step

ONWARD = ("publish", "sign", "post", "forward")


class NobodyMay(LookupError):
    """No demonstration account can take the next step: the regulation asks for a role nobody has."""


@dataclass
class Newsroom:
    """The people, the pictures drawn so far, and what must be deleted from the disk if all is undone."""

    users: dict[str, User]
    undo: ExitStack
    pictures: dict[str, Picture] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.captions = read_toml(FOLDER / "pictures.toml")
        self.talk = read_toml(FOLDER / "talk.toml")
        self.topics = {
            slug: Topic.objects.create(slug=slug, name=name, name_en=english, description=about)
            for slug, (name, english, about) in read_toml(FOLDER / "topics.toml").items()
        }
        self.sections = {section.slug: section for section in Section.objects.order_by("order", "pk")}

    def start_article(self, text: Text, **more: Any) -> Article:
        """A draft of the text's author, with its picture and attachment."""
        picture = self.picture(text.picture) if text.picture else None
        edition = self._start(
            Article,
            text,
            genre=text.genre,
            lead=text.lead,
            lead_picture=picture,
            lead_picture_alt=picture.alt if picture else "",
            author_credit=text.credit or self.users[text.author].full_name,
            sensitive=text.sensitive,
            topics=[self.topics[slug] for slug in text.topics],
            contributors=[{"role": role, "name": name} for role, name in text.contributors],
            valid_from=timezone.localdate(text.moment) if text.in_force_days else None,
            valid_to=text.day_after(text.in_force_days),
            pinned_until=text.day_after(text.pinned_days),
            **more,
        )
        if text.attachment:
            self._attach(edition, text)
        return edition

    def has_page_for(self, text: Text) -> bool:
        fitting = (self.sections[slug] for slug in text.sections if slug in self.sections)
        return any(section.kind == Section.Kind.PAGE for section in fitting)

    def start_page(self, text: Text) -> Page:
        """A draft page; without an address of its own it is the page of its section."""
        return self._start(Page, text, slug=text.slug or self.section_of(text, Section.Kind.PAGE).slug)

    def _start(self, model: type[RichEdition], text: Text, **content: Any) -> Any:
        author = self.users[text.author]
        expires = text.expires_at
        edition = start(
            model,
            by=author,
            unit=Unit.objects.get(slug=text.unit) if text.unit else None,
            title=text.first_title or text.title,
            body=self._body(text),
            # What has already run out was still to be shown when it was approved: see `predate`.
            expires_at=expires if expires and expires > timezone.now() else None,
            **content,
        )
        if route_for(edition).section_at_submit:
            edition = self._save(edition, author, section=self.section_of(text, _kind(model)))
        return edition

    def _save(self, edition: Any, by: User, **changes: Any) -> Any:
        save_content(edition, by=by, version=edition.version, changes=changes)
        edition.refresh_from_db()
        return edition

    def _body(self, text: Text) -> str:
        if not text.inset:
            return text.body
        picture = self.picture(text.inset)
        caption = escape(self.captions[text.inset]["caption"])
        image = f'<img src="{picture.get_absolute_url()}" alt="{escape(picture.alt)}">'
        figure = f'<figure class="image">{image}<figcaption>{caption}</figcaption></figure>'
        return text.body.replace("{inset}", figure)

    def picture(self, scene: str) -> Picture:
        """The scene, drawn once and stored on the road of every upload."""
        if scene not in self.pictures:
            prepared = prepare_picture(SimpleUploadedFile(f"{scene}.png", draw(scene), "image/png"))
            alt = self.captions[scene]["alt"]
            picture = Picture.objects.store(prepared, by=self.users["thuky"], alt=alt)
            self.undo.callback(picture.file.storage.delete, str(picture.file.name))
            self.pictures[scene] = picture
        return self.pictures[scene]

    def _attach(self, edition: Article, text: Text) -> None:
        attach(
            edition, by=self.users[text.author], version=edition.version, files=[upload_for(text)], title=""
        )
        edition.refresh_from_db()
        for attachment in edition.attachments.select_related("file"):
            self.undo.callback(attachment.file.path.unlink, missing_ok=True)

    def section_of(self, text: Text, kind: str = Section.Kind.ARTICLES) -> Section:
        """The first section of the regulation in force that the text fits; any of its kind if none does."""
        fitting = (self.sections[slug] for slug in text.sections if slug in self.sections)
        every = (section for section in self.sections.values())
        return next(section for section in (*fitting, *every) if section.kind == kind)

    def carry(self, edition: Any, text: Text, until: str = "") -> None:
        """Send the text and take it along its route: to the public page, or to the step called `until`."""
        perform(edition, "submit", by=self.users[text.author])
        while (step := step_of(edition)) is not None and step.key != until:
            self.pass_step(edition, text, step)

    def pass_step(self, edition: Any, text: Text, step: Step) -> None:
        self._edit(edition, text, step)
        self.advance(edition, step)

    def advance(self, edition: Any, step: Step) -> None:
        """Whoever may takes the edition past this step, with the opinions and reviews that it asks for."""
        if step.opinion_of and edition.needs_opinion and valid_opinion(edition) is None:
            chair = self.who(edition, "give_opinion")
            perform(edition, "give_opinion", by=chair, note=self.talk["opinion"], verdict="agree")
        if "assign" in step.verbs:
            self.review(edition, self.reviewers(edition))
        verb = next(one for one in ONWARD if one in step.verbs)
        perform(edition, verb, by=self.who(edition, verb), note=self.talk[verb])

    def _edit(self, edition: Any, text: Text, step: Step) -> None:
        """What the editing step is there for: the section, and a title that says what happened."""
        changes: dict[str, Any] = {}
        if step.needs_section and edition.section_id is None:
            changes["section"] = self.section_of(text, _kind(type(edition)))
        if step.may_edit and edition.title != text.title:
            changes["title"] = text.title
        if changes:
            editor = next(user for user in self.users.values() if not edit_refusals(edition, by=user))
            self._save(edition, editor, **changes)

    def reviewers(self, edition: Any) -> list[User]:
        fit = (self.users[name] for name in ("phoban", "bientap"))
        return [user for user in fit if user.pk != edition.submitted_by_id]

    def review(self, edition: Any, reviewers: list[User], silent: int = 0) -> None:
        """The head assigns the reviewers; all but the last `silent` of them give their verdict."""
        due_on = timezone.localdate() + timedelta(days=2)
        perform(edition, "assign", by=self.who(edition, "assign"), reviewers=reviewers, due_on=due_on)
        for reviewer in reviewers[: len(reviewers) - silent]:
            perform(edition, "review", by=reviewer, note=self.talk["review"], verdict="agree")

    def who(self, edition: Any, verb: str) -> User:
        """The first account that may make this move now; raises NobodyMay."""
        return next(self._able(edition, verb), None) or self._nobody(edition, verb)

    def _able(self, edition: Any, verb: str) -> Iterator[User]:
        return (user for user in self.users.values() if not refusals(edition, verb, by=user))

    def _nobody(self, edition: Any, verb: str) -> User:
        raise NobodyMay(f"{verb}: {edition.title} ({edition.step})")

    def publish(self, text: Text) -> Article:
        """The whole road, dated back to the day that the text tells of."""
        edition = self.start_article(text)
        self.carry(edition, text)
        predate(edition, text.moment, text.expires_at)
        if text.correction:
            self._correct(edition, text)
        return edition

    def _correct(self, edition: Article, text: Text) -> None:
        author = self.users[text.author]
        successor = revise(edition, by=author)
        self._save(successor, author, change_note=text.correction, correction=True)
        self.carry(successor, text)

    def translate(self, edition: Article, text: Text) -> None:
        """The English text of a public article, on the same road (QN-II.5b)."""
        author = self.users[text.author]
        draft = translate(edition, by=author)
        self._save(draft, author, title=text.title, lead=text.lead, body=text.body)
        self.carry(draft, text)


def _kind(model: type[RichEdition]) -> str:
    return Section.Kind.PAGE if model is Page else Section.Kind.ARTICLES


def predate(edition: Any, moment: datetime, expires_at: datetime | None = None) -> None:
    """Give a published text the dates of its story, so that lists and feeds look lived-in.

    Only the dates that readers and the desk show are moved, straight in the table. The history is not: an
    event can't be rewritten, and it keeps saying when the demonstration was really made.
    """
    if edition.state != State.PUBLISHED or moment >= edition.published_at:
        return
    written, sent = moment - timedelta(hours=26), moment - timedelta(hours=5)
    dates: dict[str, datetime | None] = {"created_at": written, "submitted_at": sent, "approved_at": moment}
    dates |= {"published_at": moment, "first_public_at": moment, "expires_at": expires_at}
    type(edition)._base_manager.filter(pk=edition.pk).update(**dates)
    Item.objects.filter(pk=edition.item_id).update(created_at=written)
    edition.refresh_from_db()
