"""The pictures of the demonstration school, drawn from plain shapes: the same bytes every time."""

from collections.abc import Callable

from portal.demo.canvas import WIDTH, Canvas

GRASS, DARK_GRASS, EARTH = "#8cbf5f", "#6fa64a", "#d9b382"
WALL, ROOF, WOOD, DARK_WOOD = "#f7e7c3", "#c4553a", "#a9713f", "#7d4f2a"
GLASS, WHITE, INK = "#a7d3e8", "#fdfdf8", "#2f3e46"
RED, YELLOW, BLUE, GREEN, ORANGE = "#d62828", "#ffd23f", "#3a86c8", "#3f8f4f", "#f08a3c"
BRIGHT = (RED, YELLOW, BLUE, GREEN, ORANGE)


def draw(name: str) -> bytes:
    """The scene as a PNG file; KeyError for a scene that nobody has drawn."""
    return SCENES[name]().png()


def _tree(canvas: Canvas, x: float, foot: float, size: float, leaf: str = DARK_GRASS) -> None:
    canvas.rect(x - size * 0.06, foot - size * 0.55, size * 0.12, size * 0.55, DARK_WOOD)
    for dx, dy, reach in ((-0.26, 0.62, 0.24), (0.26, 0.62, 0.24), (0, 0.8, 0.3), (0, 0.58, 0.26)):
        canvas.disc(x + dx * size, foot - dy * size, reach * size, leaf)


def _hills(canvas: Canvas) -> None:
    canvas.oval(300, 720, 620, 260, "#a9cf86")
    canvas.oval(1250, 740, 720, 300, "#98c474")


def _bunting(canvas: Canvas, y: float, sag: float = 50) -> None:
    """A line of coloured flags from edge to edge."""
    steps = 16
    heights = [y + sag * (1 - (2 * n / steps - 1) ** 2) for n in range(steps + 1)]
    canvas.line([(WIDTH * n / steps, height) for n, height in enumerate(heights)], 4, INK)
    for n in range(steps):
        x = WIDTH * (n + 0.5) / steps
        top = (heights[n] + heights[n + 1]) / 2
        canvas.shape([(x - 28, top), (x + 28, top), (x, top + 62)], BRIGHT[n % len(BRIGHT)])


def _flag(canvas: Canvas, x: float, top: float, foot: float) -> None:
    canvas.rect(x - 5, top, 10, foot - top, "#8d99ae")
    canvas.rect(x + 5, top + 8, 180, 120, RED)
    canvas.star(x + 95, top + 68, 42, YELLOW)


def _school(canvas: Canvas, x: float, foot: float) -> None:
    canvas.rect(x, foot - 320, 860, 320, WALL)
    canvas.shape(
        [(x - 40, foot - 320), (x + 60, foot - 420), (x + 800, foot - 420), (x + 900, foot - 320)], ROOF
    )
    for floor in (0, 1):
        for place in range(7):
            left, top = x + 40 + place * 116, foot - 290 + floor * 160
            canvas.rect(left, top, 84, 96, WHITE)
            canvas.rect(left + 7, top + 7, 32, 82, GLASS)
            canvas.rect(left + 45, top + 7, 32, 82, GLASS)
    canvas.rect(x, foot - 172, 860, 14, ORANGE)
    canvas.rect(x + 380, foot - 130, 100, 130, DARK_WOOD)


def _schoolyard() -> Canvas:
    canvas = Canvas("#bfe3f5", "#fdf3d8")
    _hills(canvas)
    canvas.rect(0, 620, WIDTH, 280, EARTH)
    _school(canvas, 380, 640)
    canvas.shape([(620, 900), (980, 900), (860, 640), (740, 640)], "#e8caa0")
    _flag(canvas, 300, 180, 720)
    canvas.rect(240, 700, 130, 34, "#b9b9b0")
    _tree(canvas, 130, 760, 360, "#d9483b")
    _tree(canvas, 1440, 780, 400, "#e2574a")
    canvas.oval(130, 770, 150, 18, "#c79f6c")
    canvas.oval(1440, 792, 170, 20, "#c79f6c")
    return canvas


