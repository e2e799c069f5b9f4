"""Who came, late or in time, and whose word counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import attendance as rules
from db.records import Attendance, Presence, SeatState, SessionState, Source
from tests.situations import DANA, JUN, MINA, SORA, a_meeting, a_seat

LENGTH = timedelta(minutes=90)
SESSION = a_meeting(1, MINA).session
START = SESSION.starts_at
seconds = st.integers(-1800, 5399)


def came(second: int, source: Source = Source.VOICE) -> Attendance:
    return rules.arrival(SESSION, LENGTH, SORA, source, START + timedelta(seconds=second))


def words() -> st.SearchStrategy[Attendance]:
    """What may be said of Sora: arrivals, excuses beforehand, and an organiser's word."""
    arrivals = st.builds(came, seconds, st.sampled_from([Source.VOICE, Source.MEMBER]))
    at = st.integers(-86400, -1).map(lambda second: START + timedelta(seconds=second))
    excuses = at.map(lambda each: rules.excuse(SESSION, SORA, each))
    organisers = st.builds(
        Attendance, st.just(1), st.just(SORA), st.sampled_from(Presence), st.just(Source.ORGANISER), at
    )
    return arrivals | excuses | organisers


@pytest.mark.parametrize(
    ("minutes", "presence"),
    [(-30, Presence.PRESENT), (0, Presence.PRESENT), (10, Presence.PRESENT), (11, Presence.LATE), (89, Presence.LATE)],
)
def test_ten_minutes_are_no_matter(minutes: int, presence: Presence) -> None:
    assert came(minutes * 60).presence is presence


@pytest.mark.parametrize(("minutes", "refusal"), [(-31, rules.NotOpenYet), (90, rules.SessionOver)])
def test_nobody_comes_before_the_doors_open_or_after_the_end(minutes: int, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        rules.check_coming(SESSION, LENGTH, START + timedelta(minutes=minutes))


def test_nothing_is_counted_for_what_was_cancelled() -> None:
    cancelled = replace(SESSION, state=SessionState.CANCELLED)

    for check in (lambda: rules.check_coming(cancelled, LENGTH, START), lambda: rules.check_excusing(cancelled, START)):
        with pytest.raises(rules.CalledOff):
            check()
    assert not rules.is_counted(cancelled, LENGTH, [came(0)], START + LENGTH)


@given(st.lists(seconds, min_size=1), st.lists(st.sampled_from([Source.VOICE, Source.MEMBER]), min_size=1))
def test_of_all_arrivals_the_first_counts(when: list[int], sources: list[Source]) -> None:
    arrivals = [came(second, sources[place % len(sources)]) for place, second in enumerate(when)]

    stands = reduce(rules.weigh, arrivals)

    assert stands.at == min(each.at for each in arrivals)
    assert stands.presence is came(min(when)).presence


@given(st.lists(words(), min_size=1), words())
def test_an_organisers_word_stands_until_an_organisers_next(said: list[Attendance], last: Attendance) -> None:
    stands = reduce(rules.weigh, [*said, last])

    by_organisers = [word for word in [*said, last] if word.source is Source.ORGANISER]
    assert (stands.source is Source.ORGANISER) is bool(by_organisers)
    assert not by_organisers or stands == by_organisers[-1]


@given(st.lists(words(), min_size=1))
def test_what_is_said_twice_in_a_row_is_said_once(said: list[Attendance]) -> None:
    stands = reduce(rules.weigh, said)

    assert rules.weigh(stands, said[-1]) == stands


@given(st.integers(-86400, -1801), seconds)
def test_who_is_excused_and_comes_anyway_is_present(excused: int, second: int) -> None:
    before = rules.excuse(SESSION, SORA, START + timedelta(seconds=excused))

    assert rules.weigh(before, came(second)).presence is Presence.PRESENT


def test_an_excuse_takes_back_what_was_seen_before_it() -> None:
    looked_in = came(-1200)

    assert (
        rules.weigh(looked_in, rules.excuse(SESSION, SORA, START - timedelta(minutes=5))).presence is Presence.EXCUSED
    )


def test_nobody_is_absent_where_nobody_is_known_to_have_come() -> None:
    excused = rules.excuse(SESSION, SORA, START - timedelta(hours=1))

    assert not rules.is_counted(SESSION, LENGTH, [excused], START + LENGTH)
    assert not rules.is_counted(SESSION, LENGTH, [came(0)], START + LENGTH - timedelta(seconds=1))
    assert rules.is_counted(SESSION, LENGTH, [came(0)], START + LENGTH)


@pytest.mark.parametrize(
    ("away", "counted", "presence"),
    [
        (False, False, None),
        (False, True, Presence.ABSENT),
        (True, True, Presence.EXCUSED),
        (True, False, Presence.EXCUSED),
    ],
)
def test_who_said_nothing_is_known_by_their_days_away(away: bool, counted: bool, presence: Presence | None) -> None:
    assert rules.standing(None, away=away, counted=counted) is presence


def test_who_sits_in_the_room_and_was_not_seen_coming_came_in_time() -> None:
    known = {MINA: came(1500)}

    found = rules.in_the_room(SESSION, LENGTH, [MINA, SORA], known, START + timedelta(minutes=40))

    assert [(each.user_id, each.presence) for each in found] == [(SORA, Presence.PRESENT)]


def test_an_arrival_at_a_date_that_was_moved_away_from_is_none() -> None:
    moved = replace(SESSION, starts_at=START + timedelta(days=1))
    excused = rules.excuse(SESSION, JUN, START - timedelta(days=1))

    assert rules.still_true(moved, LENGTH, {SORA: came(-60), JUN: excused}) == {JUN: excused}


def test_a_session_expects_those_who_sat_there_when_it_began() -> None:
    seats = [
        a_seat(MINA),
        a_seat(JUN, joined_at=START + timedelta(minutes=1)),
        a_seat(SORA, state=SeatState.LEFT, left_at=START - timedelta(days=1)),
        a_seat(DANA, state=SeatState.LEFT, left_at=START + timedelta(days=1)),
        a_seat(105, state=SeatState.WAITING),
    ]

    assert rules.expected(SESSION, seats) == [MINA, DANA]


def test_a_record_counts_only_the_sessions_somebody_came_to() -> None:
    first, second, third = (a_meeting(number, MINA) for number in (1, 2, 3))
    present = Attendance(1, SORA, Presence.PRESENT, Source.MEMBER, START)
    seats, said = [a_seat(MINA), a_seat(SORA)], {1: {SORA: present}, 2: {MINA: replace(present, user_id=MINA)}}
    now = third.session.starts_at + LENGTH

    mine = rules.of_member((first, second, third), LENGTH, seats, said, set(), SORA, now)
    away = rules.of_member((first, second, third), LENGTH, seats, said, {2}, SORA, now)

    assert mine == rules.Record(present=1, absent=1)
    assert away == rules.Record(present=1, excused=1)
    assert (away.came, away.sessions) == (1, 2)


def test_the_turnout_is_a_number_or_nothing() -> None:
    seats = [a_seat(MINA), a_seat(SORA)]

    assert rules.turnout(SESSION, seats, {SORA: came(0)}) == rules.Turnout(1, 2)
    assert rules.turnout(SESSION, seats, {SORA: rules.excuse(SESSION, SORA, START)}) is None
