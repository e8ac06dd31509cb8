"""Mail of a superior body becomes an incoming document for the clerk, with its provenance (HL-7.1, 7.2)."""

import re
from collections.abc import Callable, Iterable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _

from documents.attaching import MOST_AT_ONCE, attach_stored, take_files
from documents.models import IssuingAuthority, OfficialDocument, StoredFile
from documents.names import clean_name
from editorial.drafting import start
from editorial.mailroom.letters import LetterFile
from editorial.mailroom.reading import note_origin
from editorial.mailroom.ways import (
    DOCUMENT,
    Case,
    Correspondent,
    Made,
    register_correspondents,
    register_way,
)
from editorial.models import Item
from editorial.workflow import Refused
from people.models import User

Files = list[tuple[StoredFile, str]]


def correspondent(address: str) -> Correspondent | None:
    """The body that writes from this address: one that lists it, else one that lists its domain."""
    domain = address.rpartition("@")[2]
    listing = IssuingAuthority.objects.exclude(mail_addresses="").only("name", "mail_addresses")
    by_domain = None
    for body in listing.order_by("pk"):
        lines = mail_lines(body.mail_addresses)
        if address in lines:
            return Correspondent(body.name, exact=True)
        if domain and f"@{domain}" in lines and by_domain is None:
            by_domain = Correspondent(body.name, exact=False)
    return by_domain


def mail_lines(text: str) -> list[str]:
    """Addresses and domains (“@pgd.gov.vn”) of a list, in lower case."""
    return [line for line in re.split(r"[\s,;]+", text.lower()) if line]


def document_from(case: Case) -> Callable[[], Made]:
    """Take the files; the function returned writes the draft. Raises `Refused` where no file can be taken."""
    writer = case.taken_by or _clerk()
    if writer is None:
        raise Refused([_("Chưa có tài khoản văn thư nào để nhận văn bản đến.")])
    files, told = _taken(case.letter.files, writer)
    if not files:
        raise Refused([*told, _("Thư của cơ quan cấp trên không kèm tệp văn bản nào nhận được.")])
    return lambda: _write(case, writer, files, told)


def _clerk() -> User | None:
    """Who keeps the register of documents; where there are several, the first."""
    clerks = User.objects.filter(is_active=True, groups__role__code="clerk", unit__isnull=False)
    return clerks.order_by("pk").first()


def _taken(files: Iterable[LetterFile], writer: User) -> tuple[Files, list[str]]:
    """Each file by itself: a bad one does not keep the others out. Pictures inside the text are logos."""
    taken: Files = []
    told: list[str] = []
    for file in files:
        if file.is_picture and file.inline:
            continue
        name = clean_name(file.name) or "tep"
        if len(taken) >= MOST_AT_ONCE:
            told.append(_("Tệp “%(name)s” vượt số tệp của một văn bản.") % {"name": name})
            continue
        try:
            stored, warnings = take_files([SimpleUploadedFile(name, file.data, file.content_type)], writer)
        except Refused as refused:
            told += refused.reasons
        else:
            taken += stored
            told += warnings
    return taken, told


def _write(case: Case, writer: User, files: Files, told: list[str]) -> Made:
    if (known := _known({file.sha256 for file, _name in files})) is not None:
        return Made(known, (_("Văn bản này cổng đã nhận từ trước."), *told))
    document = start(
        OfficialDocument,
        by=writer,
        title=(case.letter.subject or files[0][1])[:255],
        direction=OfficialDocument.Direction.INCOMING,
        channel=OfficialDocument.Channel.EMAIL,
        origin=OfficialDocument.Origin.EXTERNAL,
    )
    note_origin(document, case.row, calls=[writer.pk] if case.taken_by is None else [])
    attach_stored(document, by=writer, version=document.version, files=files)
    names = ", ".join(name for _file, name in files)
    return Made(document.item, (_("Đã chuyển văn thư: %(names)s.") % {"names": names}, *told))


def _known(digests: set[str]) -> Item | None:
    """The document that has all of these files already."""
    some = OfficialDocument.objects.latest_editions().filter(attachments__file__sha256__in=digests)
    for document in some.distinct().select_related("item").prefetch_related("attachments__file"):
        if digests <= {part.file.sha256 for part in document.attachments.all()}:
            return document.item
    return None


register_correspondents(correspondent)
register_way(DOCUMENT, document_from)
