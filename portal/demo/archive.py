"""Official documents of the demonstration school and its superiors: entered by the clerk, approved, filed."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from documents.admin import start_from_files
from documents.attaching import attach
from documents.authorities import authority_named
from documents.document_types import OFFICIAL_LETTER, type_by_code
from documents.models import (
    DocumentField,
    DocumentGroup,
    DocumentRelation,
    IssuingAuthority,
    OfficialDocument,
    RelationKind,
)
from documents.receipts import confirm_reading
from documents.recipients import parse_recipients
from editorial import drafting
from editorial.routes import step_of
from editorial.workflow import perform
from portal.demo.attachments import upload_for_file
from portal.demo.newsroom import Newsroom, predate
from portal.demo.papers import MOTTO, Paper, word
from portal.demo.reading import FOLDER, fill, read_toml

CLERK = "vanthu"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# Printed before what a document is about; the record begins after it, as the portal proposes.
ABOUT = ("Về việc ", "V/v ")
LEVEL_OF_SCHOOL = (IssuingAuthority.Level.SCHOOL, IssuingAuthority.Level.UNION)


@dataclass(frozen=True)
class Office:
    """Who issues: what stands at the head and the foot of its papers, and the groups they may be filed in."""

    name: str
    heading: list[str]
    place: str
    groups: list[str]
    abbreviation: str = ""
    existed_to: date | None = None
    motto: list[str] = field(default_factory=lambda: list(MOTTO))
    signer: str = ""
    signer_title: str = ""


@dataclass(frozen=True)
class Told:
    """One document of texts/documents/: posted `days_ago`, and issued that day unless `on` says another.

    `effective_days` and `expires_days` count from the day of issue. `replaces`, `amends` and `based_on` name
    earlier documents; `readers` are the accounts that have confirmed reading. `state` is how far it went:
    "published", "waiting" for its approval, or "from_file", a draft that only has its file.
    """

    name: str
    type: str
    number: str
    days_ago: int
    authority: str
    summary: str
    body: list[str]
    fields: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    on: date | None = None
    effective_on: date | None = None
    effective_days: int = 0
    expires_days: int = 0
    addressee: str = ""
    annex: str = ""
    recipients: list[str] = field(default_factory=lambda: ["Như trên", "Lưu: VT"])
    audience: str = "public"
    asks_reading: bool = False
    readers: list[str] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)
    amends: list[str] = field(default_factory=list)
    based_on: list[str] = field(default_factory=list)
    state: str = "published"

    @property
    def posted(self) -> datetime:
        day = timezone.localdate() - timedelta(days=self.days_ago)
        return timezone.make_aware(datetime.combine(day, time(16, 20)))

    @property
    def issued_on(self) -> date:
        return self.on or timezone.localdate(self.posted)

    @property
    def recorded_summary(self) -> str:
        about = next((words for words in ABOUT if self.summary.startswith(words)), "")
        subject = self.summary.removeprefix(about)
        return subject[0].upper() + subject[1:]

    @property
    def begins_on(self) -> date | None:
        return self.effective_on or self._after(self.effective_days)

    @property
    def ends_on(self) -> date | None:
        return self._after(self.expires_days)

    def _after(self, days: int) -> date | None:
        return self.issued_on + timedelta(days=days) if days else None


def read_documents() -> list[Told]:
    """Every document, the earliest posted first; TypeError when a file is wrong."""
    paths = sorted((FOLDER / "documents").glob("*.toml"))
    rows = (Told(**row) for path in paths for row in read_toml(path)["documents"])
    filled = (replace(told, summary=fill(told.summary, told.issued_on)) for told in rows)
    return sorted(filled, key=lambda told: -told.days_ago)


@dataclass
class Archive:
    """The clerk's cupboard: authorities and fields by their keys, and the items filed so far."""

    room: Newsroom
    items: dict[str, int] = field(default_factory=dict)

    @cached_property
    def offices(self) -> dict[str, Office]:
        return {key: Office(**row) for key, row in read_toml(FOLDER / "offices.toml")["authorities"].items()}

    @cached_property
    def authorities(self) -> dict[str, IssuingAuthority]:
        return {key: _authority(office) for key, office in self.offices.items()}

    @cached_property
    def fields(self) -> dict[str, DocumentField]:
        told = read_toml(FOLDER / "offices.toml")["fields"]
        return {
            slug: DocumentField.objects.create(slug=slug, name=name, order=order)
            for order, (slug, name) in enumerate(told.items(), start=1)
        }

    def fill(self) -> None:
        """Every document as far as its story goes, with the dates of that story."""
        for told in read_documents():
            if told.state == "from_file":
                document, _warnings = start_from_files(self._files(told), by=self.room.users[CLERK])
                self._remember_files(document)
            else:
                self._file(told)

    def _file(self, told: Told) -> None:
        clerk = self.room.users[CLERK]
        document: Any = drafting.start(OfficialDocument, by=clerk, **self._record(told))
        attach(document, by=clerk, version=document.version, files=self._files(told))
        self._remember_files(document)
        document.refresh_from_db()
        perform(document, "submit", by=clerk)
        if told.state == "waiting":
            return
        while (step := step_of(document)) is not None:
            self.room.advance(document, step)
        predate(document, told.posted)
        self.items[told.name] = document.item_id
        for reader in told.readers:
            confirm_reading(document, by=self.room.users[reader])

    def _record(self, told: Told) -> dict[str, Any]:
        office, authority = self.offices[told.authority], self.authorities[told.authority]
        own = authority.level in LEVEL_OF_SCHOOL
        direction = OfficialDocument.Direction.OUTGOING if own else OfficialDocument.Direction.INCOMING
        recipients = parse_recipients("\n".join(told.recipients)) if own else []
        return {
            "document_type": told.type,
            "reference_number": told.number,
            "summary": told.recorded_summary,
            "issuing_authority": authority,
            "issued_on": told.issued_on,
            "effective_on": told.begins_on,
            "expires_on": told.ends_on,
            "signer": office.signer,
            "signer_title": office.signer_title.rpartition("\n")[2].capitalize(),
            "group": self._group(told.groups or office.groups),
            "direction": direction,
            "audience": told.audience,
            "asks_reading": told.asks_reading,
            "fields": [self.fields[slug] for slug in told.fields],
            "recipients": recipients,
            "relations": list(self._relations(told)),
            # Only addresses that can never exist are among them (RFC 2606).
            "sends_itself": any(one.email for one in recipients),
        }

    def _group(self, slugs: list[str]) -> DocumentGroup | None:
        """The first of these that the regulation has."""
        existing = DocumentGroup.objects.in_bulk(slugs, field_name="slug")
        return next((existing[slug] for slug in slugs if slug in existing), None)

    def _relations(self, told: Told) -> Any:
        kinds = (
            (RelationKind.REPLACES, told.replaces),
            (RelationKind.AMENDS, told.amends),
            (RelationKind.BASED_ON, told.based_on),
        )
        for kind, names in kinds:
            for name in names:
                other = OfficialDocument.objects.get(item=self.items[name])
                yield DocumentRelation(kind=kind, text=other.heading, target_id=other.item_id)

    def _files(self, told: Told) -> list[SimpleUploadedFile]:
        name = f"{told.number.replace('/', '-')}.docx"
        files = [SimpleUploadedFile(name, word(self._paper(told)), WORD)]
        return [*files, upload_for_file(told.annex)] if told.annex else files

    def _paper(self, told: Told) -> Paper:
        office = self.offices[told.authority]
        letter = told.type == OFFICIAL_LETTER
        return Paper(
            heading=tuple(office.heading),
            motto=tuple(office.motto),
            number=told.number,
            place=office.place,
            day=told.issued_on,
            title="" if letter else type_by_code(told.type).name.upper(),
            summary=told.summary,
            addressee=told.addressee,
            body=tuple(fill(words, told.issued_on) for words in told.body),
            recipients=tuple(line.partition(" <")[0] for line in told.recipients),
            signer_title=office.signer_title,
            signer=office.signer,
        )

    def _remember_files(self, document: OfficialDocument) -> None:
        for part in document.attachments.select_related("file"):
            self.room.undo.callback(part.file.path.unlink, missing_ok=True)


def _authority(office: Office) -> IssuingAuthority:
    found = authority_named(office.name)
    found.abbreviation, found.existed_to = office.abbreviation, office.existed_to
    found.save(update_fields=["abbreviation", "existed_to"])
    return found
