"""The grid of a book: its size, its signs, its words, and that nothing hangs over the edge."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.pictures.grid import WIDTH, Cell, Grid, Row, draw
from bot.pictures.paper import ELLIPSIS, cut, font
from bot.pictures.studio import drawn
from db.records import MarkState

STATES = (None, MarkState.TRYING, MarkState.STUCK, MarkState.SOLVED)


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGBA").convert("RGB")


def book(count: int, chapters: int = 10, title: str = "A book") -> Grid:
    cells = tuple(Cell(str(n + 1), n % 4, STATES[n % 4]) for n in range(count // chapters))
    return Grid(title, "0", tuple(Row(str(n + 1), cells) for n in range(chapters)))


def one(cell: Cell) -> Image.Image:
    return opened(draw(Grid("A", "B", (Row("1", (cell,)),))))


def difference(one: Image.Image, other: Image.Image) -> float:
    """How far two pictures lie apart where they differ at all, in grey: 0 to 255."""
    apart = ImageChops.difference(one.convert("L"), other.convert("L"))
    box = apart.getbbox()
    return ImageStat.Stat(apart.crop(box)).rms[0] if box else 0.0


@pytest.mark.parametrize("count", [10, 430, 1000])
def test_a_book_of_any_size_is_a_card_a_phone_can_show(count: int) -> None:
    png = draw(book(count))

    width, height = opened(png).size
    assert width == WIDTH
    assert height <= 2400
    assert len(png) < 200_000


@pytest.mark.parametrize("stars", [0, 1, 2, 3])
def test_every_state_is_told_apart_without_colour(stars: int) -> None:
    pictures = [one(Cell("7", stars, state)) for state in STATES]

    assert all(difference(a, b) > 20 for a, b in combinations(pictures, 2))


@pytest.mark.parametrize("state", STATES)
def test_stars_are_seen_in_every_state(state: MarkState | None) -> None:
    pictures = [one(Cell("7", stars, state)) for stars in (1, 2, 3)]

    assert all(difference(a, b) > 5 for a, b in combinations(pictures, 2))


def test_a_groups_cell_grows_lighter_with_the_number_of_those_who_solved_it() -> None:
    brightness = [ImageStat.Stat(one(Cell("7", 1, solved=n, group=12)).convert("L")).mean[0] for n in (0, 3, 6, 9, 12)]

    assert brightness == sorted(brightness)
    assert len(set(brightness)) == len(brightness)


def test_the_same_facts_are_the_same_picture() -> None:
    assert draw(book(100)) == draw(book(100))


@pytest.mark.parametrize("text", ["패턴 인식과 머신 러닝", "Murphy & Bishop", "한글Latin" * 40])
def test_a_text_is_cut_to_its_width(text: str) -> None:
    shown = cut(text, 40, 300)

    assert font(40).getlength(shown) <= 300
    assert shown == text or shown.endswith(ELLIPSIS)


@pytest.mark.parametrize("letter", "가힣똠뚫ㄱㅎ★…–αΣ")
def test_a_korean_name_and_a_formula_have_shapes(letter: str) -> None:
    nobody_drew = bytes(font(40).getmask("\U0001f9ed"))

    assert bytes(font(40).getmask(letter)) != nobody_drew


def test_decomposed_hangul_is_composed_before_it_is_drawn() -> None:
    assert cut("\u1112\u1161\u11ab", 40, 300) == "한"


def test_a_long_title_stays_on_the_card() -> None:
    picture = opened(draw(book(10, 1, "Pattern Recognition " * 10)))

    edge = picture.crop((WIDTH - 30, 40, WIDTH, 90)).getcolors()

    assert edge is not None
    assert len(edge) == 1


def test_a_chapter_nobody_knows_has_a_line_of_its_own() -> None:
    without = opened(draw(Grid("A", "B", (Row("1"),))))
    known = opened(draw(Grid("A", "B", (Row("1", note="1.3, 1.9"),))))

    assert known.height > without.height


async def test_pictures_are_drawn_beside_the_loop() -> None:
    assert await drawn(book(100)) == draw(book(100))
