"""A round of mail-in as the worker makes it, and what came of it."""

from io import StringIO

from django.core.management import call_command

from editorial.models import ReceivedMail


def fetch() -> None:
    call_command("fetch_mail", verbosity=0, stdout=StringIO())


def the_letter() -> ReceivedMail:
    return ReceivedMail.objects.get()
