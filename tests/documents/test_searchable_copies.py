"""A searchable copy goes with its original: whoever may read the one may read the other, nobody else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from content.models import ArticleAttachment
from documents.models import FileText, StoredFile
from tests.documents import samples
from tests.documents.test_downloads import stored_file


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def scan(school) -> StoredFile:
    return stored_file(school, "quet.pdf", samples.pdf(b"% scan"))


@pytest.fixture
def copy(school, scan) -> StoredFile:
    copy = stored_file(school, "quet (tìm được chữ).pdf", samples.pdf(b"% letters"))
    FileText.objects.create(file=scan, status="done", finished_at=timezone.now(), searchable=copy)
    return copy


def status(client, file: StoredFile) -> int:
    return client.get(reverse("download", args=[file.pk, file.name])).status_code


def test_the_copy_of_a_public_file_is_public(school, scan, copy, client):
    ArticleAttachment.objects.create(edition=school.published(), file=scan, name=scan.name)
    response = client.get(reverse("download", args=[copy.pk, copy.name]))
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == samples.pdf(b"% letters")
    assert "public" in response["Cache-Control"]


def test_the_copy_of_a_draft_is_for_those_who_see_the_draft(school, scan, copy, client):
    ArticleAttachment.objects.create(edition=school.draft(), file=scan, name=scan.name)
    seen = {
        who: (status(school.client(who), scan), status(school.client(who), copy))
        for who in ("giaovien", "totruong", "bientap")
    }
    assert seen == {"giaovien": (200, 200), "totruong": (200, 200), "bientap": (404, 404)}
    assert (status(client, scan), status(client, copy)) == (404, 404)


def test_a_copy_is_readable_as_long_as_its_original(school, scan, copy, client):
    article = school.published()
    ArticleAttachment.objects.create(edition=article, file=scan, name=scan.name)
    assert status(client, copy) == 200
    ArticleAttachment.objects.all().delete()
    assert status(client, copy) == 404
