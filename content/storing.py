"""Several pictures kept at once."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile

from content.models import Picture
from documents.images import prepare_picture
from documents.refusal import UploadRefused
from people.models import User


def store_pictures(uploads: Iterable["UploadedFile[bytes]"], *, by: User) -> tuple[list[Picture], list[str]]:
    """Draw the pictures anew and keep them; returns them and a sentence about each one not taken."""
    stored, refused = [], []
    for upload in uploads:
        try:
            prepared = prepare_picture(upload)
        except UploadRefused as error:
            refused.append(error.sentence)
        else:
            stored.append(Picture.objects.store(prepared, by=by))
    return stored, refused
