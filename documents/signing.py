"""What the digital signatures of a PDF are worth, judged by pyHanko without the network (issue 5, part 5).

Run as a program (`python -m documents.signing`), for a hostile file may take any time and memory: it reads a
question as JSON from standard input, limits itself, and writes the answer as JSON. It knows no database.

A signer is verified at the earliest moment at which the signature is known to have existed: that of a trusted
time stamp, or else that of the upload. The time that the signer's machine wrote down proves nothing.
"""

import json
import logging
import resource
import sys
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from asn1crypto import x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESSubIndic
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import (
    DocumentTimestampStatus,
    ModificationInfo,
    PdfSignatureStatus,
    SignatureCoverageLevel,
)
from pyhanko_certvalidator import ValidationContext

from vietnamese import clean

logger = logging.getLogger(__name__)

MOST_SIGNATURES = 50
LONGEST_NAME = 200
CPU_SECONDS = 30
MEMORY_BYTES = 1024 * 1024 * 1024

# What pyHanko and asn1crypto raise on a signature that is not one.
_UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    PdfError,
    RuntimeError,  # unknown algorithms, and structures too deep
    TypeError,
    ValueError,
)
# Certificates of Vietnamese authorities carry one or both; a certificate for web servers carries neither.
_SIGNING = KeyUsageConstraints(key_usage={"digital_signature", "non_repudiation"})
_WHOLE = frozenset({SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION})
_CHANGES = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "proofs",
    ModificationLevel.FORM_FILLING: "form",
    ModificationLevel.ANNOTATIONS: "notes",
    ModificationLevel.OTHER: "content",
}
_REASONS: dict[AdESSubIndic, str] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "unknown_root",
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked",
    AdESFailure.REVOKED: "revoked",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE: "weak",
    AdESIndeterminate.CRYPTO_CONSTRAINTS_FAILURE_NO_POE: "weak",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "wrong_use",
}


@dataclass
class Finding:
    """One signature. The words are the values of documents.models.Signature; moments are ISO 8601 or None."""

    verdict: str = "unreadable"
    reason: str = ""
    change: str = "unknown"
    is_intact: bool = False
    is_trusted: bool = False
    is_timestamp: bool = False
    signer: str = ""
    organisation: str = ""
    issuer: str = ""
    signed_at: str | None = None
    stamped_at: str | None = None


def trusted_certificates(folder: Path) -> list[x509.Certificate]:
    """The roots and issuers in the folder, PEM or DER; what is no certificate is passed over."""
    found: list[x509.Certificate] = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        try:
            found += load_certs_from_pemder([str(path)])
        except (OSError, ValueError) as error:
            logger.warning("%s: %s", path.name, error)
    return found


def read_signatures(stream: IO[bytes], roots: list[x509.Certificate], known_since: datetime) -> list[Finding]:
    """Judge each signature of the PDF, in the order of signing; `known_since` is when it was uploaded.

    Raises one of `_UNREADABLE` for a file that pyHanko can't read at all.
    """
    # Not strict: Word writes hybrid cross-references. What a signature covers is examined all the same.
    reader = PdfFileReader(stream, strict=False)
    fields = list(enumerate_sig_fields(reader, filled_status=True))[:MOST_SIGNATURES]
    found = [_read(reader, field, name, roots, known_since) for name, _value, field in fields]
    return [finding for _revision, finding in sorted(found, key=lambda pair: pair[0])]


def _read(
    reader: PdfFileReader, field: Any, name: str, roots: list[x509.Certificate], known_since: datetime
) -> tuple[int, Finding]:
    finding = Finding()
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        _describe(finding, embedded)
        finding.is_timestamp = embedded.sig_object_type == "/DocTimeStamp"
        judge = _judge_timestamp if finding.is_timestamp else _judge_signature
        judge(finding, embedded, roots, known_since)
    except _UNREADABLE as error:
        logger.warning("%s: %r", name, error)
        return sys.maxsize, finding
    return embedded.signed_revision, finding


def _describe(finding: Finding, embedded: EmbeddedPdfSignature) -> None:
    certificate = embedded.signer_cert
    finding.signer = (
        _name(certificate.subject, "common_name") or certificate.subject.human_friendly[:LONGEST_NAME]
    )
    finding.organisation = _name(certificate.subject, "organization_name")
    finding.issuer = _name(certificate.issuer, "common_name") or _name(
        certificate.issuer, "organization_name"
    )
    told = embedded.self_reported_timestamp
    finding.signed_at = told.isoformat() if told and told.tzinfo else None


