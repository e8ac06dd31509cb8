"""Puts a scan on the shelf as an upload does: a program of its own, on the portal's real settings."""

from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction

from documents.files import CheckedFile, sha256_of
from documents.models import store
from documents.texts import require
from people.models import User


def put_scan() -> None:
    """Store scan.pdf of the house's folder and ask for its text, in one transaction."""
    content = ContentFile((Path(settings.VAR_DIR) / "scan.pdf").read_bytes(), name="scan.pdf")
    checked = CheckedFile("scan.pdf", "pdf", "application/pdf", content.size, sha256_of(content), content)
    with transaction.atomic():
        require(store(checked, User.objects.get(username="giaovien")))
