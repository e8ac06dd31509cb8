from documents.models.downloads import DownloadCount
from documents.models.files import Attachment, ScanState, StoredFile
from documents.models.signatures import Signature, SignatureCheck
from documents.models.storing import store
from documents.models.texts import FileText

__all__ = [
    "Attachment",
    "DownloadCount",
    "FileText",
    "ScanState",
    "Signature",
    "SignatureCheck",
    "StoredFile",
    "store",
]
