"""The theme: colours that are refused or shown, crest and banner, icons and the web manifest (Q8-3.4b)."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from portal.appearance import short_name
from portal.models import SchoolProfile, Theme, ThemePicture
from tests.documents.samples import picture
from tests.school import School

URL = "/quan-tri/portal/theme/"
COLOURS = {"school_colour": "#0d5c4c", "urgent_colour": "#a81d1d"}


@pytest.fixture
def saves(
    school: School, profile: SchoolProfile, django_capture_on_commit_callbacks: Any
) -> Callable[..., Any]:
    desk = school.client("quantri")
    Theme.objects.create()

    def save(**changes: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return desk.post(f"{URL}1/change/", COLOURS | changes)

    return save


def upload(content: bytes | None = None, name: str = "huy-hieu.png") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture("PNG", (300, 200)) if content is None else content)


def test_a_school_without_a_profile_is_asked_for_it_first(school: School) -> None:
    answer = school.client("quantri").get(URL, follow=True)
    assert "Hãy điền thông tin nhà trường trước" in answer.content.decode()
    assert answer.request["PATH_INFO"].endswith("/schoolprofile/add/")


def test_the_first_theme_is_added_and_colours_reach_every_page(
    school: School, client: Client, profile: SchoolProfile
) -> None:
    assert "/giao-dien/" not in client.get("/").content.decode().split("</head>")[0]
    answer = school.client("quantri").post(f"{URL}add/", COLOURS | {"school_colour": " #0D5C4C "})
    assert answer.status_code == 302
    assert Theme.objects.get().school_colour == "#0d5c4c"
    for url in ("/", "/tin-tuc/", "/tai-khoan/dang-nhap/"):
        head = client.get(url).content.decode().split("</head>")[0]
        address = head.split('href="/giao-dien/')[1].split('"')[0]
        assert 'name="theme-color" content="#0d5c4c"' in head
    css = client.get(f"/giao-dien/{address}")
    assert css["Content-Type"].startswith("text/css")
    assert "immutable" in css["Cache-Control"]
    assert "--school: #0d5c4c;" in css.content.decode()
    old = client.get("/giao-dien/0123456789abcdef.css")
    assert (old.content, old["Cache-Control"]) == (css.content, "public, no-cache")


@pytest.mark.parametrize(
    "wrong", ["#9fc5e8", "red", "", "#14467a;}*{display:none", "x" * 100_000, "#14\x0067a"]
)
def test_a_colour_that_is_refused_stays_as_it_was_typed(saves: Callable[..., Any], wrong: str) -> None:
    answer = saves(school_colour=wrong)
    assert answer.status_code == 200
    if wrong == "#9fc5e8":
        shown = answer.content.decode()
        assert 'value="#9fc5e8"' in shown
        assert "chỉ đạt 1,8 : 1, cần ít nhất 4,5 : 1" in shown
    assert Theme.objects.get().school_colour == "#14467a"


def test_a_crest_is_drawn_anew_served_for_ever_and_gone_when_replaced(
    saves: Callable[..., Any], client: Client
) -> None:
    assert (
        saves(new_crest=upload(), new_banner=upload(picture("JPEG", (2400, 300)), "dau.jpg")).status_code
        == 302
    )
    crest, banner = Theme.objects.get().crest, Theme.objects.get().banner
    assert banner.width == 1920
    url = crest.get_absolute_url()
    home = client.get("/").content.decode()
    small = f"/giao-dien/{crest.sha256[:32]}-huy-hieu.webp"
    assert f'src="{small}"' in home
    assert banner.get_absolute_url() in home
    answer = client.get(url)
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get(url, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    icon = client.get(f"/giao-dien/{crest.sha256[:32]}-192.png")
    with Image.open(BytesIO(icon.content)) as drawn:
        assert drawn.size == (192, 192)
    assert client.get(f"/giao-dien/{crest.sha256[:32]}-47.png").status_code == 404
    with Image.open(BytesIO(client.get(small).content)) as drawn:
        assert (drawn.format, drawn.size) == ("WEBP", (144, 96))
    assert client.get(small)["Cache-Control"] == "public, max-age=31536000, immutable"
    path = crest.file.path
    assert saves(drop_crest="on", drop_banner="on").status_code == 302
    assert client.get(url).status_code == client.get(small).status_code == 404
    assert not ThemePicture.objects.exists()
    with pytest.raises(FileNotFoundError):
        Image.open(path)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"<svg onload=alert(1)>", "huy-hieu.svg"),
        (b"<svg onload=alert(1)>", "huy-hieu.png"),
        (b"", "huy-hieu.png"),
        (picture("PNG")[:40], "huy-hieu.png"),
        (picture("PNG") + b"<script>", "huy-hieu.png"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * (5 * 1024 * 1024), "huy-hieu.png"),
    ],
)
def test_a_file_that_is_no_picture_is_refused(saves: Callable[..., Any], content: bytes, name: str) -> None:
    answer = saves(new_crest=upload(content, name), school_colour="#123456")
    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode()
    assert 'value="#123456"' in answer.content.decode()
    assert not ThemePicture.objects.exists()


def test_the_manifest_names_the_school_and_icons_that_are_there(
    client: Client, profile: SchoolProfile
) -> None:
    answer = client.get("/manifest.webmanifest")
    told = answer.json()
    assert answer["Content-Type"].startswith("application/manifest+json")
    assert (told["name"], told["short_name"]) == ("Trường THCS Hoa Phượng", "THCS Hoa")
    assert [icon["sizes"] for icon in told["icons"]] == ["192x192", "512x512"]
    for address in (*(icon["src"] for icon in told["icons"]), client.get("/favicon.ico")["Location"]):
        assert find(address.removeprefix("/static/"))


@pytest.mark.parametrize("name", ["Trường", "X" * 150, "Trường Tiểu học Nguyễn Thị Minh Khai", "a b c"])
def test_a_short_name_is_never_empty(name: str) -> None:
    assert 0 < len(short_name(name)) <= 150


def test_the_home_page_tells_machines_what_the_school_is(client: Client, profile: SchoolProfile) -> None:
    SchoolProfile.objects.update(name="Trường </script><b>&", fanpage="https://fb.example/truong")
    home = client.get("/").content.decode()
    data = home.split('type="application/ld+json">')[1].split("</script>")[0]
    assert '"@type": "School"' in data
    assert '"telephone": "0243 812 3456"' in data
    assert '"sameAs": ["https://fb.example/truong"]' in data
    assert not {"<", ">", "&"} & set(data)


def test_names_follow_the_language_and_fall_back_to_vietnamese(
    client: Client, profile: SchoolProfile
) -> None:
    profile.name_en = "Hoa Phuong School"
    assert profile.shown_name == "Trường THCS Hoa Phượng"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("portal.models.wording.get_language", lambda: "en")
        assert (profile.shown_name, profile.shown_address) == ("Hoa Phuong School", profile.address)
