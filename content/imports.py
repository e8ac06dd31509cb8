"""Files become drafts: read in turn, shown to who gave them, and written at their word (TS-III.3.9a).

What a file holds is read once and kept in its row; what a stopped worker let fall is read again.
Nothing is half made: the article is written in one transaction, and the same file never makes two.
"""

import logging
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.figures import described, with_figures
from content.importing import LONGEST_TITLE, read_words
from content.legacy import find_legacy
from content.models import Article, ImportedFile, Picture, RichEdition
from content.storing import place_pictures
from content.word import Reading, WordText, read_word
from documents.attaching import attach_stored
from documents.names import extension_of
from documents.refusal import UploadRefused
from documents.scanning import remove_unused
from editorial.drafting import start
from editorial.models import Section
from editorial.routes import current_preset
from editorial.workflow import Refused
from operations.claiming import claim_each

State = ImportedFile.State
# Read while the person waits; the worker reads the rest, and the page says how far it is.
SECONDS_AT_ONCE = 8.0
MOST_ATTEMPTS = 3
KEPT = timedelta(days=1)
KNOWN_FOR = timedelta(days=365)

logger = logging.getLogger(__name__)


# -- reading -------------------------------------------------------------------------------------


def read_waiting(batch: str = "", *, seconds: float = 600.0) -> int:
    """Read what waits, of one batch or of all, for so many seconds at most; returns how many were read."""
    waiting = ImportedFile.objects.filter(state=State.WAITING)
    if batch:
        waiting = waiting.filter(batch=batch)
    count = 0
    for pk in claim_each(waiting, seconds=seconds):
        _read(ImportedFile.objects.select_related("user").get(pk=pk))
        count += 1
    return count


def _read(row: ImportedFile) -> None:
    if row.attempts > MOST_ATTEMPTS:
        _settle(row, State.REFUSED, result={"reasons": [_("Tệp này đọc mãi không xong.")]})
        return
    if (item := _known(row)) is not None:
        _settle(row, State.KNOWN, item=item)
        return
    try:
        with row.file.open("rb") as stream:
            content = stream.read()
        text = _text_of(SimpleUploadedFile(row.name, content))
        finish(row, _stored(row, text))
        if row.drafts_itself:
            make_draft(row)
    except (UploadRefused, Refused) as refused:
        reasons = refused.reasons if isinstance(refused, Refused) else [refused.sentence]
        _settle(row, State.REFUSED, result={"reasons": reasons})
    except OSError:
        logger.exception("imported file %s cannot be read", row.pk)
        _settle(row, State.REFUSED, result={"reasons": [_("Không đọc được tệp trên máy chủ: hãy gửi lại.")]})
        raise


def _text_of(upload: SimpleUploadedFile) -> WordText:
    if extension_of(upload.name or "") == "txt":
        title, body = read_words(upload.read(), upload.name or "")
        return WordText(Reading(title, "", body))
    return read_word(upload, current_preset().uploads)


def _stored(row: ImportedFile, text: WordText) -> dict[str, Any]:
    """Keep the pictures and put their addresses in place of the placeholders."""
    result = as_result(text)
    there = [name for name in ("reading", "converted") if result[name]]
    bodies, pictures = place_pictures((result[name]["body"] for name in there), text.pictures, by=row.user)
    for name, body in zip(there, bodies, strict=True):
        result[name]["body"] = body
    row.pictures.add(*pictures)
    return result


def as_result(text: WordText) -> dict[str, Any]:
    reading, converted, samples = text.reading, text.converted, text.samples
    if converted is None:
        legacy = find_legacy({"title": reading.title, "lead": reading.lead}, reading.body)
        if legacy is not None:
            converted = Reading(legacy.lines["title"], legacy.lines["lead"], legacy.body)
            samples = [
                ("".join(word.text for word in one.before), "".join(word.text for word in one.after))
                for one in legacy.samples
            ]
    return {
        "reading": asdict(reading),
        "converted": asdict(converted) if converted else None,
        "samples": samples,
        "notices": text.notices,
    }


