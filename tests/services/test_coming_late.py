"""Coming late, coming back, going away: what a study under way makes of it, alone and all at once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.joining import led
from bot.domain.notices import Kind
from bot.domain.studies import NotAMember, StudyRefusal, seated
from bot.services.house import Services
from db.queries import notices as outbox
from db.queries import studies as stored
from db.records import Notice, NoticeState, Reach, Role, Seat, Study, StudyState, Target, TargetKind
from tests.clock import Clock
from tests.services.situations import PRML, a_form, a_running_study
from tests.situations import DANA, JUN, MINA, SERVER, SORA


async def seats_of(services: Services, study: Study) -> list[Seat]:
    async with services.ground.database.reading() as tx:
        return await stored.seats_of(tx, study.id)


async def seat_of(services: Services, study: Study, user_id: int) -> Seat:
    return next(seat for seat in await seats_of(services, study) if seat.user_id == user_id)


async def waiting(services: Services, study: Study, *kinds: Kind) -> list[Notice]:
    async with services.ground.database.reading() as tx:
        found = await outbox.of_study(tx, study.id, states=[NoticeState.WAITING], limit=1000)
    return [notice for notice in found if notice.kind in kinds]


async def starts(services: Services, study: Study, number: int) -> datetime:
    return (await services.plans.shown(study.id)).plan.meetings[number - 1].session.starts_at


async def pause(services: Services, study: Study) -> None:
    async with services.ground.database.writing() as tx:
        await stored.save(tx, replace(study, state=StudyState.PAUSED))


async def test_who_comes_late_sits_with_a_credit_and_the_staff_hear_once(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    clock.at = await starts(services, study, 4)

    joined = await services.seats.join(study.id, SORA, a_form())

    plan = (await services.plans.shown(study.id)).plan
    carried = led(plan, clock.at)
    (told,) = await waiting(services, study, Kind.SEAT_LATE)
    assert joined.late
    assert joined.seat.credit == (carried[MINA] + carried[JUN]) // 2 > 0
    assert (told.subject, told.target) == (joined.seat.id, Target(TargetKind.USER, DANA))
    assert not any(turn.user_id == SORA for meeting in plan.meetings for turn in meeting.turns)


async def test_a_study_that_rests_takes_late_comers_too(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    await pause(services, study)

    joined = await services.seats.join(study.id, SORA, a_form())

    assert joined.late


async def test_a_full_study_under_way_has_a_waiting_list_and_who_moves_up_comes_late(
    services: Services, clock: Clock
) -> None:
    study = await a_running_study(services, (MINA, JUN), replace(PRML, seats=2))
    clock.at = await starts(services, study, 3)
    waits = await services.seats.join(study.id, SORA, a_form(reach=Reach.DM))
    assert (waits.place, waits.late, waits.seat.credit) == (1, False, 0)

    await services.seats.leave(study.id, MINA)

    seat = await seat_of(services, study, SORA)
    (up,), (late,) = await waiting(services, study, Kind.SEAT_UP), await waiting(services, study, Kind.SEAT_LATE)
    assert seat.credit > 0
    assert up.target == Target(TargetKind.USER, SORA)
    assert late.subject == up.subject == seat.id


async def test_who_comes_back_keeps_what_they_led_and_is_asked_for_no_more(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    clock.at = await starts(services, study, 5)
    await services.seats.leave(study.id, MINA)
    clock.move(days=1)

    again = await services.seats.join(study.id, MINA, a_form())

    carried = led((await services.plans.shown(study.id)).plan, clock.at)
    assert len(await seats_of(services, study)) == 2
    assert again.seat.credit == max(0, carried[JUN] - carried[MINA])


async def test_leaving_is_told_to_the_staff_without_a_reason(services: Services) -> None:
    await services.setups.staff_in(SERVER, 77)
    study = await a_running_study(services, (MINA, JUN, SORA))

    await services.seats.leave(study.id, MINA)

    (told,) = await waiting(services, study, Kind.SEAT_LEFT)
    assert told.target == Target(TargetKind.CHANNEL, 77)
    assert (await services.studies.of(study.id)).revision > study.revision


async def test_leaving_while_a_study_rests_opens_the_turns_as_well(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    await pause(services, study)

    await services.seats.leave(study.id, MINA)

    plan = (await services.plans.shown(study.id)).plan
    assert {turn.user_id for meeting in plan.meetings for turn in meeting.turns} == {JUN}


async def test_before_leaving_one_reads_what_it_means(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))

    found = await services.seats.farewell(study.id, MINA)

    plan = (await services.plans.shown(study.id)).plan
    own = [turn.role for meeting in plan.meetings for turn in meeting.turns if turn.user_id == MINA]
    assert not found.is_easy
    assert (len(found.leads), found.backs) == (own.count(Role.LEAD), own.count(Role.BACKUP))
    with pytest.raises(NotAMember):
        await services.seats.farewell(study.id, DANA)


async def test_of_a_leave_pressed_many_times_one_counts(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN, SORA))

    outcomes = await asyncio.gather(*(services.seats.leave(study.id, MINA) for _ in range(8)), return_exceptions=True)

    assert sum(isinstance(outcome, NotAMember) for outcome in outcomes) == 7
    assert len(await waiting(services, study, Kind.SEAT_LEFT)) == 1


async def test_a_last_seat_given_back_while_many_want_it_goes_to_one(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN), replace(PRML, seats=2))
    newcomers = range(1000, 1010)

    await asyncio.gather(
        *(services.seats.join(study.id, user, a_form()) for user in newcomers), services.seats.leave(study.id, MINA)
    )

    sitting = {seat.user_id for seat in seated(await seats_of(services, study))}
    assert len(sitting) == 2
    assert len(sitting & set(newcomers)) == 1
    assert len(await waiting(services, study, Kind.SEAT_LATE)) == 1


async def test_one_person_who_joins_late_twice_sits_once(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN))

    outcomes = await asyncio.gather(
        *(services.seats.join(study.id, SORA, a_form()) for _ in range(6)), return_exceptions=True
    )

    assert sum(isinstance(outcome, StudyRefusal) for outcome in outcomes) == 5
    assert [seat.user_id for seat in await seats_of(services, study)].count(SORA) == 1


STORY = st.lists(st.tuples(st.sampled_from(["joins", "leaves", "vanishes"]), st.integers(1, 6)), max_size=10)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STORY)
async def test_whoever_comes_and_goes_seats_turns_and_calls_stay_true(
    services: Services, story: list[tuple[str, int]]
) -> None:
    study = await a_running_study(services, (MINA, JUN), replace(PRML, seats=3, name=None))

    for step, user in story:
        act = {
            "joins": services.seats.join(study.id, user, a_form()),
            "leaves": services.seats.leave(study.id, user),
            "vanishes": services.roll.vanished(study.id, user),
        }
        for name, coroutine in act.items():
            if name != step:
                coroutine.close()
        try:
            await act[step]
        except StudyRefusal:
            continue

    seats = await seats_of(services, study)
    sitting = {seat.user_id for seat in seated(seats)}
    plan = (await services.plans.shown(study.id)).plan
    ahead = plan.to_come(services.ground.now())
    assert len(sitting) <= 3
    assert all(seat.credit >= 0 for seat in seats)
    assert all(turn.user_id in sitting for meeting in ahead for turn in meeting.turns)
    assert all((meeting.presenter() is None) is (meeting.call is not None) for meeting in ahead)
