from documents.models.downloads import DownloadCount
from documents.models.files import (
    Attachment,
    ScanState,
    StoredFile,
    attachment_lines,
    carry_attachments,
)
from documents.models.signatures import Signature, SignatureCheck
from documents.models.storing import store

__all__ = [
    "Attachment",
    "DownloadCount",
    "ScanState",
    "Signature",
    "SignatureCheck",
    "StoredFile",
    "attachment_lines",
    "carry_attachments",
    "store",
]
