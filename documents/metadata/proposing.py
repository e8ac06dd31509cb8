"""What a file proposes for the fields of an official document (issue “Official documents”, law.md §3.4).

Precision before recall: a field is left empty rather than filled with a guess, and nothing is ever taken from
“Căn cứ” lines. Whoever shows a proposal never writes it over what a person typed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from documents.document_types import (
    CONSOLIDATED,
    OFFICIAL_LETTER,
    TypeOfDocument,
    type_by_code,
)
from documents.layout import Layout, Line
from documents.metadata.dates import find_date
from documents.metadata.head import Head, find_head
from documents.metadata.issuers import find_issuer
from documents.metadata.numbers import FoundNumber, find_number
from documents.metadata.proposal import Confidence, Proposal
from documents.metadata.signers import find_signature
from documents.metadata.titles import About, Title, find_about, find_title
from documents.metadata.wording import plain

_NEAR_END = 30  # lines


@dataclass(frozen=True, slots=True)
class Proposals:
    """One proposal for each field, None where the document says nothing, or nothing sure."""

    reference_number: Proposal | None = None
    issued_on: Proposal | None = None
    document_type: Proposal | None = None
    issuing_authority: Proposal | None = None
    summary: Proposal | None = None
    signer: Proposal | None = None
    signer_title: Proposal | None = None

    def __iter__(self) -> Iterator[tuple[str, Proposal | None]]:
        for field in fields(self):
            yield field.name, getattr(self, field.name)

    def as_json(self) -> dict[str, str | None]:
        """The values alone, the day in ISO form."""
        return {name: proposal.text if proposal else None for name, proposal in self}


def propose(layout: Layout) -> Proposals:
    """Read the proposals out of a layout; scans are read with patience for OCR, and marked for checking."""
    head = find_head(layout)
    number = find_number(head.lines, scanned=layout.scanned)
    title, about = find_title(head.lines), find_about(head.lines)
    signature = find_signature(_below(head, number, title), scanned=layout.scanned)
    issuer = find_issuer(head.lines)
    found = {
        "reference_number": _number(number),
        "issued_on": _date(head, layout),
        "document_type": _type(number, title, about, layout),
        "issuing_authority": issuer
        and Proposal(issuer.name, issuer.line, _sure(issuer.is_certain and head.is_found)),
        "summary": _summary(number, title, about),
        "signer": signature
        and signature.signer
        and Proposal(signature.signer, signature.signer_line, _sure(signature.is_certain)),
        "signer_title": signature
        and signature.title
        and Proposal(signature.title, signature.title_line, _sure(bool(signature.signer))),
    }
    return Proposals(
        **{name: proposal.marked(scanned=layout.scanned) for name, proposal in found.items() if proposal}
    )


def _sure(certain: bool) -> Confidence:
    return Confidence.HIGH if certain else Confidence.MEDIUM


def _below(head: Head, number: FoundNumber | None, title: Title | None) -> tuple[Line, ...]:
    """The document below its title, or its number: what stands above names who issues, not who signs."""
    last = title.line if title else number.line if number else None
    place = next((at for at, line in enumerate(head.all) if line is last), -1)
    return head.all[place + 1 :]


def _number(number: FoundNumber | None) -> Proposal | None:
    return Proposal(number.value, number.line, Confidence.HIGH) if number and number.value else None


def _date(head: Head, layout: Layout) -> Proposal | None:
    """The day in the head; only where there is no line for it, a place and day near the signature."""
    found = find_date(head.lines)
    confidence = Confidence.HIGH
    if found is None:
        found = find_date(layout.lines[-_NEAR_END:], place_needed=True)
        confidence = Confidence.MEDIUM
    return Proposal(found.value, found.line, confidence) if found and found.value else None


def _type(
    number: FoundNumber | None, title: Title | None, about: About | None, layout: Layout
) -> Proposal | None:
    """By the title, else by the abbreviation in the number, else an official letter by its form."""
    if number and number.type and number.type.code == CONSOLIDATED:
        return _typed(number.type, number.line, Confidence.HIGH)
    if title:
        agrees = number is None or number.type in (None, title.type)
        return _typed(title.type, title.line, Confidence.HIGH if agrees else Confidence.MEDIUM)
    if number and number.type:
        return _typed(number.type, number.line, Confidence.MEDIUM)
    letter = type_by_code(OFFICIAL_LETTER)
    if number and number.is_letter:
        return _typed(letter, number.line, Confidence.MEDIUM)
    if about and any(plain(line.text).startswith("kinh gui") for line in layout.lines):
        return _typed(letter, about.line, Confidence.LOW)
    return None


def _typed(kind: TypeOfDocument, line: Line, confidence: Confidence) -> Proposal:
    return Proposal(kind.name, line, confidence)


def _summary(number: FoundNumber | None, title: Title | None, about: About | None) -> Proposal | None:
    if title and title.summary:
        return Proposal(title.summary, title.summary_line, Confidence.HIGH)
    if about and not (title and title.summary):
        sure = number is not None and number.is_letter
        return Proposal(about.summary, about.line, Confidence.HIGH if sure else Confidence.MEDIUM)
    return None