def _books() -> Canvas:
    canvas = Canvas("#f6ead2", "#efd9b4")
    for shelf in range(3):
        top = 60 + shelf * 200
        canvas.rect(120, top, 1360, 196, "#8a5a34")
        canvas.rect(136, top + 12, 1328, 168, "#6b4226")
        x, turn = 150, shelf
        while x < 1420:
            width, height = 26 + (turn * 13) % 30, 112 + (turn * 29) % 52
            canvas.rect(x, top + 180 - height, width, height, BRIGHT[turn % len(BRIGHT)])
            canvas.rect(x + 4, top + 180 - height + 22, width - 8, 8, WHITE)
            x, turn = x + width + 5, turn + 1
    canvas.rect(0, 720, WIDTH, 180, WOOD)
    canvas.rect(0, 720, WIDTH, 16, DARK_WOOD)
    for pile, count in ((420, 4), (1120, 3)):
        for book in range(count):
            canvas.rect(pile - 120 + book * 12, 690 - book * 40, 240, 38, BRIGHT[(book + pile) % 5])
            canvas.rect(pile - 112 + book * 12, 698 - book * 40, 224, 6, WHITE)
    canvas.shape([(640, 700), (790, 670), (800, 730), (650, 760)], WHITE)
    canvas.shape([(810, 670), (960, 700), (950, 760), (800, 730)], "#f1ece0")
    return canvas


def _trees() -> Canvas:
    canvas = Canvas("#cdeaf6", "#fbf6df")
    canvas.disc(1320, 170, 90, "#ffdf7e")
    _hills(canvas)
    canvas.rect(0, 600, WIDTH, 300, GRASS)
    canvas.shape([(500, 900), (1100, 900), (860, 560), (800, 560)], EARTH)
    for row in range(4):
        size, foot = 150 + row * 62, 630 + row * 72
        for side in (-1, 1):
            x = 830 + side * (120 + row * 130)
            _tree(canvas, x, foot, size, "#5d9c3f" if row % 2 else "#77b255")
            canvas.rect(x + side * size * 0.18, foot - size * 0.4, 8, size * 0.42, WOOD)
    return canvas


