"""Pictures: described for those who do not see them, wide enough, and not the only place of the text."""

import re
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from content.checking.text import Place, Text
from editorial.checklist import Found

LEAST_WIDTH = 800  # pixels (QN-I.2.9)
FEW_WORDS = 80
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|png|webp|gif|heic|bmp|tiff?)$"
    r"|^(?:IMG|DSC[NF]?|PXL|MVIMG|VID|WP|FB_IMG|viber|received|Screenshot|Snapchat|z\d{8,})[\s_\-\d]"
    r"|^[\d_\-\s]{6,}$",
    re.IGNORECASE,
)
_SAYS_NOTHING = re.compile(
    r"(?:hình|ảnh|hình ảnh|bức ảnh|ảnh minh họa|ảnh chụp|image|picture|photo)[\s\d]*", re.IGNORECASE
)


def _described(text: Text) -> Iterator[tuple[Place, str, str]]:
    """Place, description and caption of every picture, the lead picture first."""
    if text.article is not None and text.article.lead_picture_id is not None:
        yield Place("lead_picture"), text.article.lead_picture_alt.strip(), ""
    for image in text.body.images:
        yield image.place, image.alt, image.caption


def alt_missing(text: Text) -> Iterator[Found]:
    for place, alt, _caption in _described(text):
        if not alt:
            yield Found(str(place))


def alt_poor(text: Text) -> Iterator[Found]:
    described = [one for one in _described(text) if one[1]]
    times = Counter(_bare(alt) for place, alt, _caption in described if place.part == "picture")
    for place, alt, caption in described:
        if _FILE_NAME.search(alt):
            yield Found(str(place), alt, _("Mô tả ảnh là tên tệp."))
        elif _SAYS_NOTHING.fullmatch(alt):
            yield Found(str(place), alt, _("Mô tả ảnh không nói gì về ảnh."))
        elif caption and _bare(alt) == _bare(caption):
            yield Found(str(place), alt, _("Mô tả ảnh chép lại chú thích, người nghe phải nghe hai lần."))
        elif place.part == "picture" and times[_bare(alt)] > 1:
            yield Found(str(place), alt, _("Nhiều ảnh dùng chung một lời mô tả."))


def _bare(words: str) -> str:
    return "".join(letter for letter in words.casefold() if letter.isalnum())


def picture_small(text: Text) -> Iterator[Found]:
    picture = text.article.lead_picture if text.article else None
    if picture is not None and picture.width < LEAST_WIDTH:
        words = {"width": picture.width, "least": LEAST_WIDTH}
        yield Found(
            str(Place("lead_picture")),
            sentence=_("Ảnh đại diện rộng %(width)d điểm ảnh, cần ít nhất %(least)d.") % words,
        )


def text_in_picture(text: Text) -> Iterator[Found]:
    """A photographed paper is read by no phone, no search and no blind person."""
    body = text.body
    if not body.images or body.grids or text.attachments:
        return
    if sum(len(line.words) for line in body.lines) < FEW_WORDS:
        yield Found()
