"""From a book and its members to sessions with dates and presenters."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.plans import (
    ChangedMeanwhile,
    NoSuchSession,
    OverBefore,
    assign,
    carried,
    check_publishing,
    outline,
    turns_given_up,
    with_fixed,
)
from db.records import Fixed, PlanDraft, Role, SessionDraft, StudyState, TurnState
from tests.situations import DANA, JUN, MINA, NOW, SORA, a_book, a_meeting, a_plan, a_seat, a_study


def test_a_book_is_laid_on_the_weekly_slot_around_the_holidays() -> None:
    holiday = date(2027, 1, 23)

    found = outline(a_study(), a_book(chapters=3), {holiday: "설날"})

    assert [session.starts_at.date() for session in found.sessions] == [
        date(2027, 1, 16),
        date(2027, 1, 30),
        date(2027, 2, 6),
    ]
    assert [(skipped.on, skipped.name) for skipped in found.skipped] == [(holiday, "설날")]
    assert found.pages == 90


def test_every_session_has_a_lead_and_another_backup() -> None:
    sessions = outline(a_study(), a_book(), {}).sessions

    planned = assign(sessions, [a_seat(MINA), a_seat(JUN), a_seat(SORA)])

    assert all(session.lead is not None and session.lead != session.backup for session in planned)
    assert [session.number for session in planned] == [1, 2, 3, 4, 5, 6]


def test_without_members_every_session_is_an_open_call() -> None:
    planned = assign(outline(a_study(), a_book(), {}).sessions, [])

    assert {session.lead for session in planned} == {None}


@given(st.lists(st.sampled_from([None, MINA, JUN, SORA]), max_size=12))
def test_pages_carried_add_up_to_the_pages_somebody_leads(leads: list[int | None]) -> None:
    sessions = outline(a_study(), a_book(chapters=max(1, len(leads))), {}).sessions
    planned = [
        SessionDraft(session.number, session.starts_at, session.reading, lead)
        for session, lead in zip(sessions, leads, strict=False)
    ]

    loads = carried(planned, [MINA, DANA])

    assert sum(loads.values()) == sum(session.reading.pages for session in planned if session.lead is not None)
    assert loads[DANA] == 0


def a_draft(*members: int, revision: int = 0) -> PlanDraft:
    sessions = assign(outline(a_study(), a_book(), {}).sessions, [a_seat(member) for member in members])
    return PlanDraft(1, 1, revision, DANA, NOW, members, sessions)


def test_a_draft_is_published_for_the_members_it_was_computed_for() -> None:
    check_publishing(a_study(), a_draft(MINA, JUN), [JUN, MINA], NOW)

    for members in ([MINA], [MINA, JUN, SORA]):
        with pytest.raises(ChangedMeanwhile):
            check_publishing(a_study(), a_draft(MINA, JUN), members, NOW)


def test_a_draft_stands_on_one_revision_of_a_recruiting_study() -> None:
    with pytest.raises(ChangedMeanwhile):
        check_publishing(a_study(revision=1), a_draft(MINA), [MINA], NOW)
    with pytest.raises(ChangedMeanwhile):
        check_publishing(a_study(state=StudyState.RUNNING), a_draft(MINA), [MINA], NOW)


def test_a_draft_whose_first_session_has_begun_is_too_old() -> None:
    draft = a_draft(MINA)

    with pytest.raises(OverBefore):
        check_publishing(a_study(), draft, [MINA], draft.sessions[0].starts_at)


def test_the_last_word_on_a_turn_counts() -> None:
    fixed = with_fixed([Fixed(1, MINA), Fixed(1, JUN, Role.BACKUP), Fixed(2, SORA)], Fixed(1, JUN))

    assert set(fixed) == {Fixed(2, SORA), Fixed(1, JUN)}


def test_who_leaves_gives_up_what_is_ahead_and_keeps_what_was() -> None:
    past, ahead = a_meeting(1, MINA, JUN), a_meeting(2, JUN, MINA)
    now = past.session.starts_at + timedelta(hours=1)

    (given_up,) = turns_given_up(a_plan(past, ahead), MINA, now)

    assert (given_up.session_id, given_up.state) == (2, TurnState.PASSED)


def test_the_session_under_way_is_the_next_one_until_it_ends() -> None:
    plan = a_plan(a_meeting(1), a_meeting(2))
    first = plan.meetings[0].session.starts_at

    assert plan.next_after(first + timedelta(minutes=89)) is plan.meetings[0]
    assert plan.next_after(first + timedelta(minutes=90)) is plan.meetings[1]
    assert plan.next_after(first + timedelta(weeks=2)) is None


def test_a_session_that_is_not_there_is_named() -> None:
    with pytest.raises(NoSuchSession) as refusal:
        a_plan(a_meeting(1)).numbered(7)

    assert refusal.value.number == 7
