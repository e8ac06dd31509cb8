from documents.models.downloads import DownloadCount
from documents.models.files import (
    Attachment,
    ScanState,
    StoredFile,
    attachment_lines,
    carry_parts,
)
from documents.models.imports import DocumentImportFile, ImportedDocument
from documents.models.official import (
    DocumentAttachment,
    DocumentRelation,
    OfficialDocument,
    RelationKind,
    Validity,
)
from documents.models.procurement import (
    NoticeKind,
    NoticeStatus,
    ProcurementAttachment,
    ProcurementNotice,
)
from documents.models.proposals import FileProposal
from documents.models.recipients import Dispatch, ReadReceipt, Recipient
from documents.models.reference import DocumentField, DocumentGroup, IssuingAuthority
from documents.models.signatures import Signature, SignatureCheck
from documents.models.storing import store
from documents.models.texts import FileText

__all__ = [
    "Attachment",
    "Dispatch",
    "DocumentAttachment",
    "DocumentField",
    "DocumentGroup",
    "DocumentImportFile",
    "DocumentRelation",
    "DownloadCount",
    "FileProposal",
    "FileText",
    "ImportedDocument",
    "IssuingAuthority",
    "NoticeKind",
    "NoticeStatus",
    "OfficialDocument",
    "ProcurementAttachment",
    "ProcurementNotice",
    "ReadReceipt",
    "Recipient",
    "RelationKind",
    "ScanState",
    "Signature",
    "SignatureCheck",
    "StoredFile",
    "Validity",
    "attachment_lines",
    "carry_parts",
    "store",
]
