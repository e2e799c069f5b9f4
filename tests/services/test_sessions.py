"""A session before, during and after; and the end of the book."""

from __future__ import annotations

import pytest

from bot.domain.plans import NoSuchSession, NotYetPlanned
from bot.domain.sessions import NotALink, NotYetBegun, NotYours
from bot.services.house import Services
from db.records import SessionState, StudyState, TurnState
from tests.clock import Clock
from tests.services.situations import a_recruiting_study, a_running_study
from tests.situations import DANA, JUN, MINA, SORA


async def test_the_next_session_is_shown_unless_another_is_named(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    first = await services.sessions.numbered(study.id, None)
    clock.at = first.meeting.session.starts_at + study.length

    following = await services.sessions.numbered(study.id, None)

    assert (first.meeting.session.number, following.meeting.session.number) == (1, 2)
    assert (await services.sessions.numbered(study.id, 7)).meeting.session.number == 7
    with pytest.raises(NoSuchSession):
        await services.sessions.numbered(study.id, 0)


async def test_a_study_without_a_plan_has_no_sessions(services: Services) -> None:
    study = await a_recruiting_study(services)

    with pytest.raises(NotYetPlanned):
        await services.sessions.numbered(study.id, None)


async def test_a_held_session_stays_held_and_its_lead_is_done(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    shown = await services.sessions.numbered(study.id, 1)
    session = shown.meeting.session
    with pytest.raises(NotYetBegun):
        await services.sessions.hold(session.id, DANA, organiser=True)
    clock.at = session.starts_at + study.length

    await services.sessions.hold(session.id, DANA, organiser=True)
    await services.sessions.hold(session.id, DANA, organiser=True)

    after = (await services.sessions.of(session.id)).meeting
    lead = after.presenter()
    assert after.session.state is SessionState.HELD
    assert lead is not None
    assert lead.state is TurnState.DONE


async def test_slides_come_from_presenters_and_organisers(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    session = (await services.sessions.numbered(study.id, 1)).meeting.session

    await services.sessions.add_materials(session.id, MINA, " https://example.org/1.pdf ", organiser=False)

    with pytest.raises(NotYours):
        await services.sessions.add_materials(session.id, SORA, "https://example.org/2.pdf", organiser=False)
    with pytest.raises(NotALink):
        await services.sessions.add_materials(session.id, MINA, "slides", organiser=False)
    assert (await services.sessions.of(session.id)).meeting.session.materials == "https://example.org/1.pdf"


async def test_a_finished_book_is_finished_once_and_adds_up(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    plan = (await services.plans.shown(study.id)).plan
    clock.at = plan.meetings[-1].session.starts_at

    thanks = await services.sessions.finish(study.id)
    clock.move(days=1)
    again = await services.sessions.finish(study.id)

    assert thanks.study.state is StudyState.FINISHED
    assert again == thanks
    assert thanks.tally.pages == sum(chapter.pages or 0 for chapter in thanks.book.chapters)
    assert {user for user, _ in thanks.tally.led} == {MINA, JUN}
