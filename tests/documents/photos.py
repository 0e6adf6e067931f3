"""What phones and scanners make of a printed page: turned, askew, small, grey, blurred, badly lit."""

import io
import math
import random

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter


def page_picture(pdf: bytes, *, width: int = 2000, page: int = 0) -> Image.Image:
    """A page as the eye sees it, `width` pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sheet = document[page]
        picture = sheet.render(scale=width / sheet.get_width()).to_pil().convert("RGB").copy()
        sheet.close()
        return picture
    finally:
        document.close()


def askew(sheet: Image.Image, *, degrees: float, lean: float = 0.0) -> Image.Image:
    """The sheet lying on a wooden table, turned by `degrees`, its far edge narrower by `lean` (0.1: a tenth)."""
    size = (sheet.width * 5 // 4, sheet.height * 6 // 5)
    table = Image.effect_noise((size[0] // 4, size[1] // 4), 60).resize(size).convert("RGB")
    table = ImageChops.multiply(table, Image.new("RGB", table.size, (150, 110, 70)))
    x, y = (table.width - sheet.width) // 2, (table.height - sheet.height) // 2
    paper = sheet.convert("RGBA")
    layer = Image.new("RGBA", table.size, (0, 0, 0, 0))
    layer.paste(paper, (x, y))
    layer = layer.rotate(degrees, Image.Resampling.BICUBIC)
    table.paste(layer, mask=layer.getchannel("A"))
    if lean:
        inset = table.width * lean / 2
        quad = (-inset, 0, inset * 0.3, size[1], size[0] - inset * 0.3, size[1], size[0] + inset, 0)
        table = table.transform(size, Image.Transform.QUAD, quad, Image.Resampling.BILINEAR)
    return table


def uneven_light(picture: Image.Image, *, darkest: float = 0.35) -> Image.Image:
    """A lamp at the upper left: brightness falls to `darkest` at the lower right, where the code is."""
    shade = Image.new("L", (64, 64))
    shade.putdata(
        [int(255 * (1 - (1 - darkest) * math.hypot(x, y) / math.hypot(63, 63))) for y in range(64) for x in range(64)]
    )
    shade = shade.resize(picture.size, Image.Resampling.BICUBIC)
    return ImageChops.multiply(picture.convert("RGB"), Image.merge("RGB", (shade, shade, shade)))


def stamped(picture: Image.Image, centre: tuple[float, float], *, radius: float = 0.1) -> Image.Image:
    """A red round seal; `centre` as parts of width and height, `radius` of the width. Ink lets black shine through."""
    ink = Image.new("RGB", picture.size, "white")
    draw = ImageDraw.Draw(ink)
    x, y, r = centre[0] * picture.width, centre[1] * picture.height, radius * picture.width
    draw.ellipse((x - r, y - r, x + r, y + r), outline=(205, 45, 50), width=max(2, int(r / 12)))
    draw.regular_polygon((x, y, r / 3), 5, fill=(205, 45, 50))
    return ImageChops.multiply(picture.convert("RGB"), ink)


def small(picture: Image.Image, width: int = 1000) -> Image.Image:
    """Scaled to `width` pixels, as messengers send photos on."""
    return picture.resize((width, picture.height * width // picture.width), Image.Resampling.LANCZOS)


def blurred(picture: Image.Image, radius: float = 1.5) -> Image.Image:
    return picture.filter(ImageFilter.GaussianBlur(radius))


def noisy(picture: Image.Image, seed: int = 1) -> Image.Image:
    """Grain of a dark room."""
    grain = random.Random(seed)
    tile = Image.new("L", (256, 256))
    tile.putdata([128 + int(grain.gauss(0, 18)) for _ in range(256 * 256)])
    sheet = Image.new("L", picture.size)
    for x in range(0, picture.width, 256):
        for y in range(0, picture.height, 256):
            sheet.paste(tile, (x, y))
    return ImageChops.overlay(picture.convert("RGB"), Image.merge("RGB", (sheet, sheet, sheet)))


def dull(picture: Image.Image, contrast: float = 0.45) -> Image.Image:
    return ImageEnhance.Contrast(picture).enhance(contrast)


def jpeg(picture: Image.Image, quality: int = 80, **options: object) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, **options)
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def scan_pdf(pictures: list[Image.Image]) -> bytes:
    """A PDF of pictures, as a scanner makes it."""
    out = io.BytesIO()
    pictures[0].save(out, "PDF", resolution=150, save_all=True, append_images=pictures[1:])
    return out.getvalue()
