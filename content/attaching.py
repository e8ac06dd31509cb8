"""Attaching files to a text: the one upload policy, and the rules of who may change the text."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from content.models import RichEdition
from documents.files import UploadRefused, check_upload
from documents.models import Attachment, store
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


def attach(
    edition: RichEdition, *, by: User, version: int, files: Sequence[UploadedFile], title: str = ""
) -> list[str]:
    """Attach all these files or none; returns the warnings of the policy (macros, scripts).

    Raises `Refused` for who may not change the text, before anything is stored, and with the sentence of
    every file that the policy turns away.
    """
    if reasons := edit_refusals(edition, by=by):
        raise Refused(reasons)
    policy = current_preset().uploads
    checked = []
    for upload in files:
        try:
            checked.append(check_upload(upload, policy))
        except UploadRefused as refused:
            reasons += refused.messages
    if reasons:
        raise Refused(reasons)
    stored = [(store(one, by), one.name) for one in checked]

    def add(fresh: RichEdition) -> None:
        last = fresh.attachments.aggregate(last=Max("order"))["last"] or 0
        for order, (file, name) in enumerate(stored, start=last + 1):
            fresh.attachments.create(file=file, name=name, title=title, order=order)

    change_parts(edition, by=by, version=version, change=add)
    return [warning for one in checked for warning in one.warnings]


def detach(attachment: Attachment, *, by: User, version: int) -> None:
    """Take a file off this edition; the stored file stays, other editions may carry it."""

    def remove(fresh: RichEdition) -> None:
        fresh.attachments.filter(pk=attachment.pk).delete()

    change_parts(attachment.edition, by=by, version=version, change=remove)
