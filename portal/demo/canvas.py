"""A small drawing board of 1600 × 900 points, drawn twice as large and reduced, so that edges are smooth."""

from collections.abc import Sequence
from io import BytesIO
from math import cos, pi, sin

from PIL import Image, ImageDraw

WIDTH, HEIGHT = 1600, 900
_FINER = 2

Point = tuple[float, float]


class Canvas:
    """Shapes in plain colours; coordinates are points of the finished picture, from the upper left corner."""

    def __init__(self, top: str, bottom: str) -> None:
        self._image = _gradient(top, bottom)
        self._draw = ImageDraw.Draw(self._image)

    def rect(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        # Pillow's rectangles include their last row and column.
        corners = [*_scaled([(x, y)])[0], (x + width) * _FINER - 1, (y + height) * _FINER - 1]
        self._draw.rectangle(corners, fill=colour)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        self._draw.polygon(_scaled(points), fill=colour)

    def disc(self, x: float, y: float, radius: float, colour: str) -> None:
        self.oval(x, y, radius, radius, colour)

    def oval(self, x: float, y: float, across: float, down: float, colour: str) -> None:
        self._draw.ellipse(_scaled([(x - across, y - down), (x + across, y + down)]), fill=colour)

    def ring(self, x: float, y: float, radius: float, thickness: float, colour: str) -> None:
        box = _scaled([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(box, outline=colour, width=round(thickness * _FINER))

    def line(self, points: Sequence[Point], thickness: float, colour: str) -> None:
        self._draw.line(_scaled(points), fill=colour, width=round(thickness * _FINER), joint="curve")

    def star(self, x: float, y: float, radius: float, colour: str) -> None:
        points = []
        for corner in range(10):
            reach = radius if corner % 2 == 0 else radius * 0.38
            angle = pi * corner / 5 - pi / 2
            points.append((x + reach * cos(angle), y + reach * sin(angle)))
        self.shape(points, colour)

    def png(self) -> bytes:
        """The finished picture; quick to write, for it is drawn anew like every upload."""
        out = BytesIO()
        self._image.reduce(_FINER).save(out, "PNG", compress_level=1)
        return out.getvalue()


def _scaled(points: Sequence[Point]) -> list[Point]:
    return [(x * _FINER, y * _FINER) for x, y in points]


def _gradient(top: str, bottom: str) -> Image.Image:
    size = (WIDTH * _FINER, HEIGHT * _FINER)
    upper, lower = Image.new("RGB", (1, 256), top), Image.new("RGB", (1, 256), bottom)
    shade = Image.linear_gradient("L").resize((1, 256))
    return Image.composite(lower, upper, shade).resize(size, Image.Resampling.BILINEAR)
