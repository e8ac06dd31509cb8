"""What may run or hide in a file is remembered with it and told: to writer, approver and readers."""

import pytest
from django.test import Client

from documents.files import check_upload
from documents.flags import Flag, short_words, warnings_of
from documents.models import StoredFile, store
from tests.documents import samples
from tests.documents.filed import ROAD, draft_with_file
from tests.documents.samples import POLICY, SOFTWARE_POLICY, upload
from tests.hostile.desk import read
from tests.school import School

MACROS = samples.ole("doc", "_VBA_PROJECT")
FLAGGED = [
    ("cũ.doc", MACROS, POLICY, {Flag.MACROS}),
    ("bảng.ods", samples.odf("ods", {"Basic/Standard/Module1.xml": b"<x/>"}), POLICY, {Flag.MACROS}),
    ("nhúng.doc", samples.ole("doc", "\x01Ole10Native"), POLICY, {Flag.OBJECTS}),
    (
        "mẫu.pdf",
        samples.pdf(b"1 0 obj<</S/JavaScript/Names<</EmbeddedFiles 2 0 R>>>>endobj"),
        POLICY,
        {Flag.SCRIPTS, Flag.INNER_FILES},
    ),
    ("phần mềm.zip", samples.zipped({"a.exe": samples.PROGRAM}), SOFTWARE_POLICY, {Flag.SOFTWARE}),
    ("cũ.txt", b"C\xe9ng h\xdfa x\xb7 h\xe9i", POLICY, {Flag.LEGACY_TEXT}),
    ("sạch.pdf", samples.pdf(), POLICY, set()),
]


@pytest.fixture(autouse=True)
def media(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("name", "content", "policy", "flags"), FLAGGED, ids=[name for name, *_rest in FLAGGED]
)
def test_what_was_noticed_stays_with_the_file(school: School, name, content, policy, flags) -> None:
    checked = check_upload(upload(name, content), policy)
    stored = store(checked, school.giaovien)
    assert set(StoredFile.objects.get(pk=stored.pk).flags) == flags
    assert warnings_of(stored.flags, name) == list(checked.warnings)
    assert all(name in warning for warning in checked.warnings)


def test_every_flag_has_its_sentence_and_an_old_unknown_one_none() -> None:
    sentences = warnings_of([*Flag, "forgotten"], "a.doc")
    assert len(sentences) == len(set(sentences)) == len(Flag)
    assert short_words([]) == []
    assert short_words([Flag.LEGACY_TEXT, Flag.MACROS, Flag.MACROS]) == ["có macro"]


def test_writer_and_approver_and_reader_are_told(school: School, client: Client) -> None:
    edition = draft_with_file(school, MACROS, "mẫu cũ.doc")
    warning = "Tệp “mẫu cũ.doc” có macro."
    assert warning in read(school.client("giaovien").get(edition.get_desk_url())).words
    school.do(edition, *ROAD[:3])
    for_approval = read(school.client("phoban").get(edition.get_desk_url())).words
    assert warning in for_approval
    assert "Có tệp đính kèm chứa thứ có thể tự chạy hoặc bị giấu." in for_approval
    school.do(edition, ROAD[3])
    shown = read(client.get(edition.get_absolute_url())).words
    assert "có macro)" in shown
    assert warning not in shown
