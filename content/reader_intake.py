"""Taking a text from somebody without an account: what, how often, and whose address it is (TS-III.3.1).

A whole school shares one address of the internet, so the limit by address is wide, the one by e-mail narrow.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from content.models import ReaderFile, ReaderSubmission
from content.reader_letters import CONFIRM_DAYS, SALT, Kind, Stage, owe
from documents.files import CheckedFile, UploadRefused, check_upload
from documents.models import StoredFile, store
from documents.scanning import scan_uploads
from editorial.clock import reader
from editorial.routes import current_preset
from editorial.workflow import Refused
from regulations.schema import UploadPolicy

MOST_FILES = 10
MAX_FILE_BYTES = 10 * 1024 * 1024
MAX_TOTAL_BYTES = 40 * 1024 * 1024
TYPES = ("jpg", "jpeg", "png", "webp", "gif", "pdf", "doc", "docx", "odt", "txt")
PER_ADDRESS_HOUR, PER_ADDRESS_DAY, PER_EMAIL_DAY = 20, 60, 4
# Whatever they come from: the disk is not to be filled with what nobody confirmed.
MOST_UNCONFIRMED = 500

_gates: list[Callable[[], bool]] = []


class TooMany(Exception):
    """Somebody sends too often; the message is a sentence for them."""


def register_gate(gate: Callable[[], bool]) -> Callable[[], bool]:
    """Let a room above say whether the school takes texts from readers now."""
    _gates.append(gate)
    return gate


def is_open() -> bool:
    return all(gate() for gate in _gates)


def policy() -> UploadPolicy:
    """What readers may send: of what the regulation lets in, pictures and texts of a usual size."""
    ruled = current_preset().uploads
    types = tuple(one for one in ruled.extensions if one in TYPES)
    return replace(ruled, extensions=types, max_bytes=min(ruled.max_bytes, MAX_FILE_BYTES))


def check_files(uploads: Iterable["UploadedFile[bytes]"]) -> list[CheckedFile]:
    """Hold the files against the policy; raises `Refused` with the sentence of each bad one."""
    checked, reasons = [], []
    rules = policy()
    for upload in uploads:
        try:
            checked.append(check_upload(upload, rules))
        except UploadRefused as refused:
            reasons += refused.messages
    if sum(one.size for one in checked) > MAX_TOTAL_BYTES:
        words = {"most": MAX_TOTAL_BYTES // 1024 // 1024}
        reasons.append(_("Các tệp cộng lại lớn hơn %(most)d MB; hãy bớt ảnh hoặc giảm cỡ ảnh.") % words)
    if reasons:
        raise Refused(reasons)
    return checked


def address_digest(address: str | None) -> str:
    """What is kept of where a form came from: enough to count, too little to tell; "" for nowhere."""
    return salted_hmac("content.reader_address", address).hexdigest() if address else ""


def check_frequency(email: str, digest: str) -> None:
    """Raises `TooMany` when this address, or this e-mail, or everybody together has sent enough for now."""
    now = timezone.now()
    recent = ReaderSubmission.objects.filter(created_at__gte=now - timedelta(days=1))
    if recent.filter(email=email).count() >= PER_EMAIL_DAY:
        raise TooMany(_("Địa chỉ thư này đã gửi đủ số bài của một ngày. Hãy gửi tiếp vào ngày mai."))
    here = recent.filter(address_digest=digest) if digest else recent.none()
    hour = here.filter(created_at__gte=now - timedelta(hours=1))
    if hour.count() >= PER_ADDRESS_HOUR or here.count() >= PER_ADDRESS_DAY:
        raise TooMany(_("Mạng này vừa gửi quá nhiều bài. Hãy chờ một giờ rồi gửi lại."))
    if ReaderSubmission.objects.filter(stage=Stage.UNCONFIRMED).count() >= MOST_UNCONFIRMED:
        raise TooMany(_("Cổng đang nhận quá nhiều bài. Hãy gửi lại vào ngày mai."))


@dataclass(frozen=True)
class Given:
    """What was typed, cleaned by the form."""

    name: str
    email: str
    phone: str
    relation: str
    class_name: str
    title: str
    text: str


def receive(given: Given, files: list[CheckedFile], *, digest: str) -> ReaderSubmission:
    """Keep what was sent and owe the letter that asks whose address it is.

    Raises `TooMany`, and `Refused` when the virus scanner turns a file away; then nothing is kept.
    """
    check_frequency(given.email, digest)
    by = reader()
    stored = [(store(one, by), one.name) for one in files]
    if reasons := scan_uploads(stored):
        raise Refused(reasons)
    with transaction.atomic():
        submission = ReaderSubmission.objects.create(**vars(given), address_digest=digest)
        ReaderFile.objects.bulk_create(
            ReaderFile(submission=submission, file=file, name=name) for file, name in _once(stored)
        )
        owe(submission, Kind.CONFIRM)
    return submission


def _once(stored: list[tuple[StoredFile, str]]) -> list[tuple[StoredFile, str]]:
    """The same picture chosen twice is one."""
    return list({file.pk: (file, name) for file, name in reversed(stored)}.values())[::-1]


def submission_of(token: str) -> ReaderSubmission | None:
    """The submission that the link is about; None for a link that is wrong, too old, or of one forgotten."""
    try:
        pk, code = signing.loads(token, salt=SALT, max_age=timedelta(days=CONFIRM_DAYS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found: Any = ReaderSubmission.objects.filter(pk=pk, code=code, forgotten_at=None).first()
    return found


@transaction.atomic
def confirm(submission: ReaderSubmission) -> bool:
    """Put it into the secretariat's queue; False when it was confirmed before, which changes nothing."""
    unconfirmed = ReaderSubmission.objects.filter(pk=submission.pk, stage=Stage.UNCONFIRMED)
    if not unconfirmed.update(stage=Stage.WAITING, confirmed_at=timezone.now()):
        return False
    owe(submission, Kind.RECEIVED)
    return True


def look_up(email: str, code: str) -> ReaderSubmission | None:
    """The confirmed submission of this address with this code; None whichever of the two is wrong."""
    wanted = "".join(code.split()).upper()
    found = ReaderSubmission.objects.filter(code=wanted, email=email.strip().lower())
    return found.exclude(stage=Stage.UNCONFIRMED).exclude(email="").first()
