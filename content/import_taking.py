"""Files that shall become texts are taken: sorted, kept, with who they are from (TS-III.3.9a)."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from content.imports import State, as_result, finish, make_draft
from content.models import ImportedFile, RichEdition
from content.models.pictures import new_token
from content.packages import Bundle, bundled
from content.storing import store_pictures
from content.word import NO_DESCRIPTION, Reading, WordText
from documents.attaching import take_files
from documents.names import clean_name
from documents.refusal import UploadRefused
from editorial.models import Edition
from editorial.routes import current_preset
from editorial.workflow import Refused
from people.models import User

MOST_FILES = 20
MOST_PICTURES = 20
MOST_OTHERS = 20
_GAPS = re.compile(r"[\s_]+")


@dataclass(frozen=True)
class Source:
    """Whose the texts are, and how they came; what the person who gives them says."""

    provider: User | None = None
    author_name: str = ""
    origin: str = Edition.Origin.UNIT
    channel: str = Edition.Channel.WEB
    captions: bool = False  # whether pictures are captioned with the names of their files


def take(
    uploads: Sequence["UploadedFile[bytes]"], *, by: User, model: type[RichEdition], source: Source = Source()
) -> str:
    """Keep the files and return the name of their batch; several texts become drafts without further ado.

    Pictures and other files beside one text belong to it; pictures alone make a text of pictures. Packages
    are opened. Raises `Refused` with sentences for what can be seen before anything is read.
    """
    try:
        with bundled(uploads, current_preset().uploads) as bundles:
            if reasons := _refusals(bundles):
                raise Refused(reasons)
            batch = new_token()
            for bundle in bundles:
                _keep(bundle, by=by, model=model, batch=batch, source=source, alone=len(bundles) == 1)
    except UploadRefused as refused:
        raise Refused([refused.sentence]) from refused
    return batch


def _refusals(bundles: list[Bundle]) -> list[str]:
    reasons = []
    if not any(bundle.texts or bundle.pictures for bundle in bundles):
        reasons.append(_("Hãy chọn tệp Word, tệp chữ hoặc ảnh."))
    if sum(max(1, len(bundle.texts)) for bundle in bundles) > MOST_FILES:
        reasons.append(_("Mỗi lần nhập nhiều nhất %(most)d tệp Word.") % {"most": MOST_FILES})
    if any(len(bundle.pictures) > MOST_PICTURES for bundle in bundles):
        reasons.append(_("Mỗi bài thêm nhiều nhất %(most)d ảnh.") % {"most": MOST_PICTURES})
    if any(len(bundle.others) > MOST_OTHERS for bundle in bundles):
        reasons.append(_("Mỗi bài đính kèm nhiều nhất %(most)d tệp.") % {"most": MOST_OTHERS})
    if any(len(bundle.texts) > 1 for bundle in bundles):
        reasons.append(
            _(
                "Có nhiều bài nên không biết ảnh thuộc bài nào. Hãy gửi từng bài cùng ảnh của bài ấy, "
                "hoặc trong gói ZIP để mỗi bài với ảnh của nó ở một thư mục riêng."
            )
        )
    return reasons


def _keep(bundle: Bundle, *, by: User, model: Any, batch: str, source: Source, alone: bool) -> None:
    row = ImportedFile(
        batch=batch,
        user=by,
        kind=model._meta.label_lower,
        drafts_itself=not alone,
        state=State.WAITING if bundle.texts else State.READ,
        provider=source.provider,
        author_name=source.author_name,
        origin=source.origin,
        channel=source.channel,
    )
    if bundle.texts:
        _keep_text(row, bundle.texts[0])
    else:
        row.name, row.sha256 = bundle.title[:200], new_token()
        row.result = as_result(WordText(Reading(bundle.title, "", "")))
        row.save(force_insert=True)
    _add_beside(row, bundle, by, source)
    if not bundle.texts and not alone:
        make_draft(row)


def _keep_text(row: ImportedFile, upload: "UploadedFile[bytes]") -> None:
    content = upload.read()
    row.name = clean_name(upload.name or "")[:200]
    row.sha256 = hashlib.sha256(content).hexdigest()
    row.file.save("x", ContentFile(content), save=False)
    row.save(force_insert=True)


def _add_beside(row: ImportedFile, bundle: Bundle, by: User, source: Source) -> None:
    """What came beside a text waits in its row; the bad files are told, the good ones stay."""
    added: list[tuple[int, str]] = []
    not_taken: list[str] = []
    for upload in bundle.pictures:
        stored, refused = store_pictures([upload], by=by)
        not_taken += refused
        row.pictures.add(*stored)
        caption = _caption(upload.name or "") if source.captions else ""
        added += [(picture.pk, caption) for picture in stored]
    for upload in bundle.others:
        not_taken += _attach(row, upload, by)
    if not added and not not_taken:
        return
    row.result = {**row.result, "added": added, "not_taken": not_taken}
    row.save(update_fields=["result"])
    if row.state == State.READ:
        finish(row, row.result)


def _attach(row: ImportedFile, upload: "UploadedFile[bytes]", by: User) -> list[str]:
    """Keep a file for the draft; returns what is to be told of it."""
    try:
        files, warnings = take_files([upload], by)
    except Refused as refused:
        return refused.reasons
    for file, name in files:
        row.attachments.create(file=file, name=name)
    return warnings


def _caption(name: str) -> str:
    """“Anh_1. Le chao co.jpg” as people would say it; nothing for what a camera calls its pictures."""
    stem = clean_name(name).rpartition(".")[0]
    return "" if NO_DESCRIPTION.search(stem) else _GAPS.sub(" ", stem).strip()
