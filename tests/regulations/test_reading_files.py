"""Files that are no TOML, files that extend another, and where the reader finds its lines."""

import tomllib
import unicodedata

import pytest

from regulations.errors import Key
from regulations.loading import RegulationError, load_preset, parse, preset_names, read_source
from regulations.positions import positions

SHORT = 'extends = "standard"\ncode = "truong"\n'


def refused(text: str, base: str | None = None) -> RegulationError:
    with pytest.raises(RegulationError) as caught:
        parse(text, "truong.toml", base)
    return caught.value


@pytest.mark.parametrize(
    ("text", "line", "key", "words"),
    [
        ('code = "a"\nname = Trường\n', 2, "name", "sai cách viết TOML"),
        ('code = "a"\n\nname = "Trường\n', 3, "name", "sai cách viết TOML"),
        ('code = "a"\nactors = ["x", \n', 3, "", "sai cách viết TOML"),
        ("code\n", 1, "code", "sai cách viết TOML"),
        ('code = "a"\ncode = "b"\n', 2, "code", "đã khai báo ở trên"),
        ("[style]\nx = 1\n[style]\n", 3, "style", "đã khai báo ở trên"),
        ('code = "a"\neffective_from = 2023-02-30\n', 2, "effective_from", "sai cách viết TOML"),
        ("x = " + "[" * 100_000, 1, "", ""),
        ("code = 'a\x00b'\n", 1, "code", "sai cách viết TOML"),
        ("extends = 7\n", 1, "extends", "không có quy chế gốc này"),
        ("", 1, "code", "thiếu khóa này"),
    ],
)
def test_text_that_is_no_regulation_is_refused_with_its_line(text, line, key, words):
    error = refused(text)
    assert (error.source, error.line, error.key) == ("truong.toml", line, key)
    assert words in error.message


def test_a_name_that_is_no_preset_lists_those_there_are():
    for name in ("khong_co", "../standard", "", "standard.tom"):
        with pytest.raises(RegulationError) as caught:
            load_preset(name)
        assert "hai_ninh, him_lam, quan_8" in caught.value.message


def test_a_school_may_keep_its_regulation_in_a_file_of_its_own(tmp_path):
    file = tmp_path / "truong.toml"
    file.write_bytes(("\ufeff" + SHORT.replace("\n", "\r\n")).encode())
    preset = parse(read_source(str(file)), file.name)
    assert (preset.code, preset.routes) == ("truong", load_preset("standard").routes)


def test_a_file_that_is_missing_or_not_utf8_is_refused_with_its_line(tmp_path):
    with pytest.raises(RegulationError, match=r"truong\.toml: không mở được tệp"):
        read_source(str(tmp_path / "truong.toml"))
    legacy = tmp_path / "cu.toml"
    legacy.write_bytes(b'code = "a"\nname = "' + b'Tr\xad\xeang"\n')
    with pytest.raises(RegulationError, match=r"cu\.toml, dòng 2: tệp không phải chữ Unicode"):
        read_source(str(legacy))


def test_a_regulation_that_extends_another_replaces_lists_whole_and_tables_by_entry():
    preset = parse(
        SHORT
        + 'sections = [{ slug = "tin", name = "Tin" }]\n'
        + "[uploads]\nmax_bytes = 1000\n"
        + '[deadlines.event_report]\nlabel = "Tin"\ntriggers = ["event_ended"]\n'
        + 'unit = "working_days"\namount = 2\n',
        "truong.toml",
    )
    standard = load_preset("standard")
    assert [spec.slug for spec in preset.sections] == ["tin"]
    assert (preset.uploads.max_bytes, preset.uploads.extensions) == (1000, standard.uploads.extensions)
    assert preset.deadline("event_report").citation == ""
    assert preset.deadline("document") == standard.deadline("document")


def test_a_replaced_deadline_takes_nothing_from_the_one_it_replaces():
    error = refused(SHORT + "[deadlines.event_report]\namount = 2\n")
    assert (error.source, error.key, error.line) == ("truong.toml", "deadlines.event_report.unit", 3)


def test_an_error_of_the_extended_file_names_that_file():
    base = read_source("standard").replace("max_bytes = 10485760", "max_bytes = 0")
    error = refused(SHORT, base)
    line = base[: base.index("max_bytes = 0")].count("\n") + 1
    assert (error.source, error.key, error.line) == ("standard.toml", "uploads.max_bytes", line)


def test_a_regulation_extends_one_level_only():
    error = refused(SHORT, "code = 'x'\nextends = 'hai_ninh'\n")
    assert (error.source, error.key, error.line) == ("standard.toml", "extends", 2)


def test_decomposed_letters_are_read_as_composed_ones():
    text = SHORT + 'name = "Trường Tiểu học"\n'
    preset = parse(unicodedata.normalize("NFD", text), "truong.toml")
    assert preset == parse(text, "truong.toml")
    assert preset.name == "Trường Tiểu học"


def keys_of(value: object, key: Key = ()) -> list[Key]:
    if isinstance(value, dict):
        inner = [((*key, name), part) for name, part in value.items()]
    elif isinstance(value, list):
        inner = [((*key, place), part) for place, part in enumerate(value)]
    else:
        inner = []
    return [found for name, part in inner for found in [name, *keys_of(part, name)]]


@pytest.mark.parametrize("name", preset_names())
def test_every_key_of_a_preset_is_found_on_a_line_that_says_it(name):
    text = read_source(name)
    found, lines = positions(text), text.split("\n")
    assert set(found) == set(keys_of(tomllib.loads(text)))
    for key, line in found.items():
        words = next((part for part in reversed(key) if isinstance(part, str)), "")
        assert words in lines[line - 1] or isinstance(key[-1], int), key


def test_lines_are_right_among_strings_comments_and_brackets_that_look_like_keys():
    text = (
        'a = """\nx = 1 ""quoted"" \\"""\n[b]\n"""\n'
        "b = '''\n# no comment ]\n'''\n"
        'list = [ # ]\n  "x = [", # comment\n  { k = 1, "q.r" = [2] },\n]\n'
        't.u = "v" # end\n'
        "[one.two]\nd = 1979-05-27 07:32:00\n"
        "[[many]]\n[many.sub]\ne = 1\n[[many]]\n[[many.inner]]\nf = 2\n"
    )
    found = positions(text)
    assert set(found) == set(keys_of(tomllib.loads(text)))
    assert found["a",] == 1
    assert found["b",] == 5
    assert (found["list", 0], found["list", 1, "k"], found["list", 1, "q.r"]) == (9, 10, 10)
    assert (found["t", "u"], found["one", "two", "d"]) == (12, 14)
    assert (found["many", 0, "sub", "e"], found["many", 1, "inner", 0, "f"]) == (17, 20)
