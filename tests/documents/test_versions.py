"""A corrected file is a new version, and every address that an older one had leads to it (HL-7.3b)."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from content.models import Article, ArticleAttachment
from documents.access import attachments_of
from documents.attaching import attach, detach
from documents.models import ScanState, StoredFile
from documents.versions import public_successor
from editorial.drafting import revise
from editorial.models import Event
from editorial.translating import translate
from editorial.workflow import Refused
from tests.documents.filed import (
    NEW,
    NEW_NAME,
    OLD,
    OLD_NAME,
    ROAD,
    corrected,
    draft_with_file,
    fresh,
    part_of,
    published_with_file,
    url_of,
)
from tests.documents.records import drafted
from tests.documents.samples import PROGRAM, pdf, upload
from tests.documents.test_downloads import body
from tests.hostile.desk import address, read
from tests.school import School

THIRD = pdf(b"% ban thu ba")


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def end_of(url: str, client: Client) -> str:
    """Where a reader ends, in one step."""
    answer = client.get(url)
    assert answer.status_code == 302, answer.status_code
    assert client.get(answer["Location"]).status_code == 200
    return answer["Location"]


def test_the_replacement_keeps_title_and_place_and_the_old_edition_its_file(school: School) -> None:
    first = published_with_file(school)
    second = corrected(school, first)
    before, after = part_of(first), part_of(second)
    assert (after.title, after.order, after.lineage) == (before.title, before.order, before.lineage)
    assert (before.name, after.name) == (OLD_NAME, NEW_NAME)
    assert before.file.path.read_bytes() == OLD
    assert after.file.path.read_bytes() == NEW


def test_every_old_address_leads_straight_to_the_newest_public_version(
    school: School, client: Client
) -> None:
    first = published_with_file(school)
    second = school.do(corrected(school, first), *ROAD)
    third = school.do(corrected(school, second, THIRD, "Lịch thi (lần 3).pdf"), *ROAD)
    assert end_of(url_of(first), client) == url_of(third)
    assert end_of(url_of(second), client) == url_of(third)
    assert body(client.get(url_of(third))) == THIRD
    assert body(school.client("thuky").get(url_of(first))) == OLD


def test_the_way_on_is_for_now_and_for_no_cache(school: School, client: Client) -> None:
    first = published_with_file(school)
    school.do(corrected(school, first), *ROAD)
    answer = client.get(url_of(first))
    assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_file_only_a_draft_had_is_known_to_nobody_outside(school: School, client: Client) -> None:
    edition = draft_with_file(school)
    only_drafted = url_of(edition)
    client_of_author = school.client("giaovien")
    sent = {"version": edition.version, "file": upload(NEW_NAME, NEW)}
    assert client_of_author.post(address("replace", edition.pk, part_of(edition).pk), sent).status_code == 302
    school.do(fresh(edition), *ROAD)
    assert client.get(only_drafted).status_code == 404


def test_taking_off_and_attaching_the_correction_anew_is_a_new_version_as_well(
    school: School, client: Client
) -> None:
    first = published_with_file(school)
    second = revise(first, by=school.giaovien)
    detach(second.attachments.get(), by=school.giaovien, version=second.version)
    second = fresh(second)
    files = [upload(OLD_NAME, NEW), upload("Khác.pdf", THIRD)]
    attach(second, by=school.giaovien, version=second.version, files=files)
    school.do(fresh(second), *ROAD)
    assert end_of(url_of(first), client) == second.attachments.get(name=OLD_NAME).get_absolute_url()


def test_a_second_file_of_the_same_name_is_no_version_of_the_first(school: School) -> None:
    first = published_with_file(school)
    second = revise(first, by=school.giaovien)
    attach(second, by=school.giaovien, version=second.version, files=[upload(OLD_NAME, NEW)])
    assert len(set(second.attachments.values_list("lineage", flat=True))) == 2


def test_one_file_in_two_texts_leads_on_in_the_text_whose_name_for_it_was_asked(
    school: School, client: Client
) -> None:
    ends = {}
    for number, content in ((1, NEW), (2, THIRD)):
        edition = school.do(draft_with_file(school, name=f"Lịch {number}.pdf"), *ROAD)
        successor = school.do(corrected(school, edition, content, f"Sửa {number}.pdf"), *ROAD)
        ends[url_of(edition)] = url_of(successor)
    assert StoredFile.objects.count() == 3
    assert {old: end_of(old, client) for old in ends} == ends


def test_a_file_still_public_elsewhere_is_served_and_leads_nowhere(school: School, client: Client) -> None:
    first = published_with_file(school)
    elsewhere = published_with_file(school)
    school.do(corrected(school, first), *ROAD)
    assert body(client.get(url_of(elsewhere))) == OLD
    assert url_of(first) == url_of(elsewhere)


def test_no_address_leads_to_a_version_that_is_not_given_out(school: School, client: Client) -> None:
    first = published_with_file(school)
    second = school.do(corrected(school, first), *ROAD)
    StoredFile.objects.filter(pk=part_of(second).file_id).update(scan_state=ScanState.HELD)
    assert client.get(url_of(first)).status_code == 404


def test_a_file_that_a_secret_document_has_too_is_no_way_on_and_no_circle(
    school: School, client: Client
) -> None:
    first = published_with_file(school)
    second = school.do(corrected(school, first), *ROAD)
    drafted(school, secrecy="secret", file=part_of(second).file)
    for edition in (first, second):
        assert client.get(url_of(edition)).status_code == 404


def test_a_translation_follows_its_own_versions(school: School, client: Client) -> None:
    first = published_with_file(school)
    english = translate(first, by=school.giaovien)
    assert part_of(english).lineage == part_of(first).lineage
    school.do(corrected(school, first), *ROAD)
    assert Article.objects.public().filter(item=english.item_id).count() == 0
    assert end_of(url_of(first), client) == url_of(Article.objects.public().get(item=first.item_id))


def test_an_edition_has_one_file_of_a_lineage(school: School) -> None:
    part = part_of(draft_with_file(school))
    with pytest.raises(IntegrityError), transaction.atomic():
        ArticleAttachment.objects.create(
            edition=part.edition, file=part.file, name=part.name, lineage=part.lineage
        )


def test_the_desk_replaces_a_file_and_history_tells(school: School) -> None:
    edition = draft_with_file(school)
    client = school.client("giaovien")
    assert "Thay tệp “Lịch thi”" in read(client.get(edition.get_desk_url())).words
    sent = {"version": edition.version, "file": upload(NEW_NAME, NEW)}
    answer = client.post(address("replace", edition.pk, part_of(edition).pk), sent, follow=True)
    assert "Đã thay tệp" in read(answer).words
    assert part_of(edition).file.path.read_bytes() == NEW
    assert Event.objects.filter(item=edition.item_id, verb="edit").count() == 2


@pytest.mark.parametrize(
    ("file", "status", "words"),
    [
        (("x.pdf", PROGRAM), 409, "x.pdf"),
        (("rỗng.pdf", b""), 409, "rỗng"),
        (None, 422, "Hãy chọn tệp thay thế"),
    ],
)
def test_what_the_policy_refuses_replaces_nothing(
    school: School, file: tuple[str, bytes] | None, status: int, words: str
) -> None:
    edition = draft_with_file(school)
    sent = {"version": edition.version} | ({"file": upload(*file)} if file else {})
    answer = school.client("giaovien").post(address("replace", edition.pk, part_of(edition).pk), sent)
    assert answer.status_code == status
    assert words in read(answer).words
    assert part_of(edition).file.path.read_bytes() == OLD


def test_an_old_page_and_a_published_text_replace_nothing(school: School) -> None:
    edition = draft_with_file(school)
    url = address("replace", edition.pk, part_of(edition).pk)
    sent = {"version": edition.version - 1, "file": upload(NEW_NAME, NEW)}
    assert school.client("giaovien").post(url, sent).status_code == 409
    public = school.do(edition, *ROAD)
    sent = {"version": public.version, "file": upload(NEW_NAME, NEW)}
    assert school.client("giaovien").post(url, sent).status_code == 409
    assert part_of(edition).name == OLD_NAME
    with pytest.raises(Refused):
        corrected(school, draft_with_file(school))


def test_looking_for_the_new_version_asks_the_same_however_often_it_was_corrected(
    school: School, django_assert_max_num_queries
) -> None:
    edition = published_with_file(school)
    stored = part_of(edition).file
    for number in range(4):
        edition = school.do(corrected(school, edition, pdf(f"% {number}".encode()), "Mới.pdf"), *ROAD)
    # Its places, what stands there now, and whether that may be read: two for each kind of attachment.
    with django_assert_max_num_queries(4 + 2 * len(list(attachments_of(stored)))):
        assert public_successor(stored, OLD_NAME) == url_of(edition)
