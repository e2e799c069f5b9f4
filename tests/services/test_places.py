"""Use cases around places: every change plans what has to be done on Discord, in the transaction that makes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete

from bot.domain.notices import Kind
from bot.domain.places import Want
from bot.domain.studies import NoSuchStudy
from bot.services.facts import existing, follow_up
from bot.services.house import Services
from bot.services.places import say_barred
from db.queries import notices as outbox
from db.queries import places as stored
from db.queries import plans as stored_plans
from db.queries import studies as stored_studies
from db.records import Gathering, Notice, NoticeState, Place, PlaceKind, Session, SessionState, StudyState
from db.tables import notices as notices_table
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import JUN, MINA

MINUTE = timedelta(minutes=1)


async def waiting(services: Services, kind: Kind) -> list[Notice]:
    """Soonest first."""
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, 1, states=[NoticeState.WAITING], limit=1000)
    return sorted((notice for notice in found if notice.kind == kind), key=lambda notice: notice.due_at)


async def the_first(services: Services) -> Session:
    async with services.ground.database.reading() as tx:
        return (await stored_plans.sessions_of(tx, 1))[0]


async def stands(services: Services, session: Session, kind: PlaceKind = PlaceKind.EVENT) -> Place:
    """Discord has made it, and it was written down."""
    now = services.ground.now()
    shown = await services.places.wanted(session.id, kind)
    async with services.ground.database.writing() as tx:
        place = await stored.take(tx, session.id, kind, by=1, now=now, until=now + MINUTE)
        assert place is not None
        done = replace(place, discord_id=555, shown=shown.digest, tried_at=None, done_at=now)
        await stored.keep(tx, done, by=1)
    return done


async def change(services: Services, session: Session) -> None:
    async with services.ground.database.writing() as tx:
        await stored_plans.save_session(tx, session)
        await follow_up(tx, await existing(tx, 1, lock=True), services.ground.now())


async def test_a_published_plan_has_an_event_for_each_session(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))

    planned = await waiting(services, Kind.EVENT)

    first = await the_first(services)
    assert len(planned) == len({notice.subject for notice in planned}) > 10
    assert planned[0].subject == first.id
    assert planned[0].due_at < services.ground.now() + timedelta(days=1)
    assert planned[5].due_at - planned[4].due_at == timedelta(days=7)
    assert await waiting(services, Kind.THREAD) == []


async def test_a_study_from_before_there_were_events_gets_them_once(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    planned = await waiting(services, Kind.EVENT)
    async with services.ground.database.writing() as tx:
        await tx.execute(delete(notices_table).where(notices_table.c.kind == Kind.EVENT.value))

    found = await services.places.never_planned()
    await services.places.plan(study.id)

    assert found == [study.id]
    assert [notice.subject for notice in await waiting(services, Kind.EVENT)] == [each.subject for each in planned]
    assert await services.places.never_planned() == []


async def test_who_wants_no_events_or_rests_is_not_planned_anew(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    async with services.ground.database.writing() as tx:
        await tx.execute(delete(notices_table).where(notices_table.c.kind == Kind.EVENT.value))

    for facts in ({"events": False}, {"state": StudyState.PAUSED}):
        async with services.ground.database.writing() as tx:
            await stored_studies.save(tx, replace(study, **facts))
        assert await services.places.never_planned() == []


async def test_what_stands_as_it_is_waits_for_nothing_until_it_changes(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))
    first = await the_first(services)
    await stands(services, first)

    await change(services, first)
    unchanged = [notice.subject for notice in await waiting(services, Kind.EVENT)]
    await change(services, replace(first, starts_at=first.starts_at + timedelta(hours=1)))

    assert first.id not in unchanged
    assert (await waiting(services, Kind.EVENT))[0].subject == first.id


async def test_a_session_that_is_gone_from_the_plan_takes_its_event_along(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))
    first = await the_first(services)
    await stands(services, first)

    await change(services, replace(first, state=SessionState.GONE))

    assert (await waiting(services, Kind.EVENT))[0].subject == first.id
    shown = await services.places.wanted(first.id, PlaceKind.EVENT)
    assert (shown.want, shown.meeting.turns) == (Want.NOTHING, ())


async def test_threads_chosen_later_come_for_every_session_ahead(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))

    async with services.ground.database.writing() as tx:
        await stored_studies.save(tx, chosen := replace(study, gathering=Gathering.THREADS))
        await follow_up(tx, chosen, services.ground.now())

    threads = await waiting(services, Kind.THREAD)
    assert len(threads) == 2 * len(await waiting(services, Kind.EVENT))


async def test_a_place_is_worked_on_by_one_at_a_time(services: Services, clock: Clock) -> None:
    await a_running_study(services, (MINA, JUN))
    session, now = await the_first(services), clock.now()

    async def take(by: int) -> Place | None:
        async with services.ground.database.writing() as tx:
            return await stored.take(
                tx, session.id, PlaceKind.EVENT, by=by, now=clock.now(), until=clock.now() + MINUTE
            )

    first, other, again = await take(1), await take(2), await take(1)
    clock.move(minutes=1)
    heir, too_late = await take(2), await take(1)

    assert first is not None
    assert heir is not None
    assert (other, again, too_late) == (None, first, None)
    assert first.tried_at == heir.tried_at == now


async def test_who_lost_a_place_leaves_it_as_it_is(services: Services, clock: Clock) -> None:
    await a_running_study(services, (MINA, JUN))
    done = await stands(services, await the_first(services))

    async with services.ground.database.writing() as tx:
        await stored.keep(tx, replace(done, discord_id=666), by=2)

    found = await services.places.of(done.session_id)
    assert found == {PlaceKind.EVENT: done}


async def test_a_missing_permission_is_said_to_the_organisers_once(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))
    session = await the_first(services)

    for _ in range(3):
        async with services.ground.database.writing() as tx:
            await say_barred(tx, session.id, PlaceKind.EVENT, services.ground.now())

    assert len(await waiting(services, Kind.EVENT_BARRED)) == 1
    assert await waiting(services, Kind.THREAD_BARRED) == []


async def test_a_session_that_never_was_has_no_place(services: Services) -> None:
    await a_running_study(services, (MINA, JUN))

    with pytest.raises(NoSuchStudy):
        await services.places.wanted(4711, PlaceKind.EVENT)
