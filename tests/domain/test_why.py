"""Every notice is in one line, with what became of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.notices import SILENT, Kind
from bot.domain.why import About, Facts, Part, Subject, Unneeded, Wanted, tell
from db.records import Lane, Notice, NoticeState, SessionState, Target, TargetKind, TurnState
from tests.situations import CHANNEL, JUN, MINA, NOW, a_meeting, a_turn

TO_MINA, TO_CHANNEL = Target(TargetKind.USER, MINA), Target(TargetKind.CHANNEL, CHANNEL)
LATER, ALL = a_meeting(2, JUN), Wanted()


def a_notice(number: int, kind: Kind = Kind.TURN_WEEK, **facts: Any) -> Notice:
    due = NOW + timedelta(days=number)
    notice = Notice(
        number, kind, 10, TO_MINA, 0, due, due + timedelta(days=1), due, Lane.NORMAL, NoticeState.WAITING, study_id=1
    )
    return replace(notice, **facts)


def facts(**session: Any) -> Facts:
    meeting = a_meeting(1, MINA, JUN, **session)
    return Facts(
        {
            (About.TURN, 10): Subject((1,), (MINA,)),
            (About.CALL, 5): Subject((2,), (JUN,)),
            (About.SESSION, 2): Subject((2,)),
        },
        {1: meeting.session, 2: LATER.session},
        {10: a_turn(1, MINA)},
    )


def parts(*notices: Notice, wanted: Wanted = ALL) -> list[tuple[int, Part]]:
    return [(line.notice.id, line.part) for line in tell(notices, facts(), wanted).lines]


def test_what_waits_comes_first_what_is_over_last_first() -> None:
    coming = [a_notice(2), a_notice(1, Kind.TURN_DAYS)]
    sent = [
        a_notice(number, Kind.PLAN, state=NoticeState.SENT, sent_at=NOW + timedelta(days=number)) for number in (3, 4)
    ]

    told = tell([*coming, *sent], facts(), Wanted())

    assert [line.notice.id for line in told.of(Part.COMING, Part.SENT)] == [1, 2, 4, 3]
    assert told.counts == {Part.COMING: 2, Part.SENT: 2}


def test_a_closed_way_and_the_way_round_are_one_line() -> None:
    failed = a_notice(1, state=NoticeState.FAILED, error="closed_dm: 403")
    round_it = a_notice(2, target=TO_CHANNEL, fallback_of=1, state=NoticeState.SENT, message_id=7)

    (line,) = tell([failed, round_it], facts(), Wanted()).lines

    assert line.went_round
    assert (line.part, line.last.message_id) == (Part.SENT, 7)


def test_whoever_was_reached_on_no_way_was_not_reached() -> None:
    failed = a_notice(1, state=NoticeState.FAILED, error="closed_dm")
    private = a_notice(2, target=TO_CHANNEL, fallback_of=1, state=NoticeState.SKIPPED, error="for organisers alone")

    assert parts(failed, private) == [(1, Part.FAILED)]


def test_what_was_too_late_failed_and_what_was_moot_was_not_needed() -> None:
    late = a_notice(1, state=NoticeState.SKIPPED, error="late")
    moot = a_notice(2, Kind.SEAT_UP, state=NoticeState.SKIPPED, error="left meanwhile")

    assert sorted(parts(late, moot)) == [(1, Part.FAILED), (2, Part.NOT_NEEDED)]


def test_what_was_withdrawn_says_why_unless_it_was_planned_anew() -> None:
    gone, again = a_notice(1, state=NoticeState.WITHDRAWN), a_notice(2, revision=9)
    cancelled, folded = facts(state=SessionState.CANCELLED), facts(state=SessionState.GONE)
    passed = replace(facts(), turns={10: a_turn(1, MINA, state=TurnState.PASSED)})

    reasons = [tell([gone], each, Wanted()).lines[0].because for each in (facts(), cancelled, folded, passed)]

    assert reasons == [Unneeded.CHANGED, Unneeded.CANCELLED, Unneeded.FOLDED, Unneeded.PASSED_ON]
    assert parts(gone, again) == [(2, Part.COMING)]


def test_one_may_ask_for_a_session_a_person_a_kind_or_all_of_them() -> None:
    notices = (
        a_notice(1),
        a_notice(2, Kind.SESSION_DAY, subject=2, target=TO_CHANNEL),
        a_notice(3, Kind.CALL_BACKUP, subject=5, target=TO_CHANNEL),
        a_notice(4, Kind.CALL_OPEN, subject=5, target=TO_CHANNEL),
    )

    def found(**wanted: Any) -> set[int]:
        return {number for number, _ in parts(*notices, wanted=Wanted(**wanted))}

    assert found(session_id=2) == {2, 3, 4}
    assert found(user_id=MINA) == {1}
    assert found(user_id=JUN) == {3}
    assert found(kind=Kind.SESSION_DAY) == {2}
    assert found(session_id=2, user_id=JUN) == {3}
    assert found(session_id=1, kind=Kind.SESSION_DAY) == set()


@given(st.lists(st.tuples(st.sampled_from(Kind), st.sampled_from(NoticeState), st.integers(0, 3)), max_size=20))
def test_nothing_is_told_twice_and_only_what_was_replaced_is_left_out(
    rows: list[tuple[Kind, NoticeState, int]],
) -> None:
    notices = [
        a_notice(number, kind, subject=subject, state=state) for number, (kind, state, subject) in enumerate(rows, 1)
    ]

    told = tell(notices, facts(), Wanted())

    ids = [line.notice.id for line in told.lines]
    left_out = [notice for notice in notices if notice.id not in ids]
    assert len(ids) == len(set(ids)) == sum(told.counts.values())
    assert all(notice.kind in SILENT or notice.state is NoticeState.WITHDRAWN for notice in left_out)
