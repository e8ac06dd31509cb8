"""The worker's round over the calendar; it is also a command and may run twice."""

from celery import shared_task

from regulations import seeding


@shared_task(ignore_result=True)
def seed_calendar() -> None:
    seeding.seed_calendar()
