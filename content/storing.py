"""Several pictures kept at once."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile

from content.models import Picture
from content.word import PLACEHOLDER, WordPicture
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


def place_pictures(
    bodies: Iterable[str], pictures: Iterable[WordPicture], *, by: User
) -> tuple[list[str], list[Picture]]:
    """Keep the pictures of a Word file; returns the bodies with addresses in place of placeholders."""
    placed, kept = list(bodies), []
    for one in pictures:
        picture = Picture.objects.store(one.prepared, by=by, alt=one.alt)
        kept.append(picture)
        old = f'src="{PLACEHOLDER.format(one.place)}"'
        new = f'src="{picture.get_absolute_url()}" width="{picture.width}" height="{picture.height}"'
        placed = [body.replace(old, new) for body in placed]
    return placed, kept
