"""/book as a member meets it: a shelf to look at, and a book to leaf through."""

from __future__ import annotations

import pytest

from tests.cogs.world import World


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return ("books",)


async def test_the_shelf_shows_every_book_to_the_reader_alone(fresh_world: World) -> None:
    shelf = await fresh_world.mina.slash(fresh_world.prml, "book list")

    assert shelf.ephemeral
    assert "**Pattern Recognition and Machine Learning (PRML)** · 14 chapters · 676 pages · 431 exercises" in shelf.text
    assert len([row for row in shelf.text.splitlines() if row.startswith("**")]) == len(
        fresh_world.services.books.all()
    )


async def test_the_shelf_speaks_the_readers_language(fresh_world: World) -> None:
    shelf = await fresh_world.sora.slash(fresh_world.prml, "book list")

    assert "**패턴 인식과 머신 러닝 (PRML)** · 14장 · 676쪽 · 연습문제 431개" in shelf.text


async def test_a_book_is_opened_from_the_shelf_and_put_back(fresh_world: World) -> None:
    mina, shelf = fresh_world.mina, await fresh_world.mina.slash(fresh_world.prml, "book list")
    prml = fresh_world.services.books.find("prml")

    opened = await mina.choose(shelf, "book.open", str(prml.id))
    back = await mina.press(opened, "The shelf")

    assert "📖 Pattern Recognition and Machine Learning" in opened.text
    assert back.text == shelf.text


async def test_a_book_is_leafed_through_to_its_end(fresh_world: World) -> None:
    mina, card = fresh_world.mina, await fresh_world.mina.slash(fresh_world.prml, "book show", book="prml")

    first = card.text
    assert "**1** Introduction" in first
    assert "◀️" in card.last.disabled

    for _ in range(2):
        card = await mina.press(card, "▶️")

    assert "**14** Combining Models" in card.text
    assert "▶️" in card.last.disabled
    for _ in range(2):
        card = await mina.press(card, "◀️")
    assert card.text == first


async def test_a_book_is_found_by_what_people_call_it(fresh_world: World) -> None:
    for named in ("PRML", "패턴 인식과 머신러닝", "pattern recognition and machine learning"):
        card = await fresh_world.mina.slash(fresh_world.prml, "book show", book=named)

        assert "📖 Pattern Recognition" in card.text


async def test_books_are_offered_while_a_title_is_typed(fresh_world: World) -> None:
    english = await fresh_world.mina.types(fresh_world.prml, "book show", "book", "deep")
    korean = await fresh_world.sora.types(fresh_world.prml, "book show", "book", "패턴")

    assert english == ["Deep Learning", "Deep Learning: Foundations and Concepts"]
    assert korean == ["패턴 인식과 머신 러닝"]


async def test_a_book_that_is_not_there_is_refused_with_the_nearest_title(fresh_world: World) -> None:
    refused = await fresh_world.mina.slash(fresh_world.prml, "book show", book="PRLM")

    assert refused.ephemeral
    assert "Pattern Recognition and Machine Learning" in refused.text


async def test_markdown_in_a_wrong_title_stays_as_typed(fresh_world: World) -> None:
    refused = await fresh_world.mina.slash(fresh_world.prml, "book show", book="**@everyone** " + "x" * 2000)

    assert r"\*\*" in refused.text
    assert "@everyone" not in refused.text


async def test_an_old_card_can_be_leafed_through_after_a_restart(fresh_world: World) -> None:
    card = await fresh_world.mina.slash(fresh_world.prml, "book show", book="prml")

    await fresh_world.restart()
    card = await fresh_world.mina.press(card, "▶️")

    assert "2 / 3" in card.buttons
