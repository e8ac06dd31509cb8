"""The worker's doorbell and the beat's rounds; every task is also a command and may run twice."""

from celery import shared_task

from editorial import autosave, desk_notes, outbox, publishing, rounds, unit_reminders
from editorial.mailroom import deciding, running


@shared_task(ignore_result=True)
def deliver_events() -> None:
    outbox.deliver_owed()


@shared_task(ignore_result=True)
def publish_due() -> None:
    publishing.publish_due()


@shared_task(ignore_result=True)
def check_deadlines() -> None:
    rounds.check_deadlines()


@shared_task(ignore_result=True)
def remind() -> None:
    rounds.remind()


@shared_task(ignore_result=True)
def purge_working_copies() -> None:
    autosave.purge()


@shared_task(ignore_result=True)
def fetch_mail() -> None:
    running.run()


@shared_task(ignore_result=True)
def purge_mail() -> None:
    deciding.purge()


@shared_task(ignore_result=True)
def mail_notes() -> None:
    desk_notes.mail_notes()


@shared_task(ignore_result=True)
def remind_units() -> None:
    unit_reminders.remind_on_the_day()
