"""The table of review: rows as they stand, what is typed into them, and the drafts that come of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from documents.import_forms import DocumentRowForm
from documents.importing.drafts import Ready, make_draft
from documents.importing.known import fingerprint, known_item
from documents.models import DocumentImportFile, ImportedDocument, OfficialDocument
from documents.proposals import Suggestion, suggestions_in
from editorial.models import Edition
from editorial.states import State
from editorial.workflow import Refused, perform
from people.models import User

FileStatus = DocumentImportFile.Status
Status = ImportedDocument.Status


@dataclass
class ReviewRow:
    """One row with its files and its form; `problems` are why the last wish was not fulfilled."""

    row: ImportedDocument
    problems: list[str] = field(default_factory=list)

    @cached_property
    def files(self) -> list[DocumentImportFile]:
        return list(self.row.files.all())

    @property
    def prefix(self) -> str:
        return f"r{self.row.pk}"

    @property
    def is_open(self) -> bool:
        return self.row.status == Status.OPEN

    @cached_property
    def is_read(self) -> bool:
        """Whether the worker has finished with every file: before that nothing is typed into the row."""
        return all(
            kept.status == FileStatus.REFUSED or (kept.stored is not None and _has_been_read(kept.stored))
            for kept in self.files
        )

    @property
    def has_refused_file(self) -> bool:
        return any(kept.status == FileStatus.REFUSED for kept in self.files)

    @property
    def taken(self) -> list[DocumentImportFile]:
        return [kept for kept in self.files if kept.status == FileStatus.TAKEN]

    @cached_property
    def suggestions(self) -> dict[str, Suggestion]:
        """By the fields of the row form."""
        found = suggestions_in((kept.stored, kept.name) for kept in self.taken if kept.stored)
        return {("authority" if name == "issuing_authority" else name): one for name, one in found.items()}

    @cached_property
    def cells(self) -> dict[str, str]:
        """What was typed or stood in the table; until the row was saved, what the files propose as well."""
        if self.row.seen:
            return dict(self.row.cells)
        proposed = {
            name: one.shown if name == "issued_on" else one.value for name, one in self.suggestions.items()
        }
        return {**proposed, **self.row.cells}

    @cached_property
    def form(self) -> DocumentRowForm:
        form = DocumentRowForm(
            {f"{self.prefix}-{name}": value for name, value in self.cells.items()},
            prefix=self.prefix,
            auto_id="id_%s",
        )
        for name, one in self.suggestions.items():
            said = one.shown if name == "issued_on" else one.value
            if name not in self.row.cells or self.cells.get(name) != said:
                filled: Any = form.fields[name]
                filled.suggestion, filled.is_filled_in = one, self.cells.get(name) == said
        return form

    @cached_property
    def edition(self) -> Any:
        """The latest edition of the document that the row became, or was."""
        item = self.row.item
        return item.editions.order_by("-number").first() if item is not None else None


def _has_been_read(stored: Any) -> bool:
    reading = getattr(stored, "reading", None)
    return reading is None or reading.finished_at is not None


def rows_of(batch: str, user: User) -> QuerySet[ImportedDocument]:
    """The rows of a batch, for who gave it alone."""
    own = ImportedDocument.objects.filter(batch=batch, user=user.pk)
    files = DocumentImportFile.objects.select_related("stored__reading", "stored__proposal")
    # The texts of hundreds of files would not fit into a request.
    files = files.defer("stored__reading__text", "stored__reading__lines")
    return own.select_related("item").prefetch_related(Prefetch("files", files))


def keep_typed(rows: Iterable[ReviewRow], typed: Mapping[str, str]) -> None:
    """Store what was typed into the rows that the page showed, right or wrong: nothing is lost."""
    for one in rows:
        if not (one.is_open and f"{one.prefix}-shown" in typed):
            continue
        names = DocumentRowForm.base_fields
        cells = {name: typed.get(f"{one.prefix}-{name}", "").replace("\x00", "") for name in names}
        one.row.cells = {name: said for name, said in cells.items() if said}
        one.row.seen = True
        one.row.save(update_fields=["cells", "seen"])
        for stale in ("cells", "form"):
            one.__dict__.pop(stale, None)


def draft(one: ReviewRow, *, by: User) -> bool:
    """Make a draft of the row; False, with `problems`, for what cannot be one or has come before."""
    if not one.is_read:
        one.problems = [_("Tệp của dòng này chưa đọc xong.")]
    elif not one.form.is_valid():
        one.problems = one.form.sentences()
    else:
        return _drafted(one, by)
    return False


def _drafted(one: ReviewRow, by: User) -> bool:
    given = one.form.cleaned_data
    digests = [kept.sha256 for kept in one.taken]
    mark = fingerprint(digests, given)
    if (item := known_item(mark, digests, given)) is not None:
        one.row.status, one.row.item = Status.KNOWN, item
        one.row.save(update_fields=["status", "item"])
        one.problems = [_("Văn bản này đã có trên cổng từ trước nên không nhập lần nữa.")]
        return False
    files = [(kept.stored, kept.name) for kept in one.taken if kept.stored]
    ready = Ready(one.form.content(), files, mark, files[0][1] if files else one.row.source)
    try:
        make_draft(one.row, ready, by=by, channel=Edition.Channel.WEB)
    except Refused as refused:
        one.problems = refused.reasons
        return False
    return True


def submit(one: ReviewRow, *, by: User) -> bool:
    """Send the document of the row on its road; False, with `problems`, for what is not complete.

    A row that nobody has saved is not sent, nor one of which a file was not taken.
    """
    if one.is_open:
        if not one.row.seen or not one.is_read:
            return False
        if one.has_refused_file:
            one.problems = [_("Có tệp không nhận được: hãy xem lại trước khi gửi duyệt.")]
            return False
        if not one.form.is_valid():
            one.problems = one.form.sentences()
            return False
        if one.form.missing:
            one.problems = [_("Còn thiếu: %(names)s.") % {"names": ", ".join(one.form.missing)}]
            return False
        if not draft(one, by=by):
            return False
    return _sent(one, by)


def _sent(one: ReviewRow, by: User) -> bool:
    document: OfficialDocument | None = one.edition
    if one.row.status != Status.DRAFTED or document is None or document.state != State.DRAFT:
        return False
    try:
        # Warnings are seen at the document's own page, not here: whatever has one stays a draft.
        perform(document, "submit", by=by, ticks=[])
    except Refused as refused:
        one.problems = refused.reasons
        return False
    return True


def told(rows: Sequence[ReviewRow]) -> list[tuple[str, str]]:
    """Source and sentence of every problem, for the head of the page."""
    return [(str(one.row), sentence) for one in rows for sentence in one.problems]
