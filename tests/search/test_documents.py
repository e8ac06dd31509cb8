"""Official documents are found by their number, by words without marks, and by words of their files alone."""

from django.test import Client
from haystack import connections

from documents.texts import extract_due, require
from editorial.outbox import deliver_owed
from portal.search import keeping
from portal.search.engine import Engine
from portal.search.kinds import KINDS
from tests.documents.notices import drafted_notice, published_notice
from tests.documents.records import drafted, published
from tests.school import School

INSIDE = "Học sinh mang theo áo mưa và nước uống khi dự hội trại."


def test_found_by_number_by_words_and_by_what_is_in_the_file(
    index: Engine, school: School, client: Client
) -> None:
    keeping.rebuild()
    document = published(school, reference_number="48/TB-THHNINH", summary="Thông báo hội trại", file=INSIDE)
    drafted(school, reference_number="49/TB-THHNINH", file=INSIDE + " Bản nháp.")
    deliver_owed()
    keeping.write_owed()
    address = document.get_absolute_url()
    assert address not in client.get("/tim-kiem/", {"q": "ao mua nuoc uong"}).content.decode()
    require(document.attachments.get().file)
    extract_due()
    keeping.write_owed()
    narrowed = {"q": "hội trại", "co-quan": "truong-thcs-hoa-phuong"}
    page = client.get("/tim-kiem/", narrowed).content.decode()
    assert address in page
    assert 'value="truong-thcs-hoa-phuong" selected' in " ".join(page.split())
    other = client.get("/tim-kiem/", narrowed | {"nam": "1999"}).content.decode()
    assert address not in other
    assert address in client.get("/tim-kiem/", narrowed | {"co-quan": "' --"}).content.decode()
    for query in ("48/TB-THHNINH", "48/tb", "hoi trai", "ao mua nuoc uong", "áo mưa", "mang theo ao mua"):
        page = client.get("/tim-kiem/", {"q": query}).content.decode()
        assert address in page, query
        listed = client.get("/van-ban/", {"q": query})
        assert [one.pk for one in listed.context["page"]] == [document.pk], query
    assert "49/TB" not in client.get("/tim-kiem/", {"q": "ao mua"}).content.decode()
    school.do(document, "hieutruong:hide")
    assert address not in client.get("/tim-kiem/", {"q": "ao mua"}).content.decode()
    assert not list(client.get("/van-ban/", {"q": "ao mua"}).context["page"])


def test_the_list_answers_while_there_is_no_index(school: School, client: Client) -> None:
    document = published(school, summary="Kế hoạch khai giảng")
    found = client.get("/van-ban/", {"q": "khai giang"}).context["page"]
    assert [one.pk for one in found] == [document.pk]


def test_a_procurement_notice_is_found_by_what_it_says_and_by_its_files(
    index: Engine, school: School, client: Client
) -> None:
    keeping.rebuild()
    notice = published_notice(school, title="Mua sắm bàn ghế", winner="Công ty Gỗ Trường Sơn")
    drafted_notice(school, title="Mua sắm bàn ghế còn kín")
    require(notice.attachments.get().file)
    extract_due()
    deliver_owed()
    keeping.write_owed()
    address = notice.get_absolute_url()
    for asked in ({"q": "ban ghe"}, {"q": "go truong son"}, {"q": "ho so thu"}, {"q": "bàn ghế"}):
        page = client.get("/tim-kiem/", asked | {"the-loai": "mua-sam-cong"}).content.decode()
        assert address in page, asked
        assert "còn kín" not in page
    school.do(notice, "hieutruong:hide")
    assert address not in client.get("/tim-kiem/", {"q": "ban ghe"}).content.decode()


def test_every_kind_that_is_searched_has_its_index() -> None:
    """Haystack's own commands and the portal's keeping know the same kinds."""
    models = connections["default"].get_unified_index().get_indexed_models()
    assert set(models) == {kind.model for kind in KINDS}
