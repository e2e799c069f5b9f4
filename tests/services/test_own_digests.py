"""A member's own digest on a real database: only if asked for, once a week, at one's own hour, until one says stop."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import text

from bot.services.house import Services
from bot.services.own_digests import NoOwnDigest, OwnShown
from db.records import MarkState, Study
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import JUN, MINA, SERVER, SORA


@pytest.fixture
async def study(services: Services) -> Study:
    return await a_running_study(services, (MINA, JUN, SORA))


async def waiting(services: Services) -> list[tuple[int, int, datetime]]:
    """Subject, revision and hour of what waits."""
    async with services.ground.database.reading() as tx:
        rows = await tx.execute(
            text("SELECT subject, revision, due_at FROM notices WHERE kind = 'digest_mine' AND state = 'waiting'")
        )
        return [(row.subject, row.revision, datetime.fromisoformat(str(row.due_at))) for row in rows]


async def comes(services: Services, clock: Clock) -> OwnShown | None:
    """Travel to the next one, and word it as the sender would."""
    [(row, revision, due)] = await waiting(services)
    clock.at = due.replace(tzinfo=clock.at.tzinfo)
    shown = await services.own_digests.due(row, revision)
    async with services.ground.database.writing() as tx:
        sent = "UPDATE notices SET state = 'sent' WHERE kind = 'digest_mine' AND revision = :revision"
        await tx.execute(text(sent), {"revision": revision})
    return shown


async def test_nobody_gets_one_unasked(services: Services, study: Study) -> None:
    shown = await services.own_digests.preview(SERVER, MINA)

    assert shown.digest is None
    assert await waiting(services) == []


async def test_it_comes_on_monday_and_tells_the_week(services: Services, study: Study, clock: Clock) -> None:
    prml = services.books.find("prml")
    await services.own_digests.choose(SERVER, MINA, "ko")
    clock.move(hours=1)
    await services.marks.mark(SERVER, MINA, prml, "1.1-1.3", MarkState.SOLVED, None)

    first = await comes(services, clock)
    second = await comes(services, clock)

    assert first is not None
    assert second is not None
    assert (first.week.worked[0].now, second.week.worked[0].now) == (3, 0)
    assert second.week.worked[0].ever == 3


async def test_tried_again_it_says_the_same(services: Services, study: Study, clock: Clock) -> None:
    await services.own_digests.choose(SERVER, MINA, "ko")
    [(row, revision, due)] = await waiting(services)
    clock.at = due.replace(tzinfo=clock.at.tzinfo)

    first = await services.own_digests.due(row, revision)
    clock.move(hours=1)

    assert await services.own_digests.due(row, revision) == first


async def test_moved_within_a_week_it_comes_once_at_its_new_hour(
    services: Services, study: Study, clock: Clock
) -> None:
    await services.own_digests.choose(SERVER, MINA, "ko")
    [(_, before, _)] = await waiting(services)

    await services.own_digests.choose(SERVER, MINA, "ko", day="wed", time="20:00")

    [(row, after, due)] = await waiting(services)
    assert (due.weekday(), due.hour) == (2, 20)
    clock.at = due.replace(tzinfo=clock.at.tzinfo)
    assert await services.own_digests.due(row, after) is not None
    assert after <= before


async def test_after_stop_none_waits_and_none_is_told(services: Services, study: Study) -> None:
    shown = await services.own_digests.choose(SERVER, MINA, "ko")
    [(row, revision, _)] = await waiting(services)

    await services.own_digests.stop(shown.row, MINA)

    assert await waiting(services) == []
    assert await services.own_digests.due(row, revision) is None


async def test_somebody_elses_cannot_be_stopped(services: Services, study: Study) -> None:
    shown = await services.own_digests.choose(SERVER, MINA, "ko")

    with pytest.raises(NoOwnDigest):
        await services.own_digests.stop(shown.row, JUN)


async def test_it_needs_no_study(services: Services) -> None:
    await services.marks.mark(SERVER, MINA, services.books.find("prml"), "1.1", MarkState.STUCK, None)

    shown = await services.own_digests.preview(SERVER, MINA)

    assert shown.week.worked[0].next == ("1.1",)
