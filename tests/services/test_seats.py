"""Joining and leaving, alone and all at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.domain.notices import Kind
from bot.domain.studies import AlreadyJoined, NotAMember, seated, waiting
from bot.services.house import Services
from db.queries import notices as outbox
from db.queries import studies as stored
from db.records import NoticeState, Reach, Seat, Target, TargetKind
from tests.clock import Clock
from tests.services.situations import PRML, a_form, a_recruiting_study, a_running_study
from tests.situations import DANA, JUN, MINA, SORA


async def seats_of(services: Services, study_id: int) -> list[Seat]:
    async with services.ground.database.reading() as tx:
        return await stored.seats_of(tx, study_id)


async def waiting_notices(services: Services, study_id: int) -> list[tuple[str, Target]]:
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, study_id, states=[NoticeState.WAITING], limit=1000)
    return [(notice.kind, notice.target) for notice in found]


async def test_fifty_at_once_on_the_last_seat_give_exactly_one(either_services: Services) -> None:
    services = either_services
    study = await a_recruiting_study(services, replace(PRML, seats=1))

    joined = await asyncio.gather(*(services.seats.join(study.id, 1000 + n, a_form()) for n in range(50)))

    places = sorted(done.place for done in joined if done.place is not None)
    assert sum(done.place is None for done in joined) == 1
    assert places == list(range(1, 50))
    assert len(seated(await seats_of(services, study.id))) == 1


async def test_one_person_pressing_many_times_gets_one_seat(either_services: Services) -> None:
    services = either_services
    study = await a_recruiting_study(services)

    outcomes = await asyncio.gather(
        *(services.seats.join(study.id, MINA, a_form()) for _ in range(10)), return_exceptions=True
    )

    assert sum(isinstance(outcome, AlreadyJoined) for outcome in outcomes) == 9
    assert [seat.user_id for seat in await seats_of(services, study.id)] == [MINA]


async def test_everybody_who_waits_moves_up_in_their_order(services: Services, clock: Clock) -> None:
    study = await a_recruiting_study(services, replace(PRML, seats=1), (MINA,))
    for member in (SORA, JUN):
        clock.move(minutes=1)
        await services.seats.join(study.id, member, a_form(reach=Reach.DM))

    await services.seats.leave(study.id, MINA)

    seats = await seats_of(services, study.id)
    assert [seat.user_id for seat in seated(seats)] == [SORA]
    assert [seat.user_id for seat in waiting(seats)] == [JUN]
    assert (Kind.SEAT_UP, Target(TargetKind.USER, SORA)) in await waiting_notices(services, study.id)


async def test_who_comes_back_keeps_one_row_and_goes_to_the_end(services: Services, clock: Clock) -> None:
    study = await a_recruiting_study(services, replace(PRML, seats=1), (MINA, JUN, SORA))
    await services.seats.leave(study.id, JUN)
    clock.move(minutes=1)

    again = await services.seats.join(study.id, JUN, a_form())

    assert again.place == 2
    assert len(await seats_of(services, study.id)) == 3


async def test_a_chapter_both_wished_and_avoided_counts_as_wished(services: Services) -> None:
    study = await a_recruiting_study(services)

    joined = await services.seats.join(study.id, MINA, a_form(wants=frozenset({"2"}), avoids=frozenset({"2", "3"})))

    assert (joined.seat.wants, joined.seat.avoids) == ({"2"}, {"3"})


async def test_leaving_a_study_under_way_opens_the_turns_and_withdraws_their_reminders(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = await waiting_notices(services, study.id)

    await services.seats.leave(study.id, MINA)

    plan = (await services.plans.shown(study.id)).plan
    after = await waiting_notices(services, study.id)
    presenters = {turn.user_id for meeting in plan.meetings for turn in meeting.turns}
    to_mina = Target(TargetKind.USER, MINA)
    assert presenters == {JUN, SORA}
    assert any(target == to_mina for _, target in before)
    assert not any(target == to_mina for _, target in after)


async def test_no_more_dms_moves_the_reminders_to_the_channel(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    seat = next(seat for seat in await seats_of(services, study.id) if seat.user_id == MINA)

    await services.seats.remind_in_channel(seat.id, MINA)

    assert Target(TargetKind.USER, MINA) not in {target for _, target in await waiting_notices(services, study.id)}


async def test_nobody_silences_somebody_else(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    seat = next(seat for seat in await seats_of(services, study.id) if seat.user_id == MINA)

    with pytest.raises(NotAMember):
        await services.seats.remind_in_channel(seat.id, DANA)