def _classroom() -> Canvas:
    canvas = Canvas("#fdf6e3", "#f3e3bf")
    canvas.rect(0, 640, WIDTH, 260, "#d8b98a")
    canvas.rect(460, 110, 780, 330, WOOD)
    canvas.rect(478, 128, 744, 294, "#2f6b4f")
    for line, width in enumerate((420, 560, 330, 500)):
        canvas.rect(520, 180 + line * 56, width, 8, "#d6e8dc")
    for left in (90, 1300):
        canvas.rect(left, 150, 220, 300, WHITE)
        canvas.rect(left + 12, 162, 92, 276, "#bfe3f5")
        canvas.rect(left + 116, 162, 92, 276, "#bfe3f5")
        canvas.disc(left + 60, 420, 34, GRASS)
    canvas.rect(660, 470, 380, 26, DARK_WOOD)
    canvas.rect(690, 496, 320, 130, WOOD)
    for x, y in ((180, 690), (560, 690), (940, 690), (1320, 690)):
        canvas.rect(x - 120, y, 240, 26, "#c98f52")
        canvas.rect(x - 104, y + 26, 14, 130, DARK_WOOD)
        canvas.rect(x + 90, y + 26, 14, 130, DARK_WOOD)
        canvas.rect(x - 100, y + 110, 200, 22, "#b67c43")
        canvas.rect(x - 60, y - 14, 110, 14, BRIGHT[(x // 10) % 5])
    return canvas


def _sports() -> Canvas:
    canvas = Canvas("#bfe3f5", "#eef8ea")
    _hills(canvas)
    canvas.rect(0, 520, WIDTH, 380, GRASS)
    for stripe in range(0, 8, 2):
        canvas.rect(stripe * 200, 520, 200, 130, "#80b455")
    canvas.shape([(0, 900), (WIDTH, 900), (WIDTH, 690), (0, 690)], "#c65f44")
    for lane in range(1, 5):
        canvas.rect(0, 690 + lane * 42, WIDTH, 5, WHITE)
    for x in (150, 1290):
        canvas.line([(x, 650), (x, 510), (x + 160, 510), (x + 160, 650)], 10, WHITE)
        for net in range(1, 4):
            canvas.line([(x + net * 40, 512), (x + net * 40, 648)], 2, WHITE)
    canvas.disc(800, 636, 22, WHITE)
    canvas.disc(800, 636, 8, INK)
    _bunting(canvas, 110)
    _flag(canvas, 1080, 200, 560)
    return canvas


def _stage() -> Canvas:
    canvas = Canvas("#7a1f2b", "#a8323f")
    for fold in range(16):
        canvas.rect(fold * 100, 0, 50, 640, "#8e2531")
    canvas.rect(0, 0, WIDTH, 70, "#5f1620")
    for fold in range(8):
        canvas.oval(fold * 200 + 100, 70, 104, 46, "#5f1620")
    canvas.star(800, 270, 110, YELLOW)
    canvas.rect(0, 640, WIDTH, 260, WOOD)
    for board in range(5):
        canvas.rect(0, 690 + board * 46, WIDTH, 4, DARK_WOOD)
    canvas.shape([(700, 720), (900, 720), (880, 500), (720, 500)], "#c98f52")
    canvas.rect(690, 486, 220, 26, DARK_WOOD)
    for x in (420, 1180):
        canvas.shape([(x - 60, 700), (x + 60, 700), (x + 34, 780), (x - 34, 780)], "#d8b98a")
        for place, colour in enumerate((YELLOW, WHITE, ORANGE, "#f5a6b8", YELLOW)):
            canvas.disc(x - 80 + place * 40, 660 - (place % 2) * 44, 34, colour)
            canvas.disc(x - 80 + place * 40, 660 - (place % 2) * 44, 12, RED)
    return canvas


def _science() -> Canvas:
    canvas = Canvas("#e8f3f4", "#cfe3e2")
    canvas.rect(0, 620, WIDTH, 280, WHITE)
    canvas.rect(0, 620, WIDTH, 22, "#8d99ae")
    canvas.shape([(250, 620), (430, 620), (370, 450), (370, 330), (310, 330), (310, 450)], GLASS)
    canvas.shape([(266, 606), (414, 606), (382, 520), (298, 520)], "#5fb49c")
    canvas.rect(296, 316, 88, 20, "#8d99ae")
    for tube, colour in enumerate((RED, YELLOW, BLUE, GREEN)):
        x = 560 + tube * 70
        canvas.rect(x, 400, 40, 190, WHITE)
        canvas.rect(x, 480, 40, 110, colour)
        canvas.disc(x + 20, 590, 20, colour)
    canvas.rect(530, 450, 320, 18, WOOD)
    canvas.rect(530, 600, 320, 20, WOOD)
    canvas.line([(960, 600), (1060, 480), (1160, 600), (1260, 480), (1360, 600), (1460, 480)], 14, "#caa46a")
    canvas.rect(930, 470, 580, 18, "#b98d50")
    canvas.rect(930, 596, 580, 18, "#b98d50")
    for book in range(4):
        canvas.rect(1120 + book * 8, 432 - book * 38, 200, 36, BRIGHT[book])
    for dot in range(6):
        canvas.disc(330 + (dot % 3) * 26, 250 - dot * 34, 10 + dot * 2, "#b9dfd4")
    return canvas


def _road() -> Canvas:
    canvas = Canvas("#c9e8f5", "#fcf5df")
    _hills(canvas)
    canvas.rect(0, 560, WIDTH, 340, GRASS)
    canvas.shape([(300, 900), (1300, 900), (900, 520), (700, 520)], "#7c8288")
    for dash in range(5):
        top, size = 560 + dash * 70, 12 + dash * 5
        canvas.shape(
            [
                (800 - size / 2, top),
                (800 + size / 2, top),
                (804 + size / 2, top + 40),
                (796 - size / 2, top + 40),
            ],
            WHITE,
        )
    canvas.shape([(1000, 640), (1040, 640), (1230, 860), (1150, 860)], YELLOW)
    for x in (640, 900):
        canvas.rect(x, 330, 60, 220, WALL)
        canvas.rect(x - 10, 310, 80, 24, ROOF)
    canvas.rect(640, 270, 320, 60, BLUE)
    canvas.rect(680, 294, 240, 12, WHITE)
    for x, colour in ((260, RED), (460, BLUE)):
        canvas.ring(x - 60, 760, 52, 8, INK)
        canvas.ring(x + 70, 760, 52, 8, INK)
        canvas.line([(x - 60, 760), (x - 20, 690), (x + 50, 690), (x + 10, 760), (x - 60, 760)], 8, colour)
        canvas.line([(x + 70, 760), (x + 46, 670), (x + 76, 660)], 8, colour)
        canvas.rect(x - 44, 680, 50, 12, INK)
    _tree(canvas, 1420, 700, 320)
    _tree(canvas, 130, 620, 260)
    return canvas


def _river() -> Canvas:
    canvas = Canvas("#cfeaf5", "#f4f7e4")
    _hills(canvas)
    canvas.rect(0, 520, WIDTH, 380, GRASS)
    stream = [(700, 520), (860, 520), (760, 640), (980, 760), (1240, 900), (380, 900), (560, 760), (600, 640)]
    canvas.shape(stream, "#5aa9d6")
    for wave in range(6):
        y = 600 + wave * 48
        canvas.line([(640 + wave * 8, y), (690 + wave * 14, y - 10), (750 + wave * 18, y)], 6, "#a7d3e8")
    for x, y, size in ((520, 640, 40), (1010, 700, 56), (440, 820, 60), (1180, 800, 44)):
        canvas.oval(x, y, size, size * 0.55, "#9aa3a0")
    canvas.rect(292, 560, 16, 240, DARK_WOOD)
    canvas.shape([(300, 420), (400, 590), (200, 590)], RED)
    canvas.shape([(300, 454), (370, 576), (230, 576)], WHITE)
    canvas.rect(292, 490, 16, 48, INK)
    canvas.disc(300, 558, 10, INK)
    canvas.ring(1330, 660, 90, 40, ORANGE)
    for x, y in ((1330, 570), (1330, 710), (1240, 640), (1380, 640)):
        canvas.rect(x - 20 if x == 1330 else x, y, 40, 40, WHITE)
    _tree(canvas, 1500, 600, 300)
    _tree(canvas, 90, 640, 280)
    return canvas


def _fair() -> Canvas:
    canvas = Canvas("#fbe3c0", "#fdf6e3")
    _hills(canvas)
    canvas.rect(0, 640, WIDTH, 260, EARTH)
    for stall in range(4):
        x = 80 + stall * 380
        for post in (x, x + 270):
            canvas.rect(post, 400, 18, 330, WOOD)
        roof = [(x - 46, 420), (x + 20, 300), (x + 268, 300), (x + 334, 420)]
        canvas.shape(roof, "#9c8a3c" if stall % 2 else "#b09c48")
        for straw in range(9):
            canvas.line([(x + straw * 36, 306), (x - 20 + straw * 41, 418)], 3, "#7f7030")
        canvas.rect(x - 10, 590, 308, 140, "#c98f52")
        canvas.rect(x - 10, 590, 308, 22, BRIGHT[stall])
        for goods in range(5):
            canvas.disc(x + 30 + goods * 56, 572, 22, BRIGHT[(goods + stall) % 5])
    _bunting(canvas, 60, 70)
    for x in (400, 790, 1180):
        canvas.line([(x, 90), (x, 200)], 3, INK)
        canvas.oval(x, 240, 46, 42, RED)
        canvas.rect(x - 20, 194, 40, 10, YELLOW)
        canvas.rect(x - 20, 278, 40, 10, YELLOW)
    return canvas


def _computer() -> Canvas:
    canvas = Canvas("#eaf1f6", "#d5e2ec")
    canvas.rect(520, 70, 560, 300, WHITE)
    canvas.rect(536, 86, 528, 268, "#cfe3f3")
    for bar, height in enumerate((90, 150, 120, 200)):
        canvas.rect(600 + bar * 110, 330 - height, 70, height, BRIGHT[bar])
    canvas.rect(0, 660, WIDTH, 240, "#c9b08a")
    canvas.rect(80, 640, 1440, 34, WOOD)
    for x in (150, 760, 1400):
        canvas.rect(x, 674, 30, 190, DARK_WOOD)
    for place in range(3):
        x = 190 + place * 460
        canvas.rect(x, 400, 320, 200, INK)
        canvas.rect(x + 14, 414, 292, 172, BLUE)
        canvas.rect(x + 40, 446, 180, 14, WHITE)
        for line in range(3):
            canvas.rect(x + 40, 486 + line * 28, 220 - line * 40, 10, "#cfe3f3")
        canvas.rect(x + 140, 600, 40, 30, INK)
        canvas.rect(x + 90, 626, 140, 14, INK)
    return canvas


SCENES: dict[str, Callable[[], Canvas]] = {
    "schoolyard": _schoolyard,
    "books": _books,
    "trees": _trees,
    "classroom": _classroom,
    "sports": _sports,
    "stage": _stage,
    "science": _science,
    "road": _road,
    "river": _river,
    "fair": _fair,
    "computer": _computer,
}
