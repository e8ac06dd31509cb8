"""The five real documents as Word and PDF: imported, their records proposed, looked at, published.

They are looked for where tests/documents/corpus/seeds.py says; they are not part of the repository.
"""

from dataclasses import asdict
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from documents.models import OfficialDocument
from tests.documents.corpus import seeds
from tests.documents.corpus.writers import pdf, word
from tests.documents.test_import_desk import give, sent_back
from tests.school import School

pytestmark = pytest.mark.skipif(len(seeds.FILES) != 5, reason="the five documents are not there (SEEDS_DIR)")
REQUIRED = ("reference_number", "issued_on", "document_type", "issuing_authority", "summary")


def record_of(document: OfficialDocument) -> dict[str, object]:
    values = {name: getattr(document, name) or None for name in REQUIRED}
    return values | {
        "document_type": document.type_name,
        "issuing_authority": document.issuing_authority.name,
    }


def test_the_five_documents_are_imported_reviewed_and_published(school: School, client: Client) -> None:
    papers, clerk = seeds.papers(), school.client("vanthu")
    files = [SimpleUploadedFile(f"{one.name}.docx", word(one)) for one in papers]
    files += [SimpleUploadedFile(f"{one.name}.pdf", pdf(one)) for one in papers]
    review = give(clerk, *files)
    page = clerk.get(review)
    assert len(page.context["rows"]) == 5
    answer = clerk.post(review, {**sent_back(page), "do": "submit"})
    assert answer.status_code == 302, [one.problems for one in answer.context["rows"]]
    documents = list(OfficialDocument.objects.order_by("pk"))
    for paper, document in zip(papers, documents, strict=True):
        expected = asdict(paper.expected)
        assert record_of(document) == {name: expected[name] for name in REQUIRED}
        assert document.state == "in_review"
        assert document.attachments.count() == 2
        school.do(document, "phoban:publish")
        shown = client.get(document.get_absolute_url())
        assert shown.status_code == 200
        assert expected["reference_number"] in shown.content.decode()


def test_the_command_fills_the_records_of_the_same_five(school: School, tmp_path: Path) -> None:
    papers = {one.name: one for one in seeds.papers()}
    for name, paper in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(word(paper))
    for _time in range(2):
        call_command("import_documents", str(tmp_path), by="vanthu", fill=True, verbosity=0)
    assert OfficialDocument.objects.count() == 5
    for document in OfficialDocument.objects.all():
        expected = papers[document.attachments.get().name.removesuffix(".docx")].expected
        assert document.reference_number == expected.reference_number
        assert document.issued_on == expected.issued_on
        assert document.summary == expected.summary
