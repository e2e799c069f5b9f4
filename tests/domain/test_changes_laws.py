"""What holds for every plan and every wish: history stays, pages are read once, dates and numbers are in order."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from bot.domain import changes as rules
from bot.domain.changes.dates import days_of
from bot.domain.changes.presenters import asked_again
from bot.domain.changes.refusals import PlanMovedOn, UndoInTheWay
from bot.domain.refusals import Refusal
from db.records import Change, Shape, StudyState, TurnState
from tests.domain.plans_that_bend import Bending, pages_read, plans_that_bend, published, undone, wishes

many = settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))


@st.composite
def changes(draw: st.DrawFn) -> tuple[Bending, rules.Wish, Change]:
    """A change that was not refused."""
    bending = draw(plans_that_bend())
    wish = draw(wishes(bending))
    try:
        return bending, wish, rules.propose(bending.ahead, bending.people, wish, by=1)
    except Refusal:
        assume(False)
        raise


@given(changes())
@many
def test_nothing_that_was_changes(drawn):
    bending, _, change = drawn

    after, _ = published(bending, change)

    past = {shape.session_id for shape in bending.ahead.past}
    assert {shape.session_id for shape in after.ahead.past} >= past
    before = {meeting.session.id: meeting for meeting in bending.plan.meetings}
    assert all(meeting == before[meeting.session.id] for meeting in after.plan.meetings if meeting.session.id in past)


@given(changes())
@many
def test_every_page_to_come_is_read_as_often_as_before_unless_it_is_dropped(drawn):
    bending, wish, change = drawn
    dropped = isinstance(wish, rules.Cancel) and wish.pages is rules.PagesGo.DROPPED
    lost = [shape.reading for shape in bending.ahead.planned if dropped and shape.number == wish.number]

    after, _ = published(bending, change)

    left = pages_read(shape.reading for shape in after.ahead.planned)
    assert sorted(left + pages_read(lost)) == pages_read(shape.reading for shape in bending.ahead.planned)
    assert len(left) == sum(shape.reading.pages for shape in after.ahead.planned)


@given(changes())
@many
def test_stars_are_shared_out_and_never_lost(drawn):
    bending, wish, change = drawn
    assume(not (isinstance(wish, rules.Cancel) and wish.pages is rules.PagesGo.DROPPED))

    after, _ = published(bending, change)

    def stars(found: Bending) -> int:
        return sum(shape.reading.stars for shape in found.ahead.planned)

    assert stars(after) == stars(bending)


@given(changes())
@many
def test_sessions_are_numbered_in_order_of_time(drawn):
    bending, _, change = drawn

    after, _ = published(bending, change)

    assert [meeting.session.number for meeting in after.plan.meetings] == [*range(1, len(after.plan.meetings) + 1)]
    starts = [meeting.session.starts_at for meeting in after.plan.meetings]
    assert all(one < other for one, other in pairwise(starts))


@given(changes())
@many
def test_no_session_comes_to_lie_on_a_skipped_day_or_too_near(drawn):
    bending, wish, change = drawn

    after, _ = published(bending, change)

    known = {shape.starts_at for shape in bending.ahead.planned}
    new = {shape.starts_at for shape in after.ahead.planned} - known
    if isinstance(wish, rules.Move):
        assert new <= {wish.starts_at}
        return
    settled = {after.ahead.day(shape.starts_at) for shape in after.ahead.settled}
    assert not {after.ahead.day(start) for start in new} & (after.skips | settled)
    assert all(start > bending.now for start in new)


@given(changes())
@many
def test_a_day_that_is_skipped_has_no_session_to_come(drawn):
    bending, wish, change = drawn
    assume(isinstance(wish, rules.SkipDays))

    after, _ = published(bending, change)

    assert not {after.ahead.day(shape.starts_at) for shape in after.ahead.planned} & set(
        days_of(wish.first, wish.last, bending.ahead)
    )


@given(changes())
@many
def test_nobody_presents_while_away_and_nobody_presents_twice_in_one_session(drawn):
    bending, _, change = drawn

    after, _ = published(bending, change)

    for shape in after.ahead.planned:
        users = [post.user_id for post in (shape.lead, shape.backup) if post is not None]
        assert len(users) == len(set(users))
        assert not any(bending.people.away(after.ahead, user, shape) for user in users)
        assert set(users) <= set(bending.people.members)


@given(changes())
@many
def test_who_confirmed_stays_unless_away_and_is_asked_again_for_another_date_or_more_pages(drawn):
    bending, wish, change = drawn
    assume(not isinstance(wish, rules.Unite))

    after, _ = published(bending, change)

    now = {shape.session_id: shape for shape in after.ahead.planned}
    for before in bending.ahead.planned:
        shape, lead = now.get(before.session_id), before.lead
        if shape is None or lead is None or lead.state is not TurnState.CONFIRMED:
            continue
        if not bending.people.away(after.ahead, lead.user_id, shape):
            asked = TurnState.PLANNED if asked_again(before, shape) else TurnState.CONFIRMED
            assert shape.lead == replace(lead, state=asked)


@given(changes())
@many
def test_published_and_taken_back_it_is_the_plan_it_was(drawn):
    bending, _, change = drawn
    assume(all(_there(bending, shape) for shape in bending.ahead.planned))
    after, known = published(bending, change)

    try:
        back = undone(after, known)
    except UndoInTheWay:
        # Only where something is in the past on the other side; a plan that runs has no such thing.
        assert StudyState.PAUSED in (bending.plan.study.state, after.plan.study.state)
        return

    assert back.plan.meetings == bending.plan.meetings
    assert replace(back.plan.study, revision=0) == replace(bending.plan.study, revision=0)
    assert back.skips == bending.skips


def _there(bending: Bending, shape: Shape) -> bool:
    """Whether nobody who stands is away: who is gets no turn back."""
    posts = [post for post in (shape.lead, shape.backup) if post is not None]
    return not any(bending.people.away(bending.ahead, post.user_id, shape) for post in posts)


@given(changes())
@many
def test_what_was_published_is_not_published_again(drawn):
    bending, _, change = drawn

    after, _ = published(bending, change)

    with pytest.raises(PlanMovedOn):
        rules.check_publishing(after.ahead, after.people, change)


@given(changes())
@many
def test_only_what_differs_is_in_a_change_and_each_row_says_why(drawn):
    _, _, change = drawn

    for row in change.sessions:
        assert row.before != row.after
        assert row.causes


@given(plans_that_bend().flatmap(wishes))
@many
def test_a_wish_comes_back_from_how_it_is_written(wish):
    assert rules.read(rules.written(wish)) == wish
