"""Whoever holds a preview link: nobody in particular, with leave to read one edition and what is in it."""

from django.contrib.auth.models import AnonymousUser

from editorial.models import Edition


class PreviewReader(AnonymousUser):
    """Stands in for the visitor while a link is read: has no account, no session and no other right."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
