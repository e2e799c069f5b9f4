"""Exercises on a real database: with or without a study, undone once, seen as far as one lets it."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain import marks as rules
from bot.domain.typed.mistakes import NoSuchExercises
from bot.services.books import NoSuchBook
from bot.services.house import Services
from bot.services.marks import WhichBook
from db.records import Audience, MarkState
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import CHANNEL, SERVER

SOLVED = MarkState.SOLVED
ELSEWHERE = 99
MINA, JUN, SORA = 101, 102, 103
MEMBERS = (MINA, JUN, SORA)


async def test_marks_need_no_study(services: Services) -> None:
    prml = services.books.find("prml")

    marked = await services.marks.mark(SERVER, MINA, prml, "1.1-1.3, 2.20", SOLVED, None)

    own = await services.marks.own(SERVER, prml.id, MINA)
    assert marked.numbers == ("1.1", "1.2", "1.3", "2.20")
    assert rules.solved(own.marks.values()) == list(marked.numbers)


async def test_a_typing_mistake_marks_nothing(services: Services) -> None:
    prml = services.books.find("prml")

    with pytest.raises(NoSuchExercises):
        await services.marks.mark(SERVER, MINA, prml, "1.1-1.3, 1.999", SOLVED, None)

    assert (await services.marks.own(SERVER, prml.id, MINA)).marks == {}


async def test_another_server_knows_nothing_of_it(services: Services) -> None:
    prml = services.books.find("prml")

    await services.marks.mark(SERVER, MINA, prml, "1.1", SOLVED, None)

    assert (await services.marks.own(ELSEWHERE, prml.id, MINA)).marks == {}


async def test_what_is_said_twice_is_no_second_act(services: Services, clock: Clock) -> None:
    prml = services.books.find("prml")
    first = await services.marks.mark(SERVER, MINA, prml, "1.1", SOLVED, None)
    clock.move(days=1)

    again = await services.marks.mark(SERVER, MINA, prml, "1.1", SOLVED, None)

    assert first.act is not None
    assert again.act is None
    assert again.sheet.marks["1.1"].solved_at == first.act.at


async def test_an_undo_brings_back_state_time_and_link(services: Services, clock: Clock) -> None:
    prml = services.books.find("prml")
    before = await services.marks.mark(SERVER, MINA, prml, "1.1", SOLVED, "https://example.org/1")
    clock.move(days=1)
    act = (await services.marks.mark(SERVER, MINA, prml, "1.1-1.2", None, None)).act
    assert act is not None

    undone = await services.marks.undo(act.id, MINA)

    assert undone.numbers == ("1.1",)
    assert undone.sheet.marks == before.sheet.marks


async def test_two_presses_undo_once(either_services: Services) -> None:
    services = either_services
    prml = services.books.find("prml")
    act = (await services.marks.mark(SERVER, MINA, prml, "1.1", SOLVED, None)).act
    assert act is not None

    both = await asyncio.gather(*(services.marks.undo(act.id, MINA) for _ in range(2)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in both) == ["Undone", "UndoneAlready"]


async def test_nobody_undoes_for_somebody_else(services: Services) -> None:
    prml = services.books.find("prml")
    act = (await services.marks.mark(SERVER, MINA, prml, "1.1", SOLVED, None)).act
    assert act is not None

    with pytest.raises(rules.NotYourMarks):
        await services.marks.undo(act.id, JUN)


async def test_the_book_is_the_one_that_is_read_here(services: Services) -> None:
    study = await a_running_study(services, MEMBERS)

    meant = await services.marks.book(SERVER, CHANNEL, JUN, None)

    assert meant.id == study.book_id


async def test_without_a_study_the_newest_marks_say_which_book(services: Services) -> None:
    prml = services.books.find("prml")
    with pytest.raises(WhichBook):
        await services.marks.book(SERVER, CHANNEL, MINA, None)
    await services.marks.mark(SERVER, MINA, prml, "1.1", SOLVED, None)

    assert (await services.marks.book(SERVER, CHANNEL, MINA, None)).id == prml.id
    with pytest.raises(NoSuchBook):
        await services.marks.book(SERVER, CHANNEL, MINA, "no such book")


async def test_nobody_sees_what_was_never_opened(services: Services) -> None:
    await a_running_study(services, MEMBERS)
    prml = services.books.find("prml")

    with pytest.raises(rules.KeptPrivate):
        await services.marks.sheet(SERVER, prml, MINA, JUN)


async def test_opened_to_the_study_strangers_still_see_nothing(services: Services) -> None:
    await a_running_study(services, MEMBERS)
    prml = services.books.find("prml")
    stranger = 4321
    await services.marks.open(SERVER, MINA, Audience.STUDY, None)

    assert (await services.marks.sheet(SERVER, prml, MINA, JUN)).user_id == MINA
    with pytest.raises(rules.KeptPrivate):
        await services.marks.sheet(SERVER, prml, MINA, stranger)


async def test_one_setting_leaves_the_other(services: Services) -> None:
    await services.marks.open(SERVER, MINA, Audience.SERVER, None)

    said = await services.marks.open(SERVER, MINA, None, True)

    assert (said.shows, said.helps) == (Audience.SERVER, True)


async def test_the_board_counts_members_and_nobody_else(services: Services) -> None:
    study = await a_running_study(services, MEMBERS)
    prml = services.books.find("prml")
    for user in (MINA, JUN, 4321):
        await services.marks.mark(SERVER, user, prml, "1.1", SOLVED, None)
    await services.marks.mark(SERVER, SORA, prml, "1.1", MarkState.TRYING, None)

    board = await services.marks.board(study.id)

    assert board.coverage == {"1.1": 2}
    assert board.members == len(MEMBERS)
