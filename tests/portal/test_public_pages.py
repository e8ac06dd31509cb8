"""What a visitor sees: home, lists, articles, pages, contact, site map."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from content.models import Article, ArticleAttachment
from editorial import drafting
from editorial.models import Section
from portal.models import SchoolProfile
from tests.portal.samples import TO_PUBLIC, make_file, make_page, make_picture, many_articles
from tests.school import School

ADDRESS = "Số 12 đường Hoa Phượng, phường Bến Sông"


def text(client: Client, url: str, status: int = 200) -> str:
    response = client.get(url)
    assert response.status_code == status
    return response.content.decode()


def test_a_text_leads_to_its_request_and_the_contact_page_to_the_look_up(
    client: Client, school: School, profile: SchoolProfile
) -> None:
    edition = school.published()
    assert f'href="/gop-y/de-nghi/{edition.item_id}/"' in text(client, edition.get_absolute_url())
    for page in ("/lien-he/", "/quyen-rieng-tu/", "/so-do-trang/"):
        assert 'href="/du-lieu-ca-nhan/"' in text(client, page)
    assert 'href="/gop-y/tra-cuu/"' in text(client, "/lien-he/")
    assert f"mailto:{profile.email}" in text(client, "/lien-he/")


def test_an_empty_portal_says_what_will_be_here(school: School, client: Client) -> None:
    home = text(client, "/")
    assert "Tin, bài mới của nhà trường sẽ hiện ở đây" in home
    assert "Thông báo của nhà trường cho phụ huynh và học sinh sẽ hiện ở đây" in home
    assert "Chưa có bài trong mục này." in text(client, "/tin-tuc/hoat-dong/")


def test_a_database_without_any_row_still_has_a_home(client: Client, db: None) -> None:
    assert "Cổng thông tin điện tử nhà trường" in text(client, "/")


def test_home_leads_with_the_newest_story_and_lists_notices_apart(school: School, client: Client) -> None:
    school.published(title="Bài cũ")
    school.published(title="Bài mới nhất")
    school.published(title="Nghỉ học ngày 20/11", genre="notice")
    home = text(client, "/")
    news, notices = home.split('class="block notices"')
    assert "Bài mới nhất" in news.split('class="cards"')[0]
    assert "Bài cũ" in news
    assert "Nghỉ học" not in news
    assert "Nghỉ học" in notices


def test_an_article_shows_everything_for_the_reader_and_nothing_internal(
    school: School, client: Client, profile: SchoolProfile
) -> None:
    draft = school.draft(
        section=school.section,
        lead_picture=make_picture(school, "red"),
        lead_picture_alt="Sân trường",
        author_credit="Lan Anh",
        source_name="Báo Giáo dục",
        source_url="https://bao.example/bai?a=1&b=2",
    )
    stored = make_file(school, "Danh sách")
    ArticleAttachment.objects.create(edition=draft, file=stored, name="Danh sách.txt", title="Danh sách lớp")
    article = school.do(draft, *TO_PUBLIC)
    shown = text(client, article.get_absolute_url())
    for wanted in (
        'lang="vi"',
        "<h1>Lễ khai giảng</h1>",
        timezone.localtime(article.first_public_at).strftime("%d/%m/%Y %H:%M"),
        "Tổ Ngữ văn",
        "Lan Anh",
        'href="https://bao.example/bai?a=1&amp;b=2"',
        'alt="Sân trường"',
        "Danh sách lớp",
        "(TXT, ",
        school.section.name,
        f'rel="canonical" href="{settings.SITE_URL}{article.get_absolute_url()}"',
        'property="og:image"',
        f"sharer.php?u={quote(settings.SITE_URL + article.get_absolute_url(), safe='')}",
    ):
        assert wanted in shown
    for internal in ("Lý do ghi ở đây", "Cô Thư ký", "Thầy Tổ trưởng", "Cô Phó ban", "giaovien"):
        assert internal not in shown


def test_a_source_that_is_no_web_address_is_shown_as_words(school: School, client: Client) -> None:
    article = school.published(source_name="Báo Giáo dục")
    Article.objects.filter(pk=article.pk).update(source_url="javascript:alert(1)")
    shown = text(client, article.get_absolute_url())
    assert "Báo Giáo dục" in shown
    assert "javascript:" not in shown


def test_a_correction_says_when_and_what(school: School, client: Client, at: Callable) -> None:
    first = school.published()
    assert "Cập nhật lúc" not in text(client, first.get_absolute_url())
    at(timezone.now() + timedelta(hours=1))
    second = drafting.revise(first, by=school.giaovien)
    changes = {"title": "Lễ khai giảng 2026", "change_note": "Sửa giờ bắt đầu."}
    drafting.save_content(second, by=school.giaovien, version=0, changes=changes)
    second.refresh_from_db()
    school.do(second, *TO_PUBLIC)
    shown = text(client, second.get_absolute_url())
    assert "Cập nhật lúc" in shown
    assert "Sửa giờ bắt đầu." in shown


@pytest.mark.parametrize("slug", ["tieu-de-cu", "Đúng-tiêu-đề", "", "a%00b", "..", "-", "%2e%2e"])
def test_a_wrong_slug_leads_to_the_canonical_address(school: School, client: Client, slug: str) -> None:
    article = school.published()
    response = client.get(f"/tin-tuc/{slug}-{article.item_id}.html")
    assert (response.status_code, response["Location"]) == (301, article.get_absolute_url())
    assert client.get(f"/tin-tuc/{slug}-00{article.item_id}.html").status_code == 301


def test_what_was_taken_down_is_gone_with_a_neutral_notice(school: School, client: Client) -> None:
    silent, explained = school.published(), school.published(title="Bài thứ hai")
    school.do(silent, "hieutruong:take_down", ground="unsuitable_content")
    school.do(
        explained, "hieutruong:take_down", ground="unsuitable_content", explanation="Sai <b>số liệu</b>."
    )
    notice = text(client, silent.get_absolute_url(), 410)
    assert "Nội dung này đã được gỡ bỏ" in notice
    assert 'name="robots" content="noindex"' in notice
    page = text(client, f"/tin-tuc/bat-ky-{explained.item_id}.html", 410)
    assert "Sai &lt;b&gt;số liệu&lt;/b&gt;." in page
    for inside in ("Lễ khai giảng", "Bài thứ hai", "Lý do ghi ở đây", "unsuitable"):
        assert inside not in notice + page
    school.do(silent, "hieutruong:restore")
    assert client.get(silent.get_absolute_url()).status_code == 200


def test_a_page_is_in_menu_and_map_until_taken_down(school: School, client: Client) -> None:
    assert "/trang/gioi-thieu/" not in text(client, "/")
    page = make_page(school, "gioi-thieu")
    assert "Từ 1976." in text(client, "/trang/gioi-thieu/")
    assert "/trang/gioi-thieu/" in text(client, "/")
    assert "/trang/gioi-thieu/" in text(client, "/so-do-trang/")
    school.do(page, "hieutruong:take_down", ground="unsuitable_content")
    assert client.get("/trang/gioi-thieu/").status_code == 410
    assert "/trang/gioi-thieu/" not in text(client, "/")


def test_the_menu_leads_nowhere_that_is_not_built(school: School, client: Client) -> None:
    Section.objects.create(name="Phòng chưa xây", slug="chua-co", kind="room", path="/chua-co/")
    Section.objects.create(name="Đã tắt", slug="da-tat", is_active=False)
    Section.objects.create(name="Ngoài trình đơn", slug="ngoai", in_menu=False)
    home = text(client, "/")
    for name in ("Phòng chưa xây", "Đã tắt", "Ngoài trình đơn"):
        assert name not in home
    assert "Ngoài trình đơn" in text(client, "/so-do-trang/")
    assert client.get("/tin-tuc/da-tat/").status_code == 404
    assert client.get("/tin-tuc/ngoai/").status_code == 200


def test_a_section_lists_its_children_by_stable_pages(school: School, client: Client) -> None:
    many_articles(school, 120)
    top = Section.objects.get(slug="hoat-dong")
    branch = [top, *top.children.all()]
    expected = list(Article.objects.public().filter(section__in=branch).order_by("-first_public_at"))
    assert len(expected) > 40
    seen: list[str] = []
    for number in range(1, (len(expected) + 19) // 20 + 1):
        shown = text(client, "/tin-tuc/hoat-dong/" + (f"?trang={number}" if number > 1 else ""))
        seen += [one.title for one in expected if f">{one.title}</a>" in shown]
    assert seen == [one.title for one in expected]


def test_the_second_page_of_a_list_has_its_own_canonical_address(school: School, client: Client) -> None:
    many_articles(school, 25)
    assert f'rel="canonical" href="{settings.SITE_URL}/tin-tuc/"' in text(client, "/tin-tuc/?trang=1&utm=x")
    assert f'rel="canonical" href="{settings.SITE_URL}/tin-tuc/?trang=2"' in text(client, "/tin-tuc/?trang=2")


def test_the_school_can_be_reached_from_every_page(
    school: School, client: Client, profile: SchoolProfile, published: Article
) -> None:
    for url in ("/", "/tin-tuc/", "/lien-he/", published.get_absolute_url(), "/rss/"):
        shown = text(client, url)
        for wanted in (ADDRESS, "tel:02438123456", "mailto:lienhe@truong.example", "Hiệu trưởng Lê Minh Tâm"):
            assert wanted in shown
        assert shown.count("<h1") == 1
        assert "noindex" not in shown


def test_a_pilot_is_marked_and_kept_out_of_indexes(client: Client, profile: SchoolProfile) -> None:
    SchoolProfile.objects.update(mode="pilot")
    home = text(client, "/")
    assert "Đang thử nghiệm" in home
    assert '<meta name="robots" content="noindex">' in home


def test_the_style_policy_of_the_regulation_dresses_the_text(school: School, client: Client) -> None:
    article = school.published()
    assert "font-times-new-roman" not in text(client, article.get_absolute_url())
    call_command("apply_regulation", "tinh_son", verbosity=0)
    shown = text(client, article.get_absolute_url())
    assert 'class="body font-times-new-roman size-14"' in shown
    assert "style=" not in shown
