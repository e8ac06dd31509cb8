"""Every colour that is accepted can be read, in the light scheme and in the dark one (Q8-3.4b)."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles.finders import find
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from portal.colours import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    TEXT_CONTRAST,
    WHITE,
    Shades,
    contrast,
    dark,
    light,
    too_faint,
)
from portal.models.themes import SCHOOL_COLOUR, URGENT_COLOUR, check_colour

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def accepted(colour: str) -> bool:
    try:
        check_colour(colour)
    except ValidationError:
        return False
    return True


def readable(shades: Shades, grounds: tuple[str, ...]) -> bool:
    pairs = [(WHITE, shades.school)]
    pairs += [(ink, ground) for ink in (shades.link, shades.urgent) for ground in grounds]
    return min(contrast(*pair) for pair in pairs) >= TEXT_CONTRAST


@given(COLOURS, COLOURS)
def test_every_accepted_colour_can_be_read_in_both_schemes(school: str, urgent: str) -> None:
    if not accepted(school) or not accepted(urgent):
        assert min(contrast(one, LIGHT_GROUNDS[1]) for one in (school, urgent)) < TEXT_CONTRAST
        return
    assert readable(light(school, urgent), LIGHT_GROUNDS)
    assert readable(dark(school, urgent), DARK_GROUNDS)


@given(COLOURS, COLOURS)
def test_dark_shades_can_be_read_whatever_they_are_made_of(school: str, urgent: str) -> None:
    assert readable(dark(school, urgent), DARK_GROUNDS)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#777777", "#ffffff", 4.48),
        ("#ffffff", "#767676", 4.54),
        ("#123456",) * 2 + (1,),
    ],
)
def test_contrast_is_what_wcag_measures(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "said"),
    [
        ("#9fc5e8", "Màu #9fc5e8 trên nền trắng chỉ đạt 1,8 : 1, cần ít nhất 4,5 : 1."),
        ("#767676", "Màu #767676 trên nền xám nhạt của trang chỉ đạt 4,2 : 1, cần ít nhất 4,5 : 1."),
        ("#ffffff", "Màu #ffffff trên nền trắng chỉ đạt 1,0 : 1, cần ít nhất 4,5 : 1."),
    ],
)
def test_a_faint_colour_is_refused_with_the_ratio(colour: str, said: str) -> None:
    with pytest.raises(ValidationError) as refused:
        check_colour(colour)
    assert refused.value.messages == [said]


@pytest.mark.parametrize(
    "wrong", ["", "red", "#fff", "#14467", "#14467a0", "14467a", "#14467g", "#14467a\n", "#１４４６７ａ"]
)
def test_what_is_no_colour_is_refused(wrong: str) -> None:
    assert not accepted(wrong)


def tokens(css: str, selector: str) -> dict[str, str]:
    block = css.split(selector, 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+): ([^;]+);", block))


def test_the_stylesheet_has_the_colours_that_are_computed() -> None:
    css = Path(str(find("portal/portal.css"))).read_text(encoding="utf-8")
    bright = tokens(css, ":root {")
    dim = tokens(css, ':root[data-scheme="dark"] {')
    assert tokens(css, ':root:not([data-scheme="light"]) {') == dim
    assert (bright["paper"], bright["ground"]) == LIGHT_GROUNDS
    assert (dim["paper"], dim["ground"]) == DARK_GROUNDS
    assert vars(light(SCHOOL_COLOUR, URGENT_COLOUR)).items() <= bright.items()
    assert vars(dark(SCHOOL_COLOUR, URGENT_COLOUR)).items() <= dim.items()
    for scheme, grounds in ((bright, LIGHT_GROUNDS), ({**bright, **dim}, DARK_GROUNDS)):
        for ink in ("ink", "quiet", "link", "urgent"):
            assert min(contrast(scheme[ink], one) for one in (*grounds, scheme["tint"])) >= TEXT_CONTRAST, ink
        assert contrast(scheme["mark-ink"], scheme["mark"]) >= TEXT_CONTRAST
        assert min(contrast(scheme["edge"], one) for one in grounds) >= 3


def test_white_is_told_before_the_ground_of_the_page() -> None:
    assert too_faint("#000000") is None
    assert too_faint("#ffffff") == (WHITE, 1)
    assert too_faint("#767676") == (LIGHT_GROUNDS[1], contrast("#767676", LIGHT_GROUNDS[1]))
