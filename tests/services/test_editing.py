"""A study changes on its way: edited, paused, ended early."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import time, timedelta

import pytest

from bot.domain.editing import AlreadyPaused, NothingToEdit
from bot.domain.notices import OF_A_PLAN, Kind
from bot.domain.studies import TooManySessions
from bot.domain.typed import AmOrPm
from bot.services.editing import Typed
from bot.services.house import Services
from db.queries import notices as outbox
from db.records import Gathering, Notice, NoticeState, SessionState, Slot, StudyState
from tests.clock import Clock
from tests.services.situations import PRML, a_form, a_recruiting_study, a_running_study
from tests.situations import CHANNEL, DANA, JUN, MINA, SORA


async def waiting(services: Services, study_id: int) -> list[Notice]:
    async with services.ground.database.reading() as tx:
        return await outbox.of_study(tx, study_id, states=[NoticeState.WAITING], limit=1000)


async def test_an_edit_keeps_what_it_can_and_proposes_the_rest(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))

    done = await services.editing.edit(study.id, DANA, Typed(day="일", time="저녁 7시 반", minutes=120, events=False))

    kept = await services.studies.of(study.id)
    assert (kept.length, kept.events, kept.slot) == (timedelta(minutes=120), False, study.slot)
    assert set(done.changed) == {"length", "events"}
    assert done.change is not None
    assert done.change.change.after.slot == Slot(6, time(19, 30), study.slot.zone)


async def test_what_cannot_be_read_keeps_nothing(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))

    with pytest.raises(AmOrPm):
        await services.editing.edit(study.id, DANA, Typed(time="8", seats=20))
    assert (await services.studies.of(study.id)).seats == study.seats


async def test_a_study_that_recruits_takes_every_edit_at_once(services: Services) -> None:
    study = await a_recruiting_study(services)

    done = await services.editing.edit(study.id, DANA, Typed(day="Sunday", zone="new york", pages=20))

    kept = await services.studies.of(study.id)
    assert kept.slot == Slot(6, study.slot.at, "America/New_York")
    assert kept.start_on.weekday() == 6
    assert kept.pages_per_session == 20
    assert done.change is None


async def test_pages_that_would_take_years_are_refused_while_recruiting(services: Services) -> None:
    study = await a_recruiting_study(services)

    with pytest.raises(TooManySessions):
        await services.editing.edit(study.id, DANA, Typed(pages=1))
    assert (await services.studies.of(study.id)).pages_per_session == study.pages_per_session


async def test_more_seats_let_those_who_wait_sit_down_and_tell_them(services: Services) -> None:
    study = await a_recruiting_study(services, replace(PRML, seats=1), (MINA, JUN, SORA))

    await services.editing.edit(study.id, DANA, Typed(seats=2))

    assert [seat.user_id for seat in await services.seats.members(study.id)] == [MINA, JUN]
    told = [notice for notice in await waiting(services, study.id) if notice.kind == Kind.SEAT_UP]
    assert [notice.target.id for notice in told] == [JUN]


async def test_a_preview_counts_those_who_sit_down_with_the_same_edit(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN), replace(PRML, seats=2))
    await services.seats.join(study.id, SORA, a_form())

    done = await services.editing.edit(study.id, DANA, Typed(seats=3, time="21:00"))

    assert done.change is not None
    assert SORA in done.change.change.members
    published = await services.changes.publish(done.change.change.id)
    assert published.study.slot.at == time(21)


async def test_another_channel_hears_everything_from_now_on(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))

    await services.editing.edit(study.id, DANA, Typed(channel_id=CHANNEL + 1, gathering=Gathering.THREADS))

    notices = await waiting(services, study.id)
    fresh = {n.target.id for n in notices if n.kind in {Kind.SESSION_DAY, Kind.SESSION_SOON}}
    assert fresh == {CHANNEL + 1}
    assert [n.target.id for n in notices if n.kind == Kind.STUDY_CARD and n.revision] == [CHANNEL + 1]


async def test_an_edit_to_what_is_so_already_is_refused(services: Services) -> None:
    study = await a_running_study(services, (MINA,))

    with pytest.raises(NothingToEdit):
        await services.editing.edit(study.id, DANA, Typed(seats=study.seats, day="토"))


async def test_a_pause_is_told_once_and_silences_the_rest(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))

    await services.editing.pause(study.id)

    kinds = [notice.kind for notice in await waiting(services, study.id)]
    assert kinds.count(Kind.STUDY_PAUSED) == 1
    assert OF_A_PLAN.isdisjoint(kinds)


async def test_after_a_pause_the_plan_goes_on_where_it_stood(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    before = (await services.plans.shown(study.id)).plan
    clock.move(days=20)
    await services.editing.pause(study.id)
    clock.move(days=60)

    shown = await services.changing.resume(study.id, DANA, None, None)
    await services.changes.publish(shown.change.id)

    plan = (await services.plans.shown(study.id)).plan
    assert plan.study.state is StudyState.RUNNING
    assert [m.session.reading for m in plan.meetings] == [m.session.reading for m in before.meetings]
    past = [
        meeting.session for meeting in before.meetings if meeting.session.starts_at < clock.now() - timedelta(days=60)
    ]
    assert [meeting.session for meeting in plan.meetings[: len(past)]] == past
    assert all(meeting.session.starts_at > clock.now() for meeting in plan.meetings[len(past) :])


async def test_of_two_who_pause_at_once_one_reads_that_it_rests(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN))

    outcomes = await asyncio.gather(*(services.editing.pause(study.id) for _ in "ab"), return_exceptions=True)

    assert sum(isinstance(outcome, AlreadyPaused) for outcome in outcomes) == 1


async def test_two_who_edit_different_things_at_once_both_get_them(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN))

    await asyncio.gather(
        services.editing.edit(study.id, DANA, Typed(minutes=60)),
        services.editing.edit(study.id, SORA, Typed(language="ko")),
    )

    kept = await services.studies.of(study.id)
    assert (kept.length, kept.language) == (timedelta(hours=1), "ko")


async def test_an_early_end_cancels_thanks_and_reminds_nobody(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    clock.move(days=20)  # two Saturdays

    asked = await services.editing.ending(study.id)
    await services.editing.end(study.id)

    plan = (await services.plans.shown(study.id)).plan
    states = [meeting.session.state for meeting in plan.meetings]
    kinds = {notice.kind for notice in await waiting(services, study.id)}
    assert plan.study.state is StudyState.FINISHED
    assert states.count(SessionState.CANCELLED) == len(asked.cancelled) == len(states) - 2
    assert kinds & OF_A_PLAN == {Kind.STUDY_DONE}
    assert all(meeting.call is None for meeting in plan.meetings)


async def test_an_end_before_the_beginning_thanks_nobody(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA,))

    ending = await services.editing.end(study.id)

    assert not ending.began
    assert Kind.STUDY_DONE not in {notice.kind for notice in await waiting(services, study.id)}
