"""What signatures in PDFs are found to be: who, when, intact or changed, trusted or not; never too much."""

from dataclasses import asdict
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.sign.fields import MDPPerm

from documents.pdf import is_signed
from documents.signing import Finding, read_signatures, trusted_certificates
from tests.documents import signed_pdfs as made
from tests.documents.signed_pdfs import NOW, SCHOOL, YEAR, apart, signed


def found(content: bytes, *, roots: tuple[made.Identity, ...] | None = None) -> list[Finding]:
    trusted = [one.asn1 for one in ((made.root(),) if roots is None else roots)]
    return apart(read_signatures, BytesIO(content), trusted, NOW)


def words(content: bytes, **given: tuple[made.Identity, ...]) -> tuple[str, str, str]:
    [one] = found(content, **given)
    return one.verdict, one.reason, one.change


@pytest.fixture(scope="module")
def decision() -> bytes:
    return signed(made.plain_pdf(), made.principal())


def test_a_trusted_signature_over_the_whole_file_is_valid_and_says_who_and_when(decision: bytes) -> None:
    [one] = found(decision)
    assert (one.verdict, one.reason, one.change) == ("valid", "", "none")
    assert (one.is_intact, one.is_trusted, one.is_timestamp) == (True, True, False)
    assert (one.signer, one.organisation) == ("Nguyễn Thị Tâm", SCHOOL)
    assert one.issuer == "Cơ quan cấp chứng thư thử nghiệm"
    assert one.stamped_at is None
    assert abs(datetime.fromisoformat(one.signed_at or "") - NOW) < timedelta(minutes=30)


def test_a_signature_is_never_valid_without_a_root_that_the_school_trusts(decision: bytes) -> None:
    assert words(decision, roots=()) == ("unverified", "unknown_root", "none")
    assert words(decision, roots=(made.clerk(),)) == ("unverified", "unknown_root", "none")


def test_one_byte_changed_after_signing_is_found(decision: bytes) -> None:
    assert words(made.with_flipped_byte(decision))[0] == "changed"
    assert words(made.with_flipped_byte(decision), roots=())[0] == "changed"


def test_text_added_after_signing_is_found(decision: bytes) -> None:
    assert words(made.with_new_text(decision)) == ("changed", "", "content")


def test_bytes_behind_the_end_are_no_part_of_what_was_signed(decision: bytes) -> None:
    verdict, _reason, change = words(decision + b"\n% them\n")
    assert (verdict, change) == ("changed", "content")


def test_two_people_sign_one_after_the_other(decision: bytes) -> None:
    first, second = found(signed(decision, made.clerk(), "Signature2"))
    assert (first.signer, first.verdict, first.change) == ("Nguyễn Thị Tâm", "valid", "form")
    assert (second.signer, second.verdict, second.change) == ("Lê Văn Thư", "valid", "none")


def test_what_a_certified_document_forbids_makes_its_signature_invalid(monkeypatch) -> None:
    rules = {"certify": True, "docmdp_permissions": MDPPerm.NO_CHANGES}
    closed = signed(made.plain_pdf(), made.principal(), **rules)
    assert words(closed)[0] == "valid"
    # Its own signer would refuse to go on.
    monkeypatch.setattr("pyhanko.sign.validation.read_certification_data", lambda reader: None)
    first, _second = found(signed(closed, made.clerk(), "Signature2"))
    assert (first.verdict, first.change) == ("changed", "content")


def test_a_certificate_made_by_the_signer_is_said_to_be_so() -> None:
    alone = made.identity("Hiệu trưởng giả")
    assert words(signed(made.plain_pdf(), alone)) == ("unverified", "self_signed", "none")


def test_a_certificate_that_had_run_out_before_the_upload_proves_nothing() -> None:
    late = signed(made.plain_pdf(), made.expired())
    assert words(late) == ("unverified", "expired", "none")


def test_a_trusted_time_stamp_proves_that_it_was_signed_in_time() -> None:
    at = NOW - 2 * YEAR
    [one] = found(signed(made.plain_pdf(), made.expired(), stamped_at=at))
    assert (one.verdict, one.is_trusted) == ("valid", True)
    assert datetime.fromisoformat(one.stamped_at or "") == at


def test_a_time_stamp_of_a_stranger_is_not_believed() -> None:
    content = signed(made.plain_pdf(), made.expired(), stamped_at=NOW - 2 * YEAR)
    [one] = found(content, roots=(made.clerk(),))
    assert (one.verdict, one.stamped_at) == ("unverified", None)


def test_a_certificate_for_something_else_is_not_for_documents() -> None:
    server = made.identity("may-chu.example", made.root(), usages=("key_encipherment",))
    assert words(signed(made.plain_pdf(), server)) == ("unverified", "wrong_use", "none")


def test_a_certificate_of_tomorrow_is_not_valid_today() -> None:
    early = made.identity("Người mới", made.root(), valid=(NOW + YEAR, NOW + 2 * YEAR))
    assert words(signed(made.plain_pdf(), early)) == ("unverified", "not_yet_valid", "none")


@pytest.mark.parametrize("at", [0, 8])
def test_a_broken_container_is_unreadable_and_nothing_more_is_claimed(decision: bytes, at: int) -> None:
    broken = made.with_broken_cms(decision, at=at)
    [one] = found(broken)
    assert one.verdict in {"unreadable", "broken"}
    assert not one.is_trusted


def test_a_forged_signature_value_is_broken(decision: bytes) -> None:
    end = decision.index(b">", decision.index(b"/Contents <"))
    last = len(decision[:end].rstrip(b"0"))
    forged = decision[: last - 20] + b"0" * 10 + decision[last - 10 :]
    [one] = found(forged)
    assert (one.verdict, one.is_trusted) in {("broken", False), ("unreadable", False)}


@pytest.mark.parametrize("make", [made.plain_pdf, lambda: made.with_empty_field(made.plain_pdf())])
def test_a_file_without_a_signature_has_nothing_to_say(make) -> None:
    content = make()
    assert not is_signed(content)
    assert found(content) == []


def test_a_signed_file_is_known_by_its_bytes_even_in_disguise(decision: bytes) -> None:
    assert is_signed(decision)
    assert is_signed(decision.replace(b"/ByteRange", b"/Byte#52ange"))


def test_the_trust_list_takes_both_forms_and_passes_over_what_is_none(tmp_path: Path) -> None:
    (tmp_path / "goc.pem").write_bytes(made.root().pem)
    (tmp_path / "nguoi.cer").write_bytes(made.principal().der)
    (tmp_path / "ghi-chu.txt").write_text("Danh sách tin cậy của trường", encoding="utf-8")
    names = [one.subject.native["common_name"] for one in trusted_certificates(tmp_path)]
    assert names == ["Cơ quan cấp chứng thư thử nghiệm", "Nguyễn Thị Tâm"]
    assert trusted_certificates(tmp_path / "khong-co") == []


def test_every_word_fits_its_column(decision: bytes) -> None:
    long = made.identity("Đ" * 32, made.root())
    for one in found(signed(decision, long, "Signature2")):
        assert set(asdict(one)) == set(Finding.__dataclass_fields__)
        assert max(len(one.signer), len(one.organisation), len(one.issuer)) <= 200
