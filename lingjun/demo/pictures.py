"""Drawn stand-ins for photographs, documents and seals, each marked 示例: the demo holds no real picture."""

from __future__ import annotations

import functools
import io
import math
import random
from typing import TYPE_CHECKING

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from lingjun.documents.printing.fonts import font_folder

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

INK, WALL, FLOOR, RED = "#7A6F62", "#EEEAE2", "#E0D9CC", (180, 20, 30)


@functools.cache
def lettering(size: int) -> FreeTypeFont | ImageFont.ImageFont:
    """A Chinese font of the print set; Pillow's own where none is installed."""
    path = next(iter(sorted(font_folder().glob("NotoSansSC*"))), None)
    return ImageFont.truetype(str(path), size) if path else ImageFont.load_default(size)


def photo(caption: str, seed: int) -> bytes:
    """A room with benches, a board and people, 1200 x 800, JPEG."""
    dice = random.Random(seed)  # noqa: S311 - a drawing, not a secret
    image = Image.new("RGB", (1200, 800), WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 560, 1200, 800), fill=FLOOR)
    draw.rectangle((120, 110, 620, 380), outline=INK, width=5, fill="#F8F5EE")
    for row in range(dice.randint(3, 5)):
        draw.line((160, 170 + row * 44, 160 + dice.randint(180, 400), 170 + row * 44), fill=INK, width=5)
    for x in range(700, 1100, 130):
        draw.rectangle((x, 150, x + 100, 420), outline=INK, width=4, fill="#E8E2D6")
    for number in range(dice.randint(2, 4)):
        x = 180 + number * 250 + dice.randint(-20, 20)
        draw.rectangle((x, 520, x + 190, 545), fill="#B9AC99")
        draw.line((x + 20, 545, x + 20, 680), fill=INK, width=6)
        draw.line((x + 170, 545, x + 170, 680), fill=INK, width=6)
        draw.ellipse((x + 70, 420, x + 120, 470), outline=INK, width=5, fill="#F3EEE4")
        draw.arc((x + 50, 470, x + 140, 590), 180, 360, fill=INK, width=5)
    draw.text((30, 740), f"示例　{caption}", font=lettering(32), fill="#4A443C")
    return _jpeg(image)


@functools.lru_cache(maxsize=64)
def _scene(kind: str, variant: int) -> Image.Image:
    """The drawing behind `scene`: a bench, a class, a machine or a room, with people who differ by variant."""
    dice = random.Random(f"{kind}{variant}")  # noqa: S311 - a drawing
    image = Image.new("RGB", (800, 533), dice.choice((WALL, "#E9EDEE", "#EFEDE4", "#ECE8E6")))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 380, 800, 533), fill=dice.choice((FLOOR, "#D5D8D4", "#DCD6D0")))
    if kind in {"training", "exchange", "study", "mentoring", "room"}:
        draw.rectangle((70, 60, 420, 250), outline=INK, width=4, fill="#F8F5EE")
        for row in range(dice.randint(3, 5)):
            draw.line((100, 100 + row * 30, 100 + dice.randint(120, 280), 100 + row * 30), fill=INK, width=4)
    else:
        _machine(draw, dice)
    for x in range(480, 760, 90):
        draw.rectangle((x, 90, x + 66, 280), outline=INK, width=3, fill="#E3DED2")
    people = 0 if kind == "room" else dice.randint(3, 6)
    for number in range(people):
        x = 90 + number * (640 // people) + dice.randint(-18, 18)
        y = 330 + dice.randint(-20, 26)
        coat = dice.choice(("#5B7083", "#6E6152", "#4F6B57", "#7B5B57", "#55606B"))
        draw.rounded_rectangle((x - 26, y + 34, x + 26, y + 128), 12, fill=coat)
        draw.ellipse((x - 17, y - 4, x + 17, y + 32), fill="#E6CDB4", outline=INK, width=2)
        draw.pieslice((x - 19, y - 10, x + 19, y + 22), 180, 360, fill=dice.choice(("#D9B24A", "#C9503C", "#EFEFEA")))
    for number in range(dice.randint(1, 3)):
        x = 120 + number * 240
        draw.rectangle((x, 452, x + 150, 470), fill="#A8957C")
    return image


def _machine(draw: ImageDraw.ImageDraw, dice: random.Random) -> None:
    draw.rectangle((60, 130, 430, 330), fill="#B7BDC0", outline=INK, width=4)
    for number in range(dice.randint(2, 4)):
        x = 90 + number * 84
        draw.ellipse((x, 170, x + 58, 228), outline=INK, width=5, fill="#DADFE1")
        draw.line((x + 29, 199, x + 29 + dice.randint(-20, 20), 180), fill=INK, width=4)
    draw.rectangle((90, 262, 400, 300), fill="#8E979B")


def scene(kind: str, caption: str, seed: int) -> bytes:
    """People at work by kind of activity, with a caption; 800 x 533, about 20 kB."""
    image = _scene(kind, seed % 5).copy()
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 497, 800, 533), fill="#3D3831")
    draw.text((16, 502), f"示例　{caption}"[:34], font=lettering(22), fill="#F3EEE4")
    return _jpeg(image)


