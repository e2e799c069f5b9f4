"""What a running study owes, to whom, and when."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.notices import MORNING, NIGHT, Kind, for_plan, moved_up, to_staff
from db.records import Lane, Reach, Server, SessionState, Slot, StudyState, Target, TargetKind
from tests.situations import CHANNEL, DANA, JUN, MINA, NOW, SERVER, a_meeting, a_plan, a_seat, a_study

CHANNEL_OF_STUDY = Target(TargetKind.CHANNEL, CHANNEL)

STAFF = to_staff(a_study(), Server(SERVER))


def due(planned: list, kind: Kind) -> list[datetime]:
    return [notice.due_at for notice in planned if notice.kind is kind]


def test_a_session_is_announced_four_times_and_looked_back_on_once() -> None:
    meeting = a_meeting(1, MINA, JUN)
    start = meeting.session.starts_at

    planned = for_plan(a_plan(meeting), [a_seat(MINA), a_seat(JUN)], STAFF, NOW)

    assert due(planned, Kind.TURN_WEEK) == [start - timedelta(days=7)]
    assert due(planned, Kind.TURN_DAYS) == [start - timedelta(days=3)]
    assert due(planned, Kind.SESSION_DAY) == [start - timedelta(days=1)]
    assert due(planned, Kind.SESSION_SOON) == [start - timedelta(minutes=10)]
    assert due(planned, Kind.SESSION_AFTER) == [start + timedelta(minutes=90)]


def test_the_book_is_finished_a_day_after_the_last_session() -> None:
    first, last = a_meeting(1, MINA), a_meeting(2, JUN)

    planned = for_plan(a_plan(first, last), [], STAFF, NOW)

    (done,) = due(planned, Kind.STUDY_DONE)
    assert last.session.starts_at + timedelta(days=1) < done < last.session.starts_at + timedelta(days=2)


def test_a_presenter_hears_where_they_asked_to() -> None:
    seats = [a_seat(MINA, reach=Reach.DM), a_seat(JUN, reach=Reach.CHANNEL)]

    planned = for_plan(a_plan(a_meeting(1, MINA), a_meeting(2, JUN)), seats, STAFF, NOW)

    targets = {notice.subject: notice.target for notice in planned if notice.kind is Kind.TURN_WEEK}
    assert targets == {10: Target(TargetKind.USER, MINA), 20: CHANNEL_OF_STUDY}


def test_the_backup_is_left_in_peace() -> None:
    planned = for_plan(a_plan(a_meeting(1, None, JUN)), [a_seat(JUN)], STAFF, NOW)

    assert not due(planned, Kind.TURN_WEEK)
    assert due(planned, Kind.SESSION_DAY)


def test_only_ten_minutes_before_is_urgent() -> None:
    planned = for_plan(a_plan(a_meeting(1, MINA)), [], STAFF, NOW)

    assert {notice.kind for notice in planned if notice.lane is Lane.URGENT} == {Kind.SESSION_SOON}


def test_what_is_cancelled_held_or_paused_is_not_announced() -> None:
    cancelled = a_meeting(1, MINA, state=SessionState.CANCELLED)

    planned = for_plan(a_plan(cancelled), [], STAFF, NOW)
    paused = for_plan(a_plan(a_meeting(1, MINA), state=StudyState.PAUSED), [], STAFF, NOW)

    assert [notice.kind for notice in planned] == [Kind.STUDY_DONE]
    assert paused == []


def test_a_plan_published_late_still_says_what_is_worth_saying() -> None:
    meeting = a_meeting(1, MINA)
    now = meeting.session.starts_at - timedelta(days=5)

    planned = for_plan(a_plan(meeting), [], STAFF, now)

    assert due(planned, Kind.TURN_WEEK)[0] < now
    assert len(due(planned, Kind.TURN_DAYS)) == 1


def test_nothing_is_said_about_what_is_over() -> None:
    meeting = a_meeting(1, MINA)
    now = meeting.session.starts_at + timedelta(minutes=30)

    planned = for_plan(a_plan(meeting), [], STAFF, now)

    assert {notice.kind for notice in planned} == {Kind.SESSION_AFTER, Kind.STUDY_DONE, Kind.MATERIALS_ASKED}


def test_a_moved_session_is_announced_anew_and_an_unmoved_one_is_not() -> None:
    meeting = a_meeting(1, MINA)
    later = a_meeting(1, MINA, starts_at=meeting.session.starts_at + timedelta(days=1))

    before, same, moved = (
        {(notice.kind, notice.subject, notice.revision) for notice in for_plan(a_plan(each), [], STAFF, NOW)}
        for each in (meeting, meeting, later)
    )

    assert before == same
    assert not before & moved


def test_moving_up_twice_is_told_twice() -> None:
    study = a_plan(a_meeting(1)).study
    first, again = a_seat(MINA, joined_at=NOW), a_seat(MINA, joined_at=NOW + timedelta(days=2))

    assert moved_up(study, first, NOW).revision != moved_up(study, again, NOW).revision


@given(st.times(), st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York", "Pacific/Chatham"]))
def test_nobody_is_woken(at: time, zone: str) -> None:
    start = datetime.combine(datetime(2027, 3, 13, tzinfo=UTC), at, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    plan = a_plan(a_meeting(1, DANA, starts_at=start), slot=Slot(5, at, zone))

    planned = for_plan(plan, [], STAFF, NOW)

    early = [
        notice
        for notice in planned
        if notice.kind in (Kind.TURN_WEEK, Kind.TURN_DAYS, Kind.SESSION_DAY, Kind.STUDY_DONE)
    ]
    assert early
    assert all(MORNING <= notice.due_at.astimezone(ZoneInfo(zone)).time() < NIGHT for notice in early)
    assert all(notice.due_at < notice.expires_at for notice in planned)
