"""A book as a grid: every exercise a cell, chapter by chapter, in colours and signs that say what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from PIL import Image, ImageDraw

from bot.pictures.paper import CARD, FINE, INK, QUIET, Colour, Palette, cut, font, png, write
from db.records import MarkState

WIDTH, MARGIN, LABELS = 1000, 36, 72  # pixels
TITLE, TEXT, SMALL = 40, 26, 22  # pixels of font
GAP, BETWEEN_CHAPTERS = 4, 10
# So many cells stand in a line; a book that would become a tower, which Discord shrinks, gets more and smaller ones.
IN_A_LINE, IN_A_LONG_LINE, LONG_BOOK = 20, 30, 200
# A line of text for a chapter whose exercises nobody knows.
NOTE_HEIGHT = 40

# Depth is difficulty: one star, two, three. Told apart in grey, too, and under every kind of colour blindness the
# signs say the same.
EMPTY = ((58, 64, 76), (72, 79, 94), (92, 100, 118))
SOLVED = ((150, 222, 187), (84, 190, 143), (38, 150, 104))
TRYING, STUCK = (244, 190, 79), (240, 128, 92)
DARK = (24, 27, 33)
# How much of a group solved it, in four steps.
SHARES = ((46, 82, 78), (52, 122, 106), (84, 180, 140), (160, 232, 196))
_MEETING = (
    (CARD, INK),
    (CARD, QUIET),
    *((fill, CARD) for fill in (*EMPTY, *SOLVED, *SHARES, STUCK)),
    *((fill, QUIET) for fill in EMPTY),
    *((fill, TRYING) for fill in EMPTY),
    *((fill, DARK) for fill in (*SOLVED, *SHARES[2:], STUCK)),
    *((fill, INK) for fill in SHARES[:2]),
)
PALETTE = Palette(_MEETING)


@dataclass(frozen=True, slots=True)
class Cell:
    """One exercise: `label` is what stands in it while nobody solved it, `stars` its difficulty (0 where unknown).

    A group's cell has `solved` of `group` members, a member's own has `state`.
    """

    label: str
    stars: int = 0
    state: MarkState | None = None
    solved: int = 0
    group: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One chapter. `note` stands where its exercises are unknown."""

    label: str
    cells: tuple[Cell, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """All words are in the reader's language. `legend` explains cells in the order of the sequence."""

    title: str
    totals: str
    rows: tuple[Row, ...]
    legend: tuple[tuple[Cell, str], ...] = ()


def draw(grid: Grid) -> bytes:
    """A PNG, 1,000 pixels wide; about 10 ms for a book of 400 exercises."""
    in_a_line = IN_A_LINE if sum(len(row.cells) for row in grid.rows) <= LONG_BOOK else IN_A_LONG_LINE
    side = (WIDTH - 2 * MARGIN - LABELS) // in_a_line - GAP
    head = MARGIN + TITLE + 16 + TEXT + 30
    image = PALETTE.card(WIDTH, head + sum(_height(row, in_a_line, side) for row in grid.rows) + _foot(grid))
    _heading(image, grid)
    top = head
    for row in grid.rows:
        _row(image, row, top, in_a_line, side)
        top += _height(row, in_a_line, side)
    _legend(image, grid.legend, top + 8)
    return png(image)


def _heading(image: Image.Image, grid: Grid) -> None:
    width = WIDTH - 2 * MARGIN
    _say(image, (MARGIN, MARGIN + TITLE // 2), cut(grid.title, TITLE, width), TITLE, INK)
    _say(image, (MARGIN, MARGIN + TITLE + 32), cut(grid.totals, TEXT, width), TEXT, QUIET)


def _lines(row: Row, in_a_line: int) -> int:
    return -(-len(row.cells) // in_a_line)


def _height(row: Row, in_a_line: int, side: int) -> int:
    cells = _lines(row, in_a_line) * (side + GAP)
    return cells + (NOTE_HEIGHT if row.note else 0) + BETWEEN_CHAPTERS


def _row(image: Image.Image, row: Row, top: int, in_a_line: int, side: int) -> None:
    _say(image, (MARGIN, top + side // 2), cut(row.label, SMALL, LABELS - 8), SMALL, QUIET)
    for (left, upper), cell in zip(_places(len(row.cells), in_a_line, side), row.cells, strict=True):
        image.paste(_sprite(cell, side), (left, top + upper))
    if row.note:
        below = top + _lines(row, in_a_line) * (side + GAP)
        width = WIDTH - 2 * MARGIN - LABELS
        _say(image, (MARGIN + LABELS, below + NOTE_HEIGHT // 2 - 3), cut(row.note, SMALL, width), SMALL, QUIET)


def _say(image: Image.Image, at: tuple[int, int], text: str, size: int, ink: Colour) -> None:
    write(image, PALETTE, at, text, size, ink)


def _places(count: int, in_a_line: int, side: int) -> Iterator[tuple[int, int]]:
    for place in range(count):
        down, across = divmod(place, in_a_line)
        yield MARGIN + LABELS + across * (side + GAP), down * (side + GAP)


def _foot(grid: Grid) -> int:
    return 84 if grid.legend else MARGIN - BETWEEN_CHAPTERS


def _legend(image: Image.Image, legend: Sequence[tuple[Cell, str]], top: int) -> None:
    side, left = 36, MARGIN
    for cell, words in legend:
        room = WIDTH - MARGIN - left - side - 10
        if room < side:
            return
        said = cut(words, SMALL, room)
        image.paste(_sprite(cell, side), (left, top))
        _say(image, (left + side + 10, top + side // 2), said, SMALL, QUIET)
        left += side + 10 + round(font(SMALL).getlength(said)) + 30


# --- one cell


@cache
def _tile(side: int, fill: Colour, stars: int, ink: Colour) -> Image.Image:
    """A rounded square with a pip for each star at its lower edge."""
    large = side * FINE
    tile = Image.new("RGB", (large, large), CARD)
    pen = ImageDraw.Draw(tile)
    pen.rounded_rectangle((0, 0, large - 1, large - 1), radius=large // 6, fill=fill)
    pip, room = large // 16, large // 5
    for place in range(stars):
        middle = large // 2 + (2 * place - stars + 1) * room // 2
        pen.ellipse((middle - pip, large - 4 * pip, middle + pip, large - 2 * pip), fill=ink)
    return tile.resize((side, side), Image.Resampling.BOX)


# Enough for the exercises of some books at once; few differ in more than their number.
@cache
def _sprite(cell: Cell, side: int) -> Image.Image:
    return PALETTE.reduced(_painted(cell, side))


def _painted(cell: Cell, side: int) -> Image.Image:
    depth = min(max(cell.stars, 1), 3) - 1
    if cell.group:
        return _counted(cell, side, depth)
    fill = {MarkState.SOLVED: SOLVED[depth], MarkState.TRYING: EMPTY[depth], MarkState.STUCK: STUCK, None: EMPTY[depth]}
    ink = QUIET if cell.state in {None, MarkState.TRYING} else DARK
    tile = _tile(side, fill[cell.state], cell.stars, ink).copy()
    if cell.state is None:
        _number(tile, cell.label, QUIET)
    else:
        tile.paste(_signed(tile, cell.state))
    return tile


def _counted(cell: Cell, side: int, depth: int) -> Image.Image:
    if not cell.solved:
        tile = _tile(side, EMPTY[depth], cell.stars, QUIET).copy()
        _number(tile, cell.label, QUIET)
        return tile
    step = min(len(SHARES) - 1, (cell.solved * len(SHARES) - 1) // cell.group)
    ink = INK if step < len(SHARES) // 2 else DARK
    tile = _tile(side, SHARES[step], cell.stars, ink).copy()
    _number(tile, str(cell.solved), ink, bold=True)
    return tile


def _number(tile: Image.Image, label: str, ink: Colour, *, bold: bool = False) -> None:
    side = tile.width
    size = round(side * (0.5 if bold else 0.42))
    ImageDraw.Draw(tile).text(
        (side / 2, side * 0.44), label[:4], ink, font(size), anchor="mm", stroke_width=0.4 if bold else 0
    )


def _signed(tile: Image.Image, state: MarkState) -> Image.Image:
    """The sign that says the state without its colour: a check, a half, an exclamation mark."""
    side = tile.width
    large = tile.resize((side * FINE, side * FINE), Image.Resampling.NEAREST)
    pen, unit = ImageDraw.Draw(large), side * FINE / 20
    if state is MarkState.SOLVED:
        pen.line(
            [(5 * unit, 9 * unit), (8.5 * unit, 12.5 * unit), (15 * unit, 5 * unit)], DARK, round(2.2 * unit), "curve"
        )
    elif state is MarkState.TRYING:
        pen.polygon([(3 * unit, 3 * unit), (14 * unit, 3 * unit), (3 * unit, 14 * unit)], TRYING)
    else:
        pen.rounded_rectangle((8.8 * unit, 2.6 * unit, 11.2 * unit, 8.4 * unit), unit, DARK)
        pen.ellipse((8.6 * unit, 9.6 * unit, 11.4 * unit, 12.4 * unit), DARK)
    return large.resize((side, side), Image.Resampling.BOX)