def plaque(name: str, number: str, seed: int) -> bytes:
    """The plaque on its wall."""
    wall = ("#D8CFC0", "#C9D0D2", "#DAD3CB")[seed % 3]
    image = Image.new("RGB", (800, 533), wall)
    draw = ImageDraw.Draw(image)
    draw.rectangle((130, 110, 670, 400), fill="#C9A45C", outline="#8A6A2B", width=10)
    draw.rectangle((152, 132, 648, 378), outline="#A67F38", width=3)
    draw.text((400, 200), name, font=lettering(42 if len(name) < 12 else 34), fill="#7A1117", anchor="ma")
    draw.text((400, 310), f"编号 {number}", font=lettering(24), fill="#5B3F12", anchor="ma")
    draw.text((30, 490), "示例　牌匾悬挂", font=lettering(22), fill="#4A443C")
    return _jpeg(image)


@functools.cache
def seal(name: str, size: int = 300) -> Image.Image:
    """A round seal with a star and the words 示例章: plainly not a real one."""
    image = Image.new("RGBA", (size, size), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    edge = size // 30
    draw.ellipse((edge, edge, size - edge, size - edge), outline=(*RED, 215), width=size // 36)
    middle = size / 2
    font = lettering(size // 9)
    for position, letter in enumerate(name[:16]):
        angle = -130 + 260 * (position + 0.5) / len(name[:16])
        tile = Image.new("RGBA", (size // 6, size // 6), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((tile.width / 2, tile.width / 2), letter, font=font, fill=(*RED, 215), anchor="mm")
        tile = tile.rotate(-angle, resample=Image.Resampling.BICUBIC)
        x = middle + size * 0.36 * math.sin(math.radians(angle)) - tile.width / 2
        y = middle - size * 0.36 * math.cos(math.radians(angle)) - tile.height / 2
        image.alpha_composite(tile, (int(x), int(y)))
    draw.regular_polygon((middle, middle, size // 9), 5, rotation=0, fill=(*RED, 200))
    draw.text((middle, size * 0.72), "示例章", font=lettering(size // 10), fill=(*RED, 215), anchor="ma")
    return image


def certificate(title: str, lines: list[str]) -> bytes:
    """A certificate photographed flat, marked 示例."""
    image = Image.new("RGB", (640, 453), "#FBF6E6")
    draw = ImageDraw.Draw(image)
    draw.rectangle((18, 18, 622, 435), outline="#B8893B", width=4)
    draw.text((320, 60), title, font=lettering(34), fill="#7A1117", anchor="ma")
    for row, line in enumerate(lines):
        draw.text((320, 150 + row * 46), line[:28], font=lettering(21), fill="#3D3831", anchor="ma")
    draw.text((600, 400), "示例", font=lettering(20), fill="#76521A", anchor="ra")
    return _jpeg(image)


def stamped_scan(pdf: bytes, seals: list[tuple[str, float, float]], seed: int) -> bytes:
    """Page 1 of a PDF with seals on it, a little askew on a desk, as a phone would take it. JPEG.

    `seals`: name, and its place as parts of the page's width and height.
    """
    dice = random.Random(seed)  # noqa: S311 - a drawing
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=1.75).to_pil().convert("RGBA")
    document.close()
    for name, x, y in seals:
        mark = seal(name, page.width // 5).rotate(dice.uniform(-12, 12), expand=True)
        page.alpha_composite(mark, (int(page.width * x), int(page.height * y)))
    desk = Image.new("RGBA", (page.width + 140, page.height + 140), (196, 187, 173, 255))
    turned = page.rotate(dice.uniform(-1.6, 1.6), expand=True, resample=Image.Resampling.BILINEAR)
    desk.alpha_composite(turned, ((desk.width - turned.width) // 2, (desk.height - turned.height) // 2))
    return _jpeg(desk.convert("RGB"))


def paper(title: str, lines: list[str]) -> bytes:
    """A short document as a one-page PDF picture: regulations, fund letters and the like."""
    image = Image.new("RGB", (827, 1169), "white")
    draw = ImageDraw.Draw(image)
    draw.text((413, 120), title, font=lettering(30), fill="black", anchor="ma")
    for row, line in enumerate(lines):
        draw.text((107, 213 + row * 43), line, font=lettering(20), fill="black")
    draw.text((720, 1093), "示例", font=lettering(20), fill="#76521A", anchor="ra")
    out = io.BytesIO()
    image.save(out, "PDF", resolution=100)
    return out.getvalue()


def _jpeg(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=78)
    return out.getvalue()
