"""A session as its members come to it: by the voice channel, by a button, or not at all."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.attendance import BegunAlready, NotOpenYet, Turnout
from bot.domain.plans import NotSeated
from bot.domain.studies import NotAMember
from bot.services.attendance import Mine, Noted
from bot.services.house import Services
from db.queries import aways as stored_aways
from db.queries import studies as stored_studies
from db.records import Away, Presence, Session, Source, Study
from tests.clock import Clock
from tests.services.situations import a_running_study
from tests.situations import DANA, JUN, MINA, SERVER, SORA

ROOM = 950


@pytest.fixture
async def study(services: Services) -> Study:
    """Under way with Mina, Jun and Sora, and a voice channel to meet in."""
    made = replace(await a_running_study(services, (MINA, JUN, SORA)), voice_channel_id=ROOM)
    async with services.ground.database.writing() as tx:
        await stored_studies.save(tx, made)
    return made


@pytest.fixture
async def session(services: Services, study: Study) -> Session:
    return (await services.sessions.numbered(study.id, 1)).meeting.session


async def known(services: Services, session: Session) -> dict[int, Presence | None]:
    return dict((await services.attendance.sheet(session.id)).known)


async def test_many_who_enter_at_once_are_all_there(services: Services, clock: Clock, session: Session) -> None:
    clock.at = session.starts_at

    await asyncio.gather(*(services.attendance.came_in(ROOM, user) for user in (MINA, JUN, SORA, DANA, MINA)))

    assert await known(services, session) == dict.fromkeys((MINA, JUN, SORA), Presence.PRESENT)
    assert (await services.sessions.of(session.id)).turnout == Turnout(3, 3)


async def test_only_the_room_and_the_hours_of_a_session_count(
    services: Services, clock: Clock, session: Session
) -> None:
    clock.at = session.starts_at - timedelta(minutes=31)
    await services.attendance.came_in(ROOM, MINA)
    clock.at = session.starts_at
    await services.attendance.came_in(ROOM + 1, MINA)

    assert (await known(services, session))[MINA] is None


async def test_who_waits_in_the_room_is_found_there(services: Services, clock: Clock, session: Session) -> None:
    clock.at = session.starts_at - timedelta(minutes=10)

    assert await services.attendance.rooms() == [(ROOM, session.id)]
    await services.attendance.found(session.id, [MINA, DANA])

    assert await known(services, session) == {MINA: Presence.PRESENT, JUN: None, SORA: None}


async def test_an_excuse_outlives_leaving_the_room(services: Services, clock: Clock, session: Session) -> None:
    clock.at = session.starts_at - timedelta(minutes=20)
    await services.attendance.came_in(ROOM, SORA)

    excused = await services.attendance.excuse(session.id, SORA)
    await services.attendance.went_out(ROOM, SORA)

    assert excused.presence is Presence.EXCUSED
    assert (await known(services, session))[SORA] is Presence.EXCUSED


async def test_a_later_press_makes_nobody_later(services: Services, clock: Clock, session: Session) -> None:
    clock.at = session.starts_at
    await services.attendance.came_in(ROOM, SORA)
    clock.move(minutes=30)

    noted = await services.attendance.here(session.id, SORA)
    late = await services.attendance.here(session.id, JUN)

    assert (noted.presence, noted.by) == (Presence.PRESENT, Source.VOICE)
    assert (late.presence, late.by) == (Presence.LATE, Source.MEMBER)


async def test_an_excuse_can_be_taken_back_until_it_begins(services: Services, clock: Clock, session: Session) -> None:
    await services.attendance.excuse(session.id, SORA)

    assert (await services.attendance.come_after_all(session.id, SORA)).presence is None
    clock.at = session.starts_at
    with pytest.raises(BegunAlready):
        await services.attendance.excuse(session.id, SORA)


async def test_days_away_excuse_without_a_word(services: Services, clock: Clock, session: Session) -> None:
    day = session.starts_at.date()
    async with services.ground.database.writing() as tx:
        await stored_aways.add(tx, Away(0, SERVER, SORA, day, day))
    clock.at = session.starts_at
    await services.attendance.here(session.id, MINA)
    clock.move(hours=2)

    assert await known(services, session) == {
        MINA: Presence.PRESENT,
        JUN: Presence.ABSENT,
        SORA: Presence.EXCUSED,
    }


async def test_present_is_a_word_during_a_session_and_a_record_at_any_other_time(
    services: Services, clock: Clock, study: Study, session: Session
) -> None:
    clock.at = session.starts_at

    during = await services.attendance.present(study.id, MINA)
    clock.move(days=1)
    after = await services.attendance.present(study.id, MINA)

    assert isinstance(during, Noted)
    assert isinstance(after, Mine)
    assert (after.record.present, after.record.sessions) == (1, 1)
    with pytest.raises(NotAMember):
        await services.attendance.present(study.id, DANA)


async def test_an_organisers_word_outlasts_every_other(services: Services, clock: Clock, session: Session) -> None:
    with pytest.raises(NotOpenYet):
        await services.attendance.correct(session.id, SORA, Presence.ABSENT)
    clock.at = session.starts_at
    await services.attendance.correct(session.id, SORA, Presence.EXCUSED)

    noted = await services.attendance.here(session.id, SORA)

    assert (noted.presence, noted.by) == (Presence.EXCUSED, Source.ORGANISER)
    with pytest.raises(NotSeated):
        await services.attendance.correct(session.id, DANA, Presence.PRESENT)
