"""What every picture is drawn with: one set of colours, one font for Hangul and Latin, text cut to its place.

The font is Noto Sans CJK KR (SIL Open Font License, `OFL.txt`), cut down with fontTools to Latin, Greek, signs and
every syllable of Hangul: names are people's own, and the 2,350 of KS X 1001 leave some of them out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).with_name("NotoSansKR-subset.otf")

# A dark card of its own, which stands out on Discord's light background and rests the eyes on its dark one.
CARD, INK, QUIET = (32, 36, 44), (240, 242, 245), (165, 172, 184)
ELLIPSIS = "…"
CORNER = 28  # pixels
# Drawn so many times larger and shrunk, lines and corners are smooth.
FINE = 4
# Colours between two that meet; the last colour of all is none, for the corners.
STEPS, CLEAR = 7, 255
COMPRESSION = 2  # of zlib, from 1 to 9: more takes twice the time for a tenth of the bytes


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """`size` in pixels."""
    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)


def cut(text: str, size: int, width: float) -> str:
    """As much of a text as fits in `width` pixels, with an ellipsis where something is missing."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    face = font(size)
    if face.getlength(text) <= width:
        return text
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if face.getlength(text[:middle] + ELLIPSIS) <= width:
            fits = middle
        else:
            too_long = middle
    return text[:fits].rstrip() + ELLIPSIS


Colour = tuple[int, int, int]


class Palette:
    """Few colours, fixed beforehand: a picture is composed in them from the start, which makes it quick and small."""

    def __init__(self, shades: Iterable[tuple[Colour, Colour]]) -> None:
        """`shades`: pairs of colours that meet somewhere in the picture, and so need what lies between them."""
        between = [
            tuple(round(one + (other - one) * step / STEPS) for one, other in zip(*pair, strict=True))
            for pair in shades
            for step in range(STEPS + 1)
        ]
        colours = list(dict.fromkeys([CARD, *between]))[:CLEAR]
        self._flat = [value for colour in colours for value in colour]
        self._sample = Image.new("P", (1, 1))
        self._sample.putpalette(self._flat)

    def card(self, width: int, height: int) -> Image.Image:
        """An empty card."""
        image = Image.new("P", (width, height), 0)
        image.putpalette(self._flat)
        return image

    def reduced(self, image: Image.Image) -> Image.Image:
        """An RGB image in these colours, to be pasted on a card."""
        return image.quantize(palette=self._sample, dither=Image.Dither.NONE)


def write(card: Image.Image, palette: Palette, at: tuple[float, float], text: str, size: int, ink: Colour) -> None:
    """One line of text; `at` is the middle of its left side."""
    left, upper, right, lower = (round(edge) for edge in font(size).getbbox(text, anchor="lm"))
    strip = Image.new("RGB", (right - left + 2, lower - upper + 2), CARD)
    ImageDraw.Draw(strip).text((1 - left, 1 - upper), text, ink, font(size), anchor="lm")
    card.paste(palette.reduced(strip), (round(at[0]) + left - 1, round(at[1]) + upper - 1))


def png(card: Image.Image) -> bytes:
    """With rounded corners that let Discord's own background through."""
    card.paste(CLEAR, mask=_corners(card.size))
    written = BytesIO()
    card.save(written, "PNG", compress_level=COMPRESSION, transparency=CLEAR)
    return written.getvalue()


@cache
def _corner() -> Image.Image:
    """A mask of what lies outside of the upper left corner."""
    large = CORNER * FINE
    mask = Image.new("L", (large, large), 255)
    ImageDraw.Draw(mask).ellipse((0, 0, 2 * large, 2 * large), fill=0)
    return mask.resize((CORNER, CORNER), Image.Resampling.BOX).point(lambda value: 255 if value > 127 else 0)


def _corners(size: tuple[int, int]) -> Image.Image:
    mask, corner = Image.new("1", size, 0), _corner().convert("1")
    right, low = size[0] - CORNER, size[1] - CORNER
    mask.paste(corner, (0, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_LEFT_RIGHT), (right, 0))
    mask.paste(corner.transpose(Image.Transpose.FLIP_TOP_BOTTOM), (0, low))
    mask.paste(corner.transpose(Image.Transpose.ROTATE_180), (right, low))
    return mask
