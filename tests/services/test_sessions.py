"""A session before, during and after; and the end of the book."""

from __future__ import annotations

from datetime import datetime

import pytest

from bot.domain.notices import Kind
from bot.domain.plans import NoSuchSession, NotYetPlanned
from bot.domain.sessions import NotALink, NotYetBegun, NotYours, edition
from bot.services.house import Services
from db.queries import notices as outbox
from db.records import NoticeState, SessionState, StudyState, TurnState
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


async def test_the_newest_slides_count_and_it_is_said(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    session = (await services.sessions.numbered(study.id, 1)).meeting.session

    first = await services.sessions.add_materials(session.id, MINA, "https://example.org/1", organiser=False)
    second = await services.sessions.add_materials(session.id, MINA, "https://example.org/2", organiser=False)

    assert (first.instead, second.instead) == (False, True)
    assert second.shown.meeting.session.materials == "https://example.org/2"


async def test_slides_are_asked_for_twice_and_not_once_there_are_none(services: Services, clock: Clock) -> None:
    study = await a_running_study(services, (MINA, JUN))
    session = (await services.sessions.numbered(study.id, 1)).meeting.session
    clock.at = session.starts_at + study.length

    before = await _asked(services, study.id, session.id)
    await services.sessions.no_materials(session.id, DANA, organiser=True)

    assert [(due - clock.at).days for due in before] == [1, 4]
    assert await _asked(services, study.id, session.id) == []


async def test_of_two_who_write_notes_at_once_the_later_sees_the_newer_text(services: Services) -> None:
    study = await a_running_study(services, (MINA, JUN))
    session = (await services.sessions.numbered(study.id, 1)).meeting.session
    read = edition(session.notes)

    first = await services.sessions.write_notes(session.id, MINA, " Bayes ", read, organiser=False)
    second = await services.sessions.write_notes(session.id, JUN, "Gauss", read, organiser=False)

    assert (first.kept, second.kept) == (True, False)
    assert second.shown.meeting.session.notes == "Bayes"
    assert (await services.sessions.of(session.id)).meeting.session.notes == "Bayes"


async def _asked(services: Services, study_id: int, session_id: int) -> list[datetime]:
    async with services.ground.database.reading() as tx:
        waiting = await outbox.of_study(tx, study_id, states=[NoticeState.WAITING], limit=1000)
    asked = [each for each in waiting if each.kind == Kind.MATERIALS_ASKED and each.subject == session_id]
    return sorted(each.due_at for each in asked)
