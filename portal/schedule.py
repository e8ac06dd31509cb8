"""Every periodic job. Each finds what is due and does it, so a missed or doubled run changes nothing."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Job:
    task: str
    every: int  # seconds


JOBS = (
    Job("editorial.tasks.deliver_events", every=10),
    Job("editorial.tasks.publish_due", every=60),
    Job("editorial.tasks.check_deadlines", every=3600),
    Job("editorial.tasks.remind", every=300),
    Job("content.tasks.render_pictures", every=60),
    Job("content.tasks.read_imports", every=20),
    Job("content.tasks.purge_imports", every=3600),
    Job("content.tasks.send_reader_letters", every=60),
    Job("content.tasks.purge_reader_submissions", every=86_400),
    Job("documents.tasks.scan_files", every=60),
    Job("documents.tasks.check_signatures", every=60),
    Job("documents.tasks.extract_texts", every=30),
    Job("documents.tasks.read_imports", every=20),
    Job("documents.tasks.purge_imports", every=3600),
    Job("documents.tasks.send_documents", every=60),
    Job("editorial.tasks.fetch_mail", every=180),
    Job("editorial.tasks.purge_mail", every=86_400),
    Job("editorial.tasks.mail_notes", every=60),
    Job("editorial.tasks.remind_units", every=3600),
    Job("editorial.tasks.purge_working_copies", every=86_400),
    Job("regulations.tasks.seed_calendar", every=3600),
    Job("community.tasks.settle_requests", every=60),
    Job("community.tasks.purge_requests", every=86_400),
    Job("exams.tasks.read_results", every=20),
    Job("exams.tasks.purge_results", every=3600),
    Job("operations.tasks.purge_broker", every=3600),
    Job("portal.search.tasks.keep_index", every=10),
    Job("portal.search.tasks.mend_index", every=24 * 3600),
)


def beat_schedule(jobs: tuple[Job, ...] = JOBS) -> dict[str, dict[str, Any]]:
    """Celery's form of the table. A run not begun before the next one is due is dropped, not queued up."""
    return {
        job.task: {
            "task": job.task,
            "schedule": float(job.every),
            "options": {"expires": job.every * 0.9, "ignore_result": True},
        }
        for job in jobs
    }
