"""`manage.py demo` on an empty portal: passwords, refusals, every regulation, and the texts themselves."""

import re
import tomllib
import unicodedata
from io import BytesIO
from itertools import takewhile

import pytest
from django.core.management import CommandError, call_command
from PIL import Image

from content.models import Article, Page
from documents.models import OfficialDocument
from editorial.models import Item, Section
from people.models import User
from portal.demo import archive, building, newsroom
from portal.demo.archive import read_documents
from portal.demo.building import is_empty
from portal.demo.reading import FOLDER, read_texts
from portal.demo.scenes import SCENES, draw
from regulations.loading import preset_names
from regulations.models import Regulation

FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file())
STAFF = [row[0] for row in tomllib.loads((FOLDER / "school.toml").read_text())["staff"]["rows"]]
SURNAMES = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Huỳnh",
    "Phan",
    "Vũ",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Lương",
    "Kiều",
    "Phùng",
    "Tạ",
    "Mạc",
]
HISTORICAL = {"Hồ Chí Minh"}


@pytest.fixture
def small_pictures(monkeypatch):
    out = BytesIO()
    Image.new("RGB", (64, 36), "navy").save(out, "PNG")
    monkeypatch.setattr(newsroom, "draw", lambda scene: out.getvalue())


@pytest.fixture
def built(monkeypatch):
    """The arguments of `build`, which is not run."""
    calls = []
    counts = {"items": 1, "pictures": 1, "accounts": 1}
    monkeypatch.setattr("portal.management.commands.demo.build", lambda *given: calls.append(given) or counts)
    return calls


def names_of_people(text: str) -> set[str]:
    """A surname and the capitalised words after it, two at least."""
    words = [word.strip(".,:;”“()<>/\"'") for word in text.split()]
    found = set()
    for place, word in enumerate(words):
        given = list(takewhile(lambda one: one[:1].isupper(), words[place + 1 :]))
        if word in SURNAMES and len(given) >= 2:
            found.add(" ".join([word, *given]))
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", preset_names())
def test_every_regulation_carries_the_school_to_its_public_pages(small_pictures, monkeypatch, name):
    # One road for all articles: some of them show it as well, and much sooner.
    monkeypatch.setattr(building, "read_texts", lambda folder: read_texts(folder)[:10])
    monkeypatch.setattr(archive, "read_documents", lambda: read_documents()[:4])
    call_command("demo", regulation=name, verbosity=0)
    assert Regulation.current().code == name
    assert Article.objects.public().count() >= 10
    assert OfficialDocument.objects.public().count() == 4
    states = set(Article.objects.values_list("state", flat=True))
    waiting, once_public = {"draft", "in_review", "returned"}, {"published", "superseded", "taken_down"}
    assert states == waiting | once_public | {"refused", "approved"}
    wanted = set(Section.objects.filter(kind="page").values_list("slug", flat=True))
    assert wanted <= set(Page.objects.public().values_list("slug", flat=True))


@pytest.mark.django_db
def test_a_failure_in_the_middle_leaves_neither_rows_nor_files(
    small_pictures, monkeypatch, settings, tmp_path
):
    def fail(room):
        raise RuntimeError("power cut")

    monkeypatch.setattr(building, "fill_desks", fail)
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(RuntimeError):
        call_command("demo")
    assert is_empty()
    assert not Section.objects.exists()
    assert not Regulation.objects.exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.django_db
def test_a_wrong_regulation_is_named_and_nothing_is_built():
    with pytest.raises(CommandError, match="khong-co"):
        call_command("demo", regulation="khong-co")
    assert is_empty()


@pytest.mark.django_db
def test_a_portal_with_one_account_is_left_alone():
    User.objects.create_user("quantri", full_name="Người thật")
    with pytest.raises(CommandError, match="còn trống"):
        call_command("demo")
    assert User.objects.count() == 1
    assert not Item.objects.exists()


@pytest.mark.django_db
def test_a_made_up_password_is_printed_once_and_is_new_each_time(built, monkeypatch, capsys):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)
    call_command("demo")
    printed = capsys.readouterr().out
    call_command("demo")
    (_name, first), (_same, second) = built
    assert printed.count(first) == 1
    assert first != second
    assert len(first) >= 16


@pytest.mark.django_db
def test_a_given_password_is_used_and_never_printed(built, monkeypatch, capsys):
    monkeypatch.setenv("DEMO_PASSWORD", "bi-mat-cua-truong")
    call_command("demo")
    said = capsys.readouterr()
    assert built == [("standard", "bi-mat-cua-truong")]
    assert "bi-mat-cua-truong" not in said.out + said.err
    assert "giaovien" in said.out


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_texts_are_nfc_and_name_nobody_real(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not re.search("[\u00a0\u200b\u00ad\ufeff]", text)
    assert not re.search(r"\blớp \d+[A-ZĐ]\b", text), "a pupil could be found by the class"
    assert names_of_people(text) <= {*STAFF, *HISTORICAL}
    addresses = re.findall(r"[\w.]+@[\w.-]+", text)
    assert all(address.rstrip(".").endswith(".example") for address in addresses)


@pytest.mark.parametrize("folder", ["articles", "desk", "pages"])
def test_texts_are_complete_and_their_dates_are_filled_in(folder):
    texts = read_texts(folder)
    assert all(text.title and text.body and text.sections for text in texts)
    assert all(folder == "pages" or 0 < len(text.lead) <= 300 for text in texts)
    assert {scene for text in texts for scene in (text.picture, text.inset) if scene} <= set(SCENES)
    assert all(bool(text.inset) == ("{inset}" in text.body) for text in texts)
    assert not [
        text.name for text in texts if re.search(r"\{(?!inset\})", text.title + text.lead + text.body)
    ]


@pytest.mark.parametrize("scene", SCENES)
def test_a_scene_is_drawn_the_same_every_time(scene):
    first = draw(scene)
    assert first == draw(scene)
    with Image.open(BytesIO(first)) as picture:
        assert picture.size == (1600, 900)
