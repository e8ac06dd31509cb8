"""The demonstration's own face: colours, a drawn crest, and a home page with links."""

from contextlib import ExitStack
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from content.navigation import SectionTree
from documents.images import prepare_picture
from portal.blocks import default_blocks
from portal.demo.reading import FOLDER, read_toml
from portal.models import BlockLink, HomeBlock, SchoolProfile, Theme, ThemePicture

_FINER = 4
_SIZE = 256
SECTIONS_SHOWN = 3


def furnish(undo: ExitStack) -> None:
    """Give the school its theme and home page; `undo` gets the file that must go if all is undone."""
    told = read_toml(FOLDER / "front.toml")
    SchoolProfile.objects.update(name_en=told["name_en"])
    upload = SimpleUploadedFile("huy-hieu.png", draw_crest(told["theme"]["school_colour"]), "image/png")
    crest = ThemePicture.keep(prepare_picture(upload))
    undo.callback(crest.file.storage.delete, str(crest.file.name))
    Theme.objects.create(**told["theme"], crest=crest)
    for order, block in enumerate(_arranged(), start=1):
        block.order = order * 10
        block.save()
        if rows := told.get(block.kind):
            BlockLink.objects.bulk_create(_links(block, rows))


def _arranged() -> list[HomeBlock]:
    """The default home page with fewer sections, and links beside them."""
    blocks, sections = [], 0
    for block in default_blocks(SectionTree.load()):
        sections += block.kind == HomeBlock.Kind.SECTION
        if block.kind != HomeBlock.Kind.SECTION or sections <= SECTIONS_SHOWN:
            blocks.append(block)
    side = HomeBlock.Column.SIDE
    beside = [HomeBlock(kind=kind, column=side) for kind in (HomeBlock.Kind.SUPERIOR, HomeBlock.Kind.LINKS)]
    return [*blocks[:-1], *beside, blocks[-1]]


def _links(block: HomeBlock, table: dict[str, Any]) -> list[BlockLink]:
    rows = (dict(zip(table["columns"], row, strict=True)) for row in table["rows"])
    return [BlockLink(block=block, order=place * 10, **row) for place, row in enumerate(rows, start=1)]


def draw_crest(colour: str) -> bytes:
    """A round crest with hills, a cloud and a book, on nothing; a PNG file, the same every time."""
    side = _SIZE * _FINER
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)

    def scaled(*points: float) -> list[float]:
        return [point * side / 100 for point in points]

    draw.ellipse(scaled(1, 1, 99, 99), fill=colour)
    draw.ellipse(scaled(4, 4, 96, 96), fill="#ffffff")
    sky = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    scene = ImageDraw.Draw(sky)
    scene.rectangle(scaled(0, 0, 100, 100), fill="#dff0f7")
    scene.ellipse(scaled(58, 18, 76, 36), fill="#f4c145")
    for box in ((24, 24, 38, 38), (32, 19, 50, 37), (44, 25, 57, 38)):
        scene.ellipse(scaled(*box), fill="#ffffff")
    scene.ellipse(scaled(-14, 44, 62, 118), fill="#57a773")
    scene.ellipse(scaled(38, 48, 118, 128), fill=colour)
    scene.polygon(scaled(26, 66, 50, 72, 50, 88, 26, 82), fill="#ffffff")
    scene.polygon(scaled(74, 66, 50, 72, 50, 88, 74, 82), fill="#f2efe4")
    scene.line(scaled(50, 72, 50, 88), fill=colour, width=side // 80)
    window = Image.new("L", (side, side), 0)
    ImageDraw.Draw(window).ellipse(scaled(7, 7, 93, 93), fill=255)
    image.paste(sky, (0, 0), window)
    out = BytesIO()
    image.reduce(_FINER).save(out, "PNG")
    return out.getvalue()
