"""The section trees of requirements 8."""

import pytest

from regulations.loading import load_preset, preset_names
from regulations.schema import SectionSpec

# architecture.md 6: addresses that tests, scripts and other schools rely on.
ROOMS = {
    "/van-ban/",
    "/van-ban/mua-sam-cong/",
    "/tim-kiem/",
    "/cong-khai/",
    "/nien-giam/",
    "/tra-cuu/",
    "/hoi-dap/",
    "/gop-y/",
    "/lay-y-kien/",
    "/thu-tuc/",
    "/lich/",
    "/thoi-khoa-bieu/",
    "/thu-vien-anh/",
    "/tai-nguyen/",
    "/danh-ba/",
    "/co-cau-to-chuc/",
    "/lien-ket/",
    "/lien-he/",
    "/rss/",
    "/en/",
}


def sections(name: str) -> dict[str, SectionSpec]:
    return {spec.slug: spec for _parent, spec in load_preset(name).walk_sections()}


@pytest.mark.parametrize(
    ("name", "menu"),
    [
        (
            "hai_ninh",
            "Giới thiệu · Tin tức – Sự kiện · Chỉ đạo điều hành · Hoạt động · Văn bản · "
            "Tuyên truyền – chế độ, chính sách · Chiến lược – quy hoạch – dự án – mua sắm công · "
            "Đề tài khoa học · Thống kê – báo cáo · Dịch vụ công · Góp ý – Diễn đàn · Liên hệ",
        ),
        (
            "tinh_son",
            "Giới thiệu · Cơ cấu tổ chức · Tin tức, sự kiện · Tư liệu – Tài nguyên · Công văn – Văn bản · "
            "Hoạt động chuyên môn · Tổ chuyên môn · Trang liên kết · Lịch công tác · Góc học sinh",
        ),
        (
            "him_lam",
            "Giới thiệu · Tin bài · Văn bản · Quy chế · Danh bạ thư điện tử · Fanpage · Liên hệ",
        ),
    ],
)
def test_the_menu_reads_as_the_school_wrote_it(name, menu):
    assert " · ".join(spec.name for spec in load_preset(name).sections if spec.in_menu) == menu


@pytest.mark.parametrize("name", preset_names())
def test_rooms_lead_to_the_fixed_addresses_of_the_portal(name):
    for spec in sections(name).values():
        assert (spec.path in ROOMS) == (spec.kind == "room"), spec.slug


@pytest.mark.parametrize("name", preset_names())
def test_no_preset_hides_its_articles_behind_two_levels(name):
    for parent, spec in load_preset(name).walk_sections():
        assert not (parent and spec.children), spec.slug


@pytest.mark.parametrize("name", preset_names())
def test_sections_stand_in_the_order_of_the_file(name):
    orders = [spec.order for spec in load_preset(name).sections]
    assert orders == sorted(set(orders))


@pytest.mark.parametrize("name", ["hai_ninh", "standard", "quang_ngai"])
def test_reward_and_discipline_is_always_sensitive(name):
    assert [slug for slug, spec in sections(name).items() if spec.sensitive] == ["khen-thuong-xu-ly"]


def test_parents_come_before_their_children():
    walked = list(load_preset("tinh_son").walk_sections())
    assert walked[0] == ("", load_preset("tinh_son").sections[0])
    seen = {""}
    for parent, spec in walked:
        assert parent in seen
        seen.add(spec.slug)
    assert ("to-chuyen-mon", sections("tinh_son")["to-van"]) in walked
