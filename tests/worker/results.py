"""Puts a file of results before the worker, as the desk does: a program of its own, on the real settings."""

import csv
from io import StringIO

from django.core.files.uploadedfile import SimpleUploadedFile

from exams.columns import Plan
from exams.loading import heads, plan_reading, take
from people.models import User
from tests.exams.papers import HEADINGS, new_session
from tests.school import School

ROWS = 12_000


def put_results() -> None:
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADINGS)
    writer.writerows(
        (n, f"{n:06d}", f"Thí sinh {n}", "05/09/2012", f"KEY{n:06d}", n % 10, 7) for n in range(1, ROWS + 1)
    )
    clerk = User.objects.get(username="vanthu")
    session = new_session(School({"vanthu": clerk}))
    batch = take(session, SimpleUploadedFile("diem.csv", out.getvalue().encode()), by=clerk)
    [head] = heads(batch)
    plan_reading(batch, Plan(head.sheet, head.heading, head.labels, head.roles), by=clerk)
