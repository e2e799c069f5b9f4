"""The shelf: seed files come in whole or not at all, and are found by whatever people call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.services.books import Books, NoSuchBook
from bot.services.ground import Ground
from db.engine import Database
from tests.clock import Clock

BOOK = """
title = "A Hard Book"
title_ko = "어려운 책"
short = "AHB"

[[chapter]]
number = 1
title = "Beginning"
pages = [1, 40]
exercises = "1.1* 1.2**"
"""


@pytest.fixture
def ground(database: Database, clock: Clock) -> Ground:
    return Ground(database, clock.now)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "books"
    made.mkdir()
    (made / "ahb.toml").write_text(BOOK, encoding="utf-8")
    return made


@pytest.fixture
async def books(ground: Ground, folder: Path) -> Books:
    shelf = Books(ground)
    await shelf.load(folder)
    return shelf


async def test_every_book_that_is_shipped_can_be_read(ground: Ground) -> None:
    loaded = await Books(ground).load()

    assert loaded.mistakes == {}
    assert set(loaded.changed) >= {"prml", "dl_goodfellow", "nlp_papers"}


async def test_prml_is_the_book_people_know(ground: Ground) -> None:
    shelf = Books(ground)
    await shelf.load()

    prml = shelf.find("prml")

    assert len(prml.chapters) == 14
    assert sum(len(chapter.exercises or ()) for chapter in prml.chapters) == 431


async def test_a_file_that_has_not_changed_is_not_read_again(books: Books, folder: Path) -> None:
    assert (await books.load(folder)).changed == ()


async def test_a_changed_file_changes_its_book_in_place(books: Books, folder: Path) -> None:
    before = books.find("ahb")
    (folder / "ahb.toml").write_text(BOOK.replace("[1, 40]", "[1, 44]"), encoding="utf-8")

    loaded = await books.load(folder)

    after = books.find("ahb")
    assert loaded.changed == ("ahb",)
    assert after.id == before.id
    assert after.chapters[0].pages == 44


async def test_a_mistake_is_named_and_the_book_stays_as_it_was(books: Books, folder: Path) -> None:
    before = books.find("ahb")
    (folder / "ahb.toml").write_text(BOOK.replace("[1, 40]", "[40, 1]"), encoding="utf-8")
    (folder / "other.toml").write_text(BOOK.replace("A Hard Book", "Another"), encoding="utf-8")

    loaded = await books.load(folder)

    assert list(loaded.mistakes) == ["ahb.toml"]
    assert loaded.changed == ("other",)
    assert books.of(before.id) == before


async def test_a_book_whose_file_went_away_stays(books: Books, ground: Ground, folder: Path) -> None:
    (folder / "ahb.toml").unlink()

    later = Books(ground)
    await later.load(folder)

    assert later.find("ahb") == books.find("ahb")


@pytest.mark.parametrize("typed", ["ahb", "AHB", "a hard book", "A HARD-BOOK", "어려운 책", "어려운책"])
async def test_a_book_is_found_by_any_of_its_names(books: Books, typed: str) -> None:
    assert books.find(typed).key == "ahb"


async def test_a_name_that_is_nearly_right_brings_the_book_to_mind(books: Books) -> None:
    with pytest.raises(NoSuchBook) as refused:
        books.find("a hard bok")

    assert refused.value.near == books.find("ahb")


@pytest.mark.parametrize("typed", ["cookery", "", "?!", "x" * 10_000])
async def test_a_name_that_is_nobodys_brings_nothing_to_mind(books: Books, typed: str) -> None:
    with pytest.raises(NoSuchBook) as refused:
        books.find(typed)

    assert refused.value.near is None


async def test_books_are_offered_by_any_part_of_a_name_in_the_order_of_their_titles(ground: Ground) -> None:
    shelf = Books(ground)
    await shelf.load()

    english = [book.short for book in shelf.matching("deep learn", "en")]
    korean = [book.title_in("ko") for book in shelf.matching("머신", "ko")]

    assert english == ["DL", "DLFC"]
    assert "패턴 인식과 머신 러닝" in korean
    assert korean == sorted(korean)


async def test_nothing_typed_offers_every_book(ground: Ground) -> None:
    shelf = Books(ground)
    await shelf.load()

    assert {book.key for book in shelf.matching("", "en")} == {book.key for book in shelf.all()}
