"""What single wishes make of a small plan: dates, pages, presenters, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from bot.domain import changes as rules
from bot.domain.changes import PagesGo, People, propose
from bot.domain.changes.pages import halves, joined
from bot.domain.changes.refusals import (
    CannotDivide,
    DaysOver,
    DaysTooMany,
    NoNextSession,
    NotPaused,
    NotUnderWay,
    PastNeighbour,
    SessionSettled,
    TooSoon,
)
from bot.domain.plans import Meeting, NoSuchSession
from bot.domain.studies import OutOfRange
from db.records import Book, Cause, Change, Chapter, Part, Reading, SessionState, Shape, Slot, StudyState, TurnState
from tests.domain.drawn_books import a_chapter
from tests.situations import JUN, MINA, NOW, SORA, a_book, a_meeting, a_plan, a_seat

WEEK = timedelta(weeks=1)
FIRST = datetime(2027, 1, 16, 11, tzinfo=UTC)
MEMBERS = People(tuple(a_seat(user) for user in (MINA, JUN, SORA)))


def four_sessions(**facts: Any) -> tuple[Meeting, ...]:
    leads = (MINA, JUN, SORA, MINA)
    backups = (JUN, SORA, MINA, JUN)
    return tuple(a_meeting(n, leads[n - 1], backups[n - 1], **facts) for n in range(1, 5))


def ahead(*meetings: Meeting, now: datetime = NOW, skips: frozenset[date] = frozenset(), **facts: Any) -> rules.Ahead:
    found = meetings or four_sessions()
    return rules.look_ahead(a_plan(*found, **facts), a_book(), now, skips, {})


def changed(wish: rules.Wish, of: rules.Ahead | None = None) -> Change:
    return propose(of or ahead(), MEMBERS, wish, by=1)


def after(change: Change) -> dict[int, Shape]:
    return {row.after.number: row.after for row in change.sessions if row.after is not None}


def moved(meeting: Meeting, **by: float) -> Meeting:
    session = meeting.session
    return replace(meeting, session=replace(session, starts_at=session.starts_at + timedelta(**by)))


def confirmed(meeting: Meeting) -> Meeting:
    return replace(meeting, turns=tuple(replace(turn, state=TurnState.CONFIRMED) for turn in meeting.turns))


# --- dates


def test_a_date_moved_by_hand_keeps_its_place_in_the_row() -> None:
    one, two, three, four = four_sessions()
    plan = ahead(one, two, moved(three, days=1), four)

    change = changed(rules.Cancel(1, PagesGo.ON), plan)

    assert [shape.starts_at for shape in after(change).values()] == [
        FIRST + WEEK,
        FIRST + 2 * WEEK + timedelta(days=1),
        FIRST + 3 * WEEK,
        FIRST + 4 * WEEK,
    ]
    assert {cause for row in change.sessions for cause in row.causes} == {Cause.PUSHED_ON}
    assert change.skips == (FIRST.date(),)


def test_a_public_holiday_is_no_date_to_push_on_to() -> None:
    plan = replace(ahead(), holidays={(FIRST + 4 * WEEK).date(): "설날"})

    change = changed(rules.Cancel(4, PagesGo.ON), plan)

    assert after(change)[4].starts_at == FIRST + 5 * WEEK


def test_the_day_of_a_cancelled_session_is_not_used_again() -> None:
    one, two, three, four = four_sessions()
    off = replace(two, session=replace(two.session, state=SessionState.CANCELLED), turns=())

    change = changed(rules.Cancel(1, PagesGo.ON), ahead(one, off, three, four))

    assert {shape.session_id: (number, shape.starts_at) for number, shape in after(change).items()} == {
        2: (1, FIRST + WEEK),
        1: (2, FIRST + 2 * WEEK),
        3: (3, FIRST + 3 * WEEK),
        4: (4, FIRST + 4 * WEEK),
    }


def test_a_session_moves_between_its_neighbours_and_not_beyond() -> None:
    with pytest.raises(PastNeighbour) as refusal:
        changed(rules.Move(2, FIRST + 2 * WEEK))
    with pytest.raises(TooSoon):
        changed(rules.Move(1, NOW + timedelta(minutes=59)))

    assert (refusal.value.after, refusal.value.before) == (FIRST, FIRST + 2 * WEEK)
    row = changed(rules.Move(2, FIRST + WEEK + timedelta(hours=3))).sessions
    assert [each.causes for each in row] == [(Cause.MOVED,)]


def test_free_days_are_not_used_on_short_notice() -> None:
    skips = frozenset({FIRST.date()})
    later = [moved(meeting, weeks=1) for meeting in four_sessions()]
    late = ahead(*later, now=FIRST - timedelta(days=1, hours=23), skips=skips)
    early = ahead(*later, now=FIRST - timedelta(days=2), skips=skips)
    wish = rules.ResumeDays(FIRST.date(), FIRST.date())

    assert changed(wish, late).sessions == ()
    assert after(changed(wish, early))[1].starts_at == FIRST


def test_another_weekly_time_begins_with_its_first_possible_date() -> None:
    now = FIRST + timedelta(days=1)

    change = changed(rules.Reslot(Slot(1, time(19), "Asia/Seoul")), ahead(now=now))

    # The Tuesday three days after a Saturday is too near to it.
    assert after(change)[2].starts_at == datetime(2027, 1, 26, 10, tzinfo=UTC)
    assert change.after.slot == Slot(1, time(19), "Asia/Seoul")
    assert 1 not in after(change)


def test_after_a_pause_sessions_whose_dates_went_by_are_still_to_come() -> None:
    paused = FIRST + timedelta(days=1)
    plan = ahead(now=paused + 10 * WEEK, state=StudyState.PAUSED, paused_at=paused)

    change = changed(rules.GoOn(date(2027, 4, 1)), plan)

    assert [shape.starts_at.date() for shape in after(change).values()] == [
        date(2027, 4, 3),
        date(2027, 4, 10),
        date(2027, 4, 17),
    ]
    assert (change.after.state, change.after.paused_at) == (StudyState.RUNNING, None)


@pytest.mark.parametrize(
    ("wish", "refusal"),
    [
        (rules.GoOn(date(2027, 1, 20)), NotPaused),
        (rules.SkipDays(date(2027, 1, 1), date(2027, 1, 3)), DaysOver),
        (rules.SkipDays(date(2027, 1, 5), date(2028, 1, 6)), DaysTooMany),
        (rules.Repage(0), OutOfRange),
        (rules.Unite(4), NoNextSession),
        (rules.Cancel(4, PagesGo.NEXT), NoNextSession),
        (rules.Cancel(9, PagesGo.ON), NoSuchSession),
    ],
)
def test_what_cannot_be_is_refused(wish: rules.Wish, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        changed(wish)


def test_a_session_that_began_and_a_study_that_ended_stay_as_they_are() -> None:
    with pytest.raises(SessionSettled):
        changed(rules.Divide(1), ahead(now=FIRST))
    with pytest.raises(NotUnderWay):
        changed(rules.Divide(1), ahead(state=StudyState.FINISHED))


# --- pages


def test_the_next_session_reads_the_pages_of_a_cancelled_one_too() -> None:
    change = changed(rules.Cancel(2, PagesGo.NEXT))

    found = after(change)
    assert (found[2].state, found[2].lead, found[2].backup) == (SessionState.CANCELLED, None, None)
    assert [(part.first_page, part.last_page) for part in found[3].reading.parts] == [(31, 60), (61, 90)]
    assert found[3].reading.pages == 60
    assert found[3].starts_at == FIRST + 2 * WEEK


def test_dropped_pages_stay_with_the_cancelled_session() -> None:
    found = after(changed(rules.Cancel(2, PagesGo.DROPPED)))

    assert (found[2].reading, found[2].state) == (a_meeting(2).session.reading, SessionState.CANCELLED)
    assert all(shape.reading == a_meeting(number).session.reading for number, shape in found.items())


def test_a_divided_session_keeps_its_presenters_and_the_new_one_gets_its_own() -> None:
    found = after(changed(rules.Divide(1)))

    assert (found[1].reading.pages, found[2].reading.pages) == (15, 15)
    assert (found[1].lead and found[1].lead.user_id, found[2].session_id) == (MINA, None)
    assert found[2].lead is not None
    assert [found[number].starts_at for number in (2, 3, 4, 5)] == [FIRST + n * WEEK for n in range(1, 5)]


def test_united_sessions_have_the_lead_who_confirmed() -> None:
    one, two, three, _ = four_sessions()

    plain = after(changed(rules.Unite(1), ahead(one, two, three)))[1]
    sure = after(changed(rules.Unite(1), ahead(one, confirmed(two), three)))[1]

    assert plain.lead is not None
    assert plain.lead.user_id == MINA
    assert sure.lead is not None
    # It is another session with more pages: they are asked again, with a turn of their own.
    assert (sure.lead.user_id, sure.lead.state, sure.lead.turn_id) == (JUN, TurnState.PLANNED, None)
    assert sure.backup is None or sure.backup.user_id != JUN


def test_what_follows_united_sessions_comes_forward_unless_that_is_too_soon() -> None:
    early = changed(rules.Unite(1))
    now = FIRST + WEEK - timedelta(hours=30)
    one, two, three, four = four_sessions()
    late = changed(rules.Unite(1), ahead(moved(one, days=6), two, three, four, now=now))

    assert after(early)[2].starts_at == FIRST + WEEK
    assert after(late)[2].starts_at == FIRST + 2 * WEEK


def test_pages_are_cut_where_a_section_begins_near_the_middle() -> None:
    book = Book("b", "B", (a_chapter(1, 1, 30, [0, 13, 25], None, []),))
    reading = Reading((Part("1", 1, 30, ("1.1", "1.2", "1.3")),), 30)

    cut = halves(book, reading)

    assert cut is not None
    assert [(half.parts[0].first_page, half.pages) for half in cut] == [(1, 13), (14, 17)]
    assert joined(cut) == reading


def test_where_nobody_knows_the_pages_sections_are_shared_out() -> None:
    book = Book("b", "B", (Chapter("1", "One"),))

    cut = halves(book, Reading((Part("1", sections=("1.1", "1.2", "1.3")),)))

    assert cut is not None
    assert [half.parts[0].sections for half in cut] == [("1.1", "1.2"), ("1.3",)]
    assert halves(book, Reading((Part("1"),))) is None


def test_a_single_page_is_not_cut() -> None:
    (one, *others) = four_sessions()
    short = replace(one, session=replace(one.session, reading=Reading((Part("1", 1, 1),), 1)))

    with pytest.raises(CannotDivide):
        changed(rules.Divide(1), ahead(short, *others))


def test_more_pages_a_session_make_fewer_sessions_and_the_last_go() -> None:
    change = changed(rules.Repage(60))

    assert [row.before and row.before.number for row in change.sessions if row.after is None] == [3, 4]
    assert [shape.reading.pages for shape in after(change).values()] == [60, 60]
    assert [shape.lead and shape.lead.user_id for shape in after(change).values()] == [MINA, JUN]