def finish(row: ImportedFile, result: dict[str, Any]) -> None:
    """Add the pictures that came beside the text, and let the file itself go."""
    captions = dict(row.result.get("added", []))
    added = list(captions)
    pictures = sorted(Picture.objects.filter(pk__in=added), key=lambda picture: added.index(picture.pk))
    figures = [(picture, "", captions[picture.pk]) for picture in pictures]
    for reading in (result["reading"], result["converted"]):
        if reading:
            reading["body"] = with_figures(reading["body"], figures)
    result["notices"] = [*result["notices"], *row.result.get("not_taken", [])]
    _settle(
        row, State.READ, result={key: result[key] for key in ("reading", "converted", "samples", "notices")}
    )


def _settle(row: ImportedFile, state: State, **values: Any) -> None:
    for name, value in {**values, "state": state}.items():
        setattr(row, name, value)
    row.file.delete(save=False)
    row.save(update_fields=["state", "file", *values])


def _known(row: ImportedFile) -> Any:
    """The item that this person made of the same file before, if it still has an edition."""
    same = ImportedFile.objects.filter(
        user=row.user_id, kind=row.kind, sha256=row.sha256, state=State.DRAFTED
    ).select_related("item")
    for before in same:
        if before.item is not None and before.item.editions.exists():
            return before.item
        before.delete()
    return None


# -- writing -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Wishes:
    """What the person said about the draft on the page of results; what is left empty was read."""

    title: str = ""
    lead: str | None = None
    section: Section | None = None
    genre: str = ""
    converted: bool = False
    descriptions: dict[str, str] = field(default_factory=dict)
    captions: dict[str, str] = field(default_factory=dict)


def make_draft(row: ImportedFile, wishes: Wishes = Wishes()) -> RichEdition:
    """Write what was read as a draft of who gave the file; a second call returns the first draft.

    Raises `Refused` for who may not write and for a row that was not read.
    """
    try:
        with transaction.atomic():
            return _drafted(row, wishes)
    except IntegrityError as error:
        raise Refused([_("Tệp này vừa được tạo thành bản nháp ở một cửa sổ khác.")]) from error


def _drafted(row: ImportedFile, wishes: Wishes) -> Any:
    fresh = ImportedFile.objects.select_for_update().get(pk=row.pk)
    item = fresh.item if fresh.state == State.DRAFTED else _known(fresh)
    if item is not None:
        return item.editions.latest("number")
    if fresh.state != State.READ:
        raise Refused([_("Tệp này chưa đọc được nên chưa tạo được bản nháp.")])
    edition: Any = start(apps.get_model(fresh.kind), by=fresh.user, **_content(fresh, wishes))
    if files := [(one.file, one.name) for one in fresh.attachments.select_related("file")]:
        attach_stored(edition, by=fresh.user, version=edition.version, files=files)
        edition.refresh_from_db()
    row.state, row.item = State.DRAFTED, edition.item
    row.save(update_fields=["state", "item"])
    return edition


def _content(row: ImportedFile, wishes: Wishes) -> dict[str, Any]:
    read = (wishes.converted and row.result["converted"]) or row.result["reading"]
    content: dict[str, Any] = {
        "title": (wishes.title or read["title"] or _("Bài chưa có tiêu đề"))[:LONGEST_TITLE],
        "body": described(read["body"], wishes.descriptions, wishes.captions),
        "section": wishes.section,
        "information_provider": row.provider,
        "origin": row.origin,
        "channel": row.channel,
    }
    if issubclass(apps.get_model(row.kind), Article):
        content["lead"] = read["lead"] if wishes.lead is None else wishes.lead
        content["genre"] = wishes.genre or Article.Genre.FEATURE
        content["author_credit"] = row.author_name or (row.provider.full_name if row.provider else "")
    return content


def purge_imports() -> int:
    """Forget what nobody made a draft of within a day, with its file and its unused pictures."""
    now = timezone.now()
    stale = ImportedFile.objects.exclude(state=State.DRAFTED).filter(created_at__lt=now - KEPT)
    old = ImportedFile.objects.filter(state=State.DRAFTED, created_at__lt=now - KNOWN_FOR)
    count = 0
    for row in [*stale, *old]:
        pictures = list(row.pictures.all())
        files = [one.file for one in row.attachments.select_related("file")]
        row.file.delete(save=False)
        row.delete()
        for file in files:
            remove_unused(file)
        for picture in pictures:
            _forget(picture)
        count += 1
    return count


def _forget(picture: Picture) -> None:
    used = picture.article_editions.exists() or picture.page_editions.exists()
    if used or ImportedFile.objects.filter(pictures=picture).exists():
        return
    picture.file.delete(save=False)
    picture.delete()
