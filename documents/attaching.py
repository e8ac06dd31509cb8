"""Attaching files to a text: the one upload policy, and the rules of who may change the text."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from documents import texts
from documents.files import CheckedFile, UploadRefused, check_upload
from documents.models import Attachment, StoredFile, store
from documents.scanning import held_warning, scan_uploads
from documents.versions import lineage_to_continue
from editorial.drafting import change_parts, edit_refusals
from editorial.routes import current_preset
from editorial.workflow import Refused
from people.models import User
from vietnamese import clean

MOST_AT_ONCE = 20


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """A list of files; each is checked by the policy later, with a sentence of its own."""

    widget = SeveralFilesInput

    def __init__(self, *, most: int = MOST_AT_ONCE, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if data and isinstance(data, list | tuple) else [data or None]
        if files == [None] and not self.required:
            return []
        if len(files) > self.most:
            counts = {"most": self.most, "count": len(files)}
            raise ValidationError(
                _("Mỗi lần đính kèm nhiều nhất %(most)d tệp, bạn đã chọn %(count)d."), params=counts
            )
        # The policy says what is wrong with an empty file; this field only asks that there is one.
        return [super(SeveralFilesField, self).clean(one, initial) for one in files]


class AttachForm(forms.Form):
    files = SeveralFilesField(
        label=_("Chọn tệp (có thể nhiều tệp)"),
        allow_empty_file=True,
        error_messages={"required": _("Hãy chọn ít nhất một tệp.")},
    )
    title = forms.CharField(label=_("Tên hiển thị (không bắt buộc)"), required=False, max_length=255)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)

    def clean_title(self) -> str:
        return " ".join(clean(self.cleaned_data["title"]).split())


class ReplaceForm(forms.Form):
    """The corrected file of one attachment, which keeps its title and its place."""

    file = forms.FileField(
        label=_("Tệp mới"),
        allow_empty_file=True,
        error_messages={"required": _("Hãy chọn tệp thay thế.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**31 - 1)


def attach(
    edition: Any, *, by: User, version: int, files: Sequence[UploadedFile], title: str = ""
) -> list[str]:
    """Attach all these files or none; returns the warnings of the policy (macros, scripts) and the scanner.

    Raises `Refused` for who may not change the text, before anything is stored, and with the sentence of
    every file that the policy or the virus scanner turns away.
    """
    stored, warnings = _taken(edition, files, by)
    attach_stored(edition, by=by, version=version, files=stored, title=title)
    return warnings


def attach_stored(
    edition: Any, *, by: User, version: int, files: Sequence[tuple[StoredFile, str]], title: str = ""
) -> None:
    """Attach files that `take_files` has let in, each under its name; raises `Refused` as `attach` does."""

    def add(fresh: Any) -> None:
        last = fresh.attachments.aggregate(last=Max("order"))["last"] or 0
        for order, (file, name) in enumerate(files, start=last + 1):
            continued = lineage_to_continue(fresh, name, title)
            lineage = {"lineage": continued} if continued else {}
            fresh.attachments.create(file=file, name=name, title=title, order=order, **lineage)

        _have_read(files)

    change_parts(edition, by=by, version=version, change=add)


def replace(attachment: Attachment, *, by: User, version: int, file: UploadedFile) -> list[str]:
    """Put a corrected file in the place of another: title, order and lineage stay (HL-7.3b).

    The earlier edition keeps the file it had; its address leads to the new one once that is public. Returns
    and raises what `attach` does.
    """
    [(stored, name)], warnings = _taken(attachment.edition, [file], by)

    def change(fresh: Any) -> None:
        fresh.attachments.filter(pk=attachment.pk).update(file=stored, name=name)
        _have_read([(stored, name)])

    change_parts(attachment.edition, by=by, version=version, change=change)
    return warnings


def detach(attachment: Attachment, *, by: User, version: int) -> None:
    """Take a file off this edition; the stored file stays, other editions may carry it."""

    def remove(fresh: Any) -> None:
        fresh.attachments.filter(pk=attachment.pk).delete()

    change_parts(attachment.edition, by=by, version=version, change=remove)


def _have_read(stored: Sequence[tuple[StoredFile, str]]) -> None:
    """What is found by search, and what a file proposes for the record of a document, is in its text."""
    for file, _name in stored:
        texts.require(file)


def _taken(
    edition: Any, files: Sequence[UploadedFile], by: User
) -> tuple[list[tuple[StoredFile, str]], list[str]]:
    """Store and scan the files, each with its name; raises `Refused`."""
    if reasons := edit_refusals(edition, by=by):
        raise Refused(reasons)
    return take_files(files, by)


def take_files(files: Sequence[UploadedFile], by: User) -> tuple[list[tuple[StoredFile, str]], list[str]]:
    """Check, store and scan files, of which nothing is attached yet; returns them with their warnings.

    Raises `Refused` with the sentence of every file that the policy or the virus scanner turns away.
    """
    checked = check_files(files)
    stored = [(store(one, by), one.name) for one in checked]
    if reasons := scan_uploads(stored):
        raise Refused(reasons)
    warnings = [warning for one in checked for warning in one.warnings]
    held = [name for file, name in stored if not file.is_cleared]
    return stored, [*warnings, *(held_warning(name) for name in held)]


def check_files(files: Sequence[UploadedFile]) -> list[CheckedFile]:
    """Hold files against the policy and store nothing; raises `Refused` with the sentence of each bad one."""
    policy = current_preset().uploads
    checked, reasons = [], []
    for upload in files:
        try:
            checked.append(check_upload(upload, policy))
        except UploadRefused as refused:
            reasons += refused.messages
    if reasons:
        raise Refused(reasons)
    return checked
