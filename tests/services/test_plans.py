"""From members to a published plan, once."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.domain.notices import OF_A_PLAN, Kind
from bot.domain.plans import ChangedMeanwhile, DraftGone, NoSuchSession, NotSeated, NotYetPlanned, OverBefore
from bot.domain.studies import AlreadyStarted, NoMembers
from bot.services.house import Services
from bot.services.plans import DraftShown
from db.queries import notices as outbox
from db.records import Fixed, Role, StudyState
from tests.clock import Clock
from tests.services.situations import PRML, a_form, a_recruiting_study, a_running_study
from tests.situations import DANA, JUN, MINA, SORA


async def test_every_page_of_prml_gets_a_presenter_and_a_backup(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN, SORA))

    shown = await services.plans.compute(study.id, DANA)

    sessions = shown.draft.sessions
    assert sum(session.reading.pages for session in sessions) == sum(c.pages or 0 for c in shown.book.chapters)
    assert all(session.lead and session.backup and session.lead != session.backup for session in sessions)
    assert all(session.lead_reason is not None for session in sessions)


async def test_the_plan_comes_back_from_the_database_as_it_was_published(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN, SORA))
    draft = (await services.plans.compute(study.id, DANA)).draft

    await services.plans.publish(draft.id)

    plan = (await services.plans.shown(study.id)).plan
    assert plan.study.state is StudyState.RUNNING
    assert [(m.session.starts_at, m.session.reading) for m in plan.meetings] == [
        (session.starts_at, session.reading) for session in draft.sessions
    ]
    assert [m.presenter().user_id for m in plan.meetings] == [session.lead for session in draft.sessions]  # type: ignore[union-attr]
    assert [m.presenter(Role.BACKUP).reason for m in plan.meetings] == [s.backup_reason for s in draft.sessions]  # type: ignore[union-attr]


async def test_publishing_sets_every_reminder_and_one_post(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))

    async with services.ground.database.reading() as tx:
        notices = await outbox.of_study(tx, study.id, limit=1000)
    plan = (await services.plans.shown(study.id)).plan
    kinds = [notice.kind for notice in notices]
    # Nobody is looked for in this plan, and it has no threads.
    idle = {Kind.CALL_BACKUP, Kind.CALL_OPEN, Kind.CALL_STAFF, Kind.THREAD}
    assert {kind for kind in kinds if kind in OF_A_PLAN} == OF_A_PLAN - idle
    assert kinds.count(Kind.PLAN) == 1
    assert kinds.count(Kind.SESSION_SOON) == len(plan.meetings)


async def test_of_two_organisers_who_publish_at_once_one_does(either_services: Services) -> None:
    services = either_services
    study = await a_recruiting_study(services, members=(MINA, JUN))
    drafts = [(await services.plans.compute(study.id, organiser)).draft for organiser in (DANA, SORA)]

    outcomes = await asyncio.gather(*(services.plans.publish(draft.id) for draft in drafts), return_exceptions=True)

    assert sum(isinstance(outcome, DraftShown) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, DraftGone | ChangedMeanwhile) for outcome in outcomes) == 1
    plan = (await services.plans.shown(study.id)).plan
    assert len({meeting.session.number for meeting in plan.meetings}) == len(plan.meetings)


async def test_a_preview_is_stale_once_somebody_came_or_left(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN))
    draft = (await services.plans.compute(study.id, DANA)).draft
    await services.seats.join(study.id, SORA, a_form())

    with pytest.raises(ChangedMeanwhile):
        await services.plans.publish(draft.id)


async def test_a_discarded_preview_publishes_nothing(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN))
    draft = (await services.plans.compute(study.id, DANA)).draft
    await services.plans.discard(draft.id)

    with pytest.raises(DraftGone):
        await services.plans.publish(draft.id)
    with pytest.raises(NotYetPlanned):
        await services.plans.shown(study.id)


async def test_an_old_preview_does_not_discard_what_was_published(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN))
    old = (await services.plans.compute(study.id, SORA)).draft
    await services.plans.publish((await services.plans.compute(study.id, DANA)).draft.id)

    with pytest.raises(DraftGone):
        await services.plans.discard(old.id)


async def test_a_turn_set_by_hand_stays_while_the_rest_is_computed_around_it(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN, SORA))
    draft = (await services.plans.compute(study.id, DANA)).draft

    for number in (1, 4):
        shown = await services.plans.fix(draft.id, Fixed(number, SORA))

    by_number = {session.number: session for session in shown.draft.sessions}
    assert (by_number[1].lead, by_number[4].lead) == (SORA, SORA)
    assert shown.draft.fixed == (Fixed(1, SORA), Fixed(4, SORA))


async def test_only_members_and_only_sessions_there_are_can_be_set(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN))
    draft = (await services.plans.compute(study.id, DANA)).draft

    with pytest.raises(NotSeated):
        await services.plans.fix(draft.id, Fixed(1, DANA))
    with pytest.raises(NoSuchSession):
        await services.plans.fix(draft.id, Fixed(999, MINA))


async def test_a_study_without_members_or_under_way_is_not_started(services: Services) -> None:
    empty = await a_recruiting_study(services)
    running = await a_running_study(services, (MINA,), replace(PRML, name="another"))

    with pytest.raises(NoMembers):
        await services.plans.compute(empty.id, DANA)
    with pytest.raises(AlreadyStarted):
        await services.plans.compute(running.id, DANA)


async def test_a_plan_is_not_published_into_the_past(services: Services, clock: Clock) -> None:
    study = await a_recruiting_study(services, members=(MINA,))
    draft = (await services.plans.compute(study.id, DANA)).draft
    clock.move(days=30)

    with pytest.raises(OverBefore):
        await services.plans.publish(draft.id)
    again = (await services.plans.compute(study.id, DANA)).draft
    assert again.sessions[0].starts_at > clock.now()


async def test_the_id_of_a_discarded_draft_never_means_another(services: Services) -> None:
    study = await a_recruiting_study(services, members=(MINA, JUN))
    first = await services.plans.compute(study.id, DANA)
    await services.plans.discard(first.draft.id)

    second = await services.plans.compute(study.id, DANA)

    assert second.draft.id > first.draft.id
