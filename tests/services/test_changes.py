"""A published plan bends: proposed, edited, published once."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta

import pytest

from bot.domain.changes import (
    Cancel,
    Divide,
    GoOn,
    PagesGo,
    Rebalance,
    Repage,
    ResumeDays,
    SkipDays,
    Unite,
    Wish,
)
from bot.domain.changes.refusals import (
    AwayThen,
    ChangeGone,
    NothingChanges,
    PlanMovedOn,
)
from bot.domain.notices import Kind
from bot.domain.plans import NoSuchSession, NotSeated, NotYetPlanned
from bot.services.changes import ChangeShown
from bot.services.house import Services
from db.queries import aways as stored_aways
from db.records import (
    Away,
    Fixed,
    Role,
    SessionState,
    StudyState,
    TurnState,
)
from tests.clock import Clock
from tests.services.changing import EVERY_WISH, leads, plan_of, published, told
from tests.services.situations import a_recruiting_study, a_running_study
from tests.situations import DANA, JUN, MINA, SERVER, SORA


@pytest.mark.parametrize("wish", EVERY_WISH, ids=repr)
async def test_every_session_to_come_has_a_lead_or_looks_for_one(services: Services, wish: Wish) -> None:
    study = await a_running_study(services, (MINA, JUN))

    await published(services, study, wish)

    for meeting in (await plan_of(services, study)).meetings:
        if meeting.session.state is SessionState.PLANNED:
            assert (meeting.presenter() is None) is (meeting.call is not None)


async def test_a_session_that_is_pushed_on_keeps_its_row_its_pages_and_its_presenters(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = await plan_of(services, study)

    await published(services, study, Cancel(3, PagesGo.ON))

    after = await plan_of(services, study)
    dates = [meeting.session.starts_at for meeting in before.meetings]
    assert [(m.session.id, m.session.reading, m.turns) for m in after.meetings] == [
        (m.session.id, m.session.reading, m.turns) for m in before.meetings
    ]
    assert [m.session.starts_at for m in after.meetings[:-1]] == [*dates[:2], *dates[3:]]
    assert after.meetings[-1].session.starts_at == dates[-1] + timedelta(weeks=1)


async def test_a_skipped_day_that_is_free_again_pulls_the_sessions_forward(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    before = await plan_of(services, study)
    days = date(2027, 2, 6), date(2027, 2, 13)
    await published(services, study, SkipDays(*days))

    await published(services, study, ResumeDays(*days))

    after = await plan_of(services, study)
    assert [m.session.starts_at for m in after.meetings] == [m.session.starts_at for m in before.meetings]


async def test_who_confirmed_a_date_is_asked_again_for_another(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    first, second = (await plan_of(services, study)).meetings[:2]
    for meeting in (first, second):
        turn = meeting.presenter()
        assert turn is not None
        await services.turns.confirm(turn.id, turn.user_id)

    await published(services, study, Cancel(2, PagesGo.ON))

    states = [turn.state for m in (await plan_of(services, study)).meetings[:2] if (turn := m.presenter())]
    assert states == [TurnState.CONFIRMED, TurnState.PLANNED]


async def test_of_two_organisers_who_publish_different_changes_one_does(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN))
    proposals = [
        (await services.changes.propose(study.id, DANA, Cancel(2, PagesGo.ON))).change,
        (await services.changes.propose(study.id, SORA, Unite(4))).change,
    ]

    outcomes = await asyncio.gather(
        *(services.changes.publish(change.id) for change in proposals), return_exceptions=True
    )

    assert sum(isinstance(outcome, ChangeShown) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, PlanMovedOn) for outcome in outcomes) == 1
    assert (await plan_of(services, study)).study.revision == study.revision + 1


async def test_pressing_publish_many_times_publishes_once(either_services: Services) -> None:
    services = either_services
    study = await a_running_study(services, (MINA, JUN))
    change = (await services.changes.propose(study.id, DANA, Divide(2))).change
    count = len((await plan_of(services, study)).meetings)

    outcomes = await asyncio.gather(*(services.changes.publish(change.id) for _ in range(5)), return_exceptions=True)

    assert sum(isinstance(outcome, ChangeGone) for outcome in outcomes) == 4
    assert len((await plan_of(services, study)).meetings) == count + 1
    assert len(await told(services, study, Kind.PLAN_CHANGED)) == 1


async def test_a_proposal_is_stale_once_somebody_confirmed_came_or_left(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    turn = (await plan_of(services, study)).meetings[0].presenter()
    assert turn is not None
    change = (await services.changes.propose(study.id, DANA, Unite(2))).change
    await services.turns.confirm(turn.id, turn.user_id)

    with pytest.raises(PlanMovedOn):
        await services.changes.publish(change.id)
    with pytest.raises(PlanMovedOn):
        await services.changes.fix(change.id, Fixed(1, MINA))
    change = (await services.changes.propose(study.id, DANA, Unite(2))).change
    await services.seats.leave(study.id, JUN)
    with pytest.raises(PlanMovedOn):
        await services.changes.publish(change.id)


async def test_a_proposal_is_stale_once_a_session_it_moves_has_begun(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    change = (await services.changes.propose(study.id, DANA, Cancel(1, PagesGo.ON))).change
    clock.at = (await plan_of(services, study)).meetings[0].session.starts_at

    with pytest.raises(PlanMovedOn):
        await services.changes.publish(change.id)


async def test_nobody_gets_a_turn_on_days_they_said_no_to_since_it_was_computed(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    change = (await services.changes.propose(study.id, DANA, Cancel(1, PagesGo.ON))).change
    last = change.sessions[-1].after
    assert last is not None
    async with services.ground.database.writing() as tx:
        await stored_aways.add(tx, Away(0, SERVER, MINA, last.starts_at.date(), last.starts_at.date()))

    with pytest.raises(PlanMovedOn):
        await services.changes.publish(change.id)


async def test_the_newest_proposal_of_an_organiser_is_the_one_there_is(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    old = (await services.changes.propose(study.id, DANA, Divide(2))).change
    others = (await services.changes.propose(study.id, SORA, Divide(2))).change
    new = (await services.changes.propose(study.id, DANA, Divide(3))).change

    assert (await services.changes.shown(new.id)).change == new
    assert (await services.changes.shown(others.id)).change == others
    with pytest.raises(ChangeGone):
        await services.changes.shown(old.id)


async def test_a_discarded_proposal_changes_nothing(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    before = await plan_of(services, study)
    change = (await services.changes.propose(study.id, DANA, Divide(2))).change

    await services.changes.discard(change.id)

    with pytest.raises(ChangeGone):
        await services.changes.publish(change.id)
    assert await plan_of(services, study) == before


async def test_a_presenter_set_by_hand_stays_while_the_rest_is_mended_around(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    change = (await services.changes.propose(study.id, DANA, Divide(2))).change

    for number in (3, 5):
        shown = await services.changes.fix(change.id, Fixed(number, SORA))
    await services.changes.publish(change.id)

    assert [leads(await plan_of(services, study))[number - 1] for number in (3, 5)] == [SORA, SORA]
    assert shown.change.fixed == (Fixed(3, SORA), Fixed(5, SORA))


async def test_only_members_who_are_there_can_be_set_and_only_where_there_is_a_session(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    change = (await services.changes.propose(study.id, DANA, Divide(2))).change
    third = next(row.after for row in change.sessions if row.after and row.after.number == 3)
    async with services.ground.database.writing() as tx:
        await stored_aways.add(tx, Away(0, SERVER, JUN, third.starts_at.date(), third.starts_at.date()))

    with pytest.raises(NotSeated):
        await services.changes.fix(change.id, Fixed(3, DANA))
    with pytest.raises(NoSuchSession):
        await services.changes.fix(change.id, Fixed(99, MINA))
    with pytest.raises(AwayThen):
        await services.changes.fix(change.id, Fixed(3, JUN))


async def test_a_study_without_a_plan_has_nothing_to_change(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA,))

    with pytest.raises(NotYetPlanned):
        await services.changes.propose(study.id, DANA, Rebalance())


async def test_a_plan_that_fits_needs_no_change(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))

    with pytest.raises(NothingChanges):
        await services.changes.propose(study.id, DANA, Rebalance())


async def test_after_a_pause_all_that_waited_gets_new_dates_and_its_reminders(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    before = await plan_of(services, study)
    clock.at = before.meetings[1].session.starts_at + timedelta(days=1)
    await services.editing.pause(study.id)
    clock.move(days=40)

    await published(services, study, GoOn(clock.now().date() + timedelta(days=5)))

    after = await plan_of(services, study)
    assert (after.study.state, after.study.paused_at) == (StudyState.RUNNING, None)
    assert after.meetings[:2] == before.meetings[:2]
    assert after.meetings[2].session.starts_at >= clock.now() + timedelta(days=5) - timedelta(hours=24)
    assert {notice.subject for notice in await told(services, study, Kind.SESSION_SOON)} == {
        meeting.session.id for meeting in after.meetings[2:]
    }


async def test_pages_to_come_are_split_anew_and_what_was_read_stays(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN, SORA))
    before = await plan_of(services, study)
    clock.at = before.meetings[3].session.starts_at + timedelta(hours=3)

    shown = await published(services, study, Repage(15))

    after = await plan_of(services, study)
    assert after.meetings[:4] == before.meetings[:4]
    assert sum(m.session.reading.pages for m in after.meetings) == sum(m.session.reading.pages for m in before.meetings)
    assert len(after.meetings) > len(before.meetings)
    assert after.study.pages_per_session == 15
    assert {turn.role for m in after.meetings for turn in m.turns} == {Role.LEAD, Role.BACKUP}
    assert [share.led_after for share in shown.change.shares] == [
        leads(after).count(share.user_id) for share in shown.change.shares
    ]
