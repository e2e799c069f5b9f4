"""Files of marks on a real database: imported once, forgotten after a day, compared anew when somebody says yes."""

from __future__ import annotations

import asyncio

import pytest

from bot.services.exchange import ImportGone
from bot.services.house import Services
from db.records import MarkState
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import SERVER

MINA, JUN, DANA = 101, 102, 104
FILE = f"member_id,exercise\r\n{MINA},1.1-1.3\r\n{JUN},1.1".encode()


async def test_two_presses_import_once(either_services: Services) -> None:
    services = either_services
    await a_running_study(services, (MINA, JUN))
    shown = await services.exchange.look(SERVER, services.books.find("prml"), DANA, FILE)

    both = await asyncio.gather(*(services.exchange.apply(shown.id) for _ in range(2)), return_exceptions=True)

    assert sorted(type(one).__name__ for one in both) == ["ImportGone", "ImportShown"]


async def test_what_changed_meanwhile_is_compared_anew(services: Services, clock: Clock) -> None:
    await a_running_study(services, (MINA, JUN))
    prml = services.books.find("prml")
    shown = await services.exchange.look(SERVER, prml, DANA, FILE)
    clock.move(minutes=5)
    await services.marks.mark(SERVER, MINA, prml, "1.1-1.3", MarkState.SOLVED, None)

    done = await services.exchange.apply(shown.id)

    assert len(shown.differences.changed) == 4
    assert {mark.user_id for mark in done.differences.to_apply} == {JUN}
    own = await services.marks.own(SERVER, prml.id, MINA)
    assert own.marks["1.1"].state is MarkState.SOLVED


async def test_a_preview_is_forgotten_after_a_day(services: Services, clock: Clock) -> None:
    await a_running_study(services, (MINA, JUN))
    prml = services.books.find("prml")
    old = await services.exchange.look(SERVER, prml, DANA, FILE)
    clock.move(days=2)
    await services.exchange.look(SERVER, prml, DANA, FILE)

    with pytest.raises(ImportGone):
        await services.exchange.apply(old.id)


async def test_a_file_that_was_set_aside_is_not_imported(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))
    prml = services.books.find("prml")
    shown = await services.exchange.look(SERVER, prml, DANA, FILE)

    await services.exchange.discard(shown.id)

    with pytest.raises(ImportGone):
        await services.exchange.apply(shown.id)
    assert (await services.marks.own(SERVER, prml.id, MINA)).marks == {}