def _name(name: x509.Name, part: str) -> str:
    value = name.native.get(part, "")
    words = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return " ".join(clean(words).split())[:LONGEST_NAME]


def _judge_signature(
    finding: Finding, embedded: EmbeddedPdfSignature, roots: list[x509.Certificate], known_since: datetime
) -> None:
    status = _validated(embedded, roots, known_since, known_since)
    stamp = status.timestamp_validity
    moment = known_since
    if stamp is not None and stamp.trusted:
        finding.stamped_at = stamp.timestamp.isoformat()
        moment = min(moment, stamp.timestamp)
        status = _validated(embedded, roots, moment, known_since)
    _conclude(finding, embedded, status, moment)


def _validated(
    embedded: EmbeddedPdfSignature, roots: list[x509.Certificate], moment: datetime, stamped_by: datetime
) -> PdfSignatureStatus:
    return validate_pdf_signature(
        embedded,
        _context(roots, moment),
        ts_validation_context=_context(roots, stamped_by),
        key_usage_settings=_SIGNING,
    )


def _judge_timestamp(
    finding: Finding, embedded: EmbeddedPdfSignature, roots: list[x509.Certificate], known_since: datetime
) -> None:
    status = validate_pdf_timestamp(embedded, _context(roots, known_since))
    _conclude(finding, embedded, status, known_since)
    if finding.is_trusted:
        finding.stamped_at = status.timestamp.isoformat()


def _context(roots: list[x509.Certificate], moment: datetime) -> ValidationContext:
    """Whether a certificate was revoked is asked nowhere: that takes the network, and is said to readers."""
    return ValidationContext(
        trust_roots=roots, moment=moment, best_signature_time=moment, allow_fetching=False
    )


def _conclude(
    finding: Finding,
    embedded: EmbeddedPdfSignature,
    status: PdfSignatureStatus | DocumentTimestampStatus,
    moment: datetime,
) -> None:
    finding.change = _change(embedded, status)
    finding.is_intact = status.intact and status.valid
    finding.is_trusted = finding.is_intact and status.trusted
    if not status.intact or (status.valid and finding.change == "content"):
        finding.verdict = "changed"
    elif not status.valid:
        finding.verdict = "broken"
    elif finding.is_trusted:
        finding.verdict = "valid"
    else:
        finding.verdict = "unverified"
        finding.reason = _reason(status, moment)


def _change(embedded: EmbeddedPdfSignature, status: ModificationInfo) -> str:
    """What was added after signing; everything that the signature does not clearly allow is content.

    Bytes behind the signed ones that are no update to pyHanko may still be one to another reader.
    """
    level = status.modification_level
    if status.coverage not in _WHOLE or not status.docmdp_ok or level is None:
        return "content"
    if level is ModificationLevel.NONE and _has_more(embedded):
        return "content"
    return _CHANGES[level]


def _has_more(embedded: EmbeddedPdfSignature) -> bool:
    """Whether anything but blank space follows the signed bytes."""
    stream = embedded.reader.stream
    stream.seek(embedded.byte_range[2] + embedded.byte_range[3])
    return bool(stream.read().strip(b"\x00\t\n\r\x0c "))


def _reason(status: PdfSignatureStatus | DocumentTimestampStatus, moment: datetime) -> str:
    certificate, problem = status.signing_cert, status.trust_problem_indic
    reason = _REASONS.get(problem, "") if problem else ""
    if certificate.self_issued:
        return "self_signed"
    if not reason and moment > certificate.not_valid_after:
        return "expired"
    if not reason and moment < certificate.not_valid_before:
        return "not_yet_valid"
    return reason or "other"


def answer(asked: dict[str, str]) -> list[dict[str, Any]]:
    """The findings on `file`, with the certificates in the folder `roots`, uploaded at `known_since`."""
    roots = trusted_certificates(Path(asked["roots"]))
    with Path(asked["file"]).open("rb") as stream:
        found = read_signatures(stream, roots, datetime.fromisoformat(asked["known_since"]))
    return [asdict(finding) for finding in found]


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    json.dump(answer(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
