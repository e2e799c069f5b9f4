"""The weekly digest on a real database: one a study and week, whatever becomes of its hour or of the machine."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import text

from bot.domain import digests as rules
from bot.domain.notices import Kind
from bot.services.digests import WeekShown
from bot.services.house import Services
from db.queries import notices as outbox
from db.records import Audience, MarkState, Notice, NoticeState, Study, WhenQuiet
from tests.clock import Clock
from tests.services.situations import a_running_study

MINA, JUN, SORA = 101, 102, 103
MEMBERS = (MINA, JUN, SORA)
SOLVED = MarkState.SOLVED

Coming = Callable[[], Awaitable[list[Notice]]]


@pytest.fixture
async def study(services: Services) -> Study:
    """Published on a Monday at 00:00 by its own clock; it meets on Saturdays from the next week on."""
    return await a_running_study(services, MEMBERS)


@pytest.fixture
def coming(services: Services, study: Study) -> Coming:
    """The digests for the channel that wait, the next one first."""

    async def find() -> list[Notice]:
        async with services.ground.database.reading() as tx:
            waiting = await outbox.of_study(tx, study.id, states=[NoticeState.WAITING], limit=10_000)
        return sorted((n for n in waiting if n.kind == Kind.DIGEST), key=lambda notice: notice.due_at)

    return find


async def told(services: Services, coming: Coming) -> WeekShown | None:
    """The next digest is worded, as the sender would."""
    notice = (await coming())[0]
    async with services.ground.database.writing() as tx:
        await tx.execute(text("UPDATE notices SET state = 'sent' WHERE id = :id"), {"id": notice.id})
    return await services.digests.due(notice.subject, notice.revision)


async def test_a_study_that_begins_plans_one_digest_for_monday_morning(coming: Coming, clock: Clock) -> None:
    [notice] = await coming()

    assert notice.due_at == clock.now() + timedelta(hours=9)


async def test_each_digest_plans_the_next_one(services: Services, coming: Coming, clock: Clock) -> None:
    weeks = []
    clock.move(hours=9)
    for _ in range(3):
        shown = await told(services, coming)
        assert shown is not None
        weeks.append(shown.week.covered)
        clock.move(weeks=1)

    [notice] = await coming()
    assert notice.due_at == clock.now()
    assert [week.since for week in weeks[1:]] == [week.until for week in weeks[:-1]]


async def test_tried_again_it_tells_the_same_week(services: Services, coming: Coming, clock: Clock) -> None:
    clock.move(weeks=1)
    [notice] = await coming()
    first = await services.digests.due(notice.subject, notice.revision)
    clock.move(minutes=5)

    again = await services.digests.due(notice.subject, notice.revision)

    assert first is not None
    assert again is not None
    assert again.week.covered == first.week.covered


async def test_three_weeks_offline_are_one_digest_that_says_so(
    services: Services, study: Study, coming: Coming, clock: Clock
) -> None:
    clock.move(weeks=3, days=1)

    shown = await told(services, coming)

    assert shown is not None
    assert rules.is_late(shown.week.covered)
    assert len(shown.week.met) == 2
    [next_one] = await coming()
    assert next_one.due_at > clock.now()


async def test_an_hour_moved_to_later_in_the_week_tells_it_once(
    services: Services, study: Study, coming: Coming, clock: Clock
) -> None:
    clock.move(weeks=1)
    await told(services, coming)

    await services.digests.choose(study.id, day="Thursday", time="18:00")

    [notice] = await coming()
    assert timedelta(weeks=1) < notice.due_at - clock.now() < timedelta(weeks=2)


async def test_a_hand_posted_digest_stands_for_that_week(
    services: Services, study: Study, coming: Coming, clock: Clock
) -> None:
    clock.move(days=3)
    await services.marks.mark(study.server_id, MINA, services.books.find("prml"), "1.1", SOLVED, None)
    clock.move(minutes=1)
    await services.digests.post(study.id)
    now, later = await coming()

    with pytest.raises(rules.SaidThisWeek):
        await services.digests.post(study.id)

    assert now.due_at == clock.now()
    assert later.due_at - now.due_at > timedelta(days=3)


async def test_a_study_that_rests_tells_nothing_and_nothing_of_its_rest(
    services: Services, study: Study, coming: Coming, clock: Clock
) -> None:
    await services.editing.pause(study.id)
    assert await coming() == []

    await services.digests.choose(study.id, when_quiet=WhenQuiet.NOTHING)
    assert await coming() == []
    with pytest.raises(rules.NotRunning):
        await services.digests.preview(study.id)


async def test_switched_off_and_on_again_it_begins_anew(
    services: Services, study: Study, coming: Coming, clock: Clock
) -> None:
    await services.digests.choose(study.id, on=False, staff=False)
    assert await coming() == []
    clock.move(weeks=4)

    await services.digests.choose(study.id, on=True)

    [notice] = await coming()
    assert notice.due_at > clock.now()


@pytest.mark.parametrize("seed", range(5))
async def test_its_numbers_are_those_of_a_slow_recount_from_raw_rows(
    services: Services, study: Study, clock: Clock, seed: int
) -> None:
    dice, prml = Random(seed), services.books.find("prml")  # noqa: S311
    numbers = [exercise.number for chapter in prml.chapters for exercise in chapter.exercises or ()][:60]
    for _ in range(60):
        clock.move(hours=dice.randint(0, 8))
        user, which = dice.choice([*MEMBERS, 999]), ", ".join(dice.sample(numbers, dice.randint(1, 5)))
        state = dice.choice([SOLVED, SOLVED, SOLVED, MarkState.STUCK, None])
        await services.marks.mark(study.server_id, user, prml, which, state, None)
    clock.move(minutes=1)

    shown = await services.digests.preview(study.id)

    rows = await _rows(services, "SELECT exercise, user_id, state, solved_at FROM marks")
    solved = [row for row in rows if row["state"] == "solved" and row["user_id"] in MEMBERS]
    assert shown.week.solved.ever == len({row["exercise"] for row in solved})
    assert sum(shown.board.coverage.values()) == len(solved)
    assert shown.week.solved.now == shown.week.solved.ever


async def _rows(services: Services, query: str) -> list[dict[str, object]]:
    async with services.ground.database.reading() as tx:
        return [dict(row) for row in (await tx.execute(text(query))).mappings()]


async def test_only_who_lets_everybody_see_is_named_as_first_solver(
    services: Services, study: Study, clock: Clock
) -> None:
    prml = services.books.find("prml")
    hard = [e.number for chapter in prml.chapters for e in chapter.exercises or () if e.stars == 3][:2]
    await services.marks.open(study.server_id, JUN, Audience.SERVER, None)
    await services.marks.mark(study.server_id, MINA, prml, hard[0], SOLVED, None)
    await services.marks.mark(study.server_id, JUN, prml, hard[1], SOLVED, None)
    clock.move(days=1)

    shown = await services.digests.preview(study.id)

    assert [(first.exercise, first.by) for first in shown.week.firsts] == [(hard[0], None), (hard[1], JUN)]


async def test_organisers_read_who_has_not_confirmed(services: Services, study: Study, clock: Clock) -> None:
    clock.move(days=10)

    shown = await services.digests.staff_preview(study.id)

    assert [meeting.session.number for meeting in shown.unconfirmed] == [1]
    assert shown.quiet == ()


async def test_nobody_is_called_quiet_where_nobody_counted(services: Services, study: Study, clock: Clock) -> None:
    clock.move(weeks=6)

    assert (await services.digests.staff_preview(study.id)).quiet == ()
