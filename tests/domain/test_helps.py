"""Stuck on an exercise: whom to ask, in what order, and what each press may change."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import helps as rules
from bot.domain import ranking
from db.records import Help, Mark, MarkState
from tests.situations import DANA, JUN, MINA, NOW, SERVER, SORA

SORAS = Help(1, SERVER, 1, 1, SORA, "2.20", "the second step", NOW)


def solved(user: int, days_ago: int = 0, number: str = "2.20") -> Mark:
    at = NOW - timedelta(days=days_ago)
    return Mark(SERVER, 1, user, number, MarkState.SOLVED, at, at)


def test_only_who_solved_that_one_and_lets_themselves_be_asked() -> None:
    marks = [solved(MINA), solved(JUN), solved(DANA, number="2.21"), solved(SORA)]

    assert rules.able(marks, "2.20", {MINA, DANA, SORA}, [], SORA) == (MINA,)


def test_who_was_asked_less_of_late_comes_first_then_who_solved_it_last() -> None:
    marks = [solved(MINA, 30), solved(JUN, 2), solved(DANA, 1)]
    lately = [replace(SORAS, asked=(DANA,))]

    assert rules.able(marks, "2.20", {MINA, JUN, DANA}, lately, SORA) == (JUN, MINA, DANA)


@given(st.sets(st.integers(1, 50), min_size=1, max_size=30))
def test_a_few_are_asked_at_once_and_never_more_than_the_waves_hold(able: set[int]) -> None:
    asked = rules.ask_quietly(SORAS, tuple(able), NOW)

    waves = [rules.wave(asked, user) for user in asked.asked]
    assert waves == sorted(waves)
    assert all(waves.count(wave) <= rules.WAVE for wave in waves)
    assert len(asked.asked) == min(len(able), rules.WAVE * rules.WAVES)


def test_of_two_who_would_help_the_first_does() -> None:
    asked = rules.ask_quietly(SORAS, (MINA, JUN), NOW)

    helped = rules.can_help(asked, MINA, NOW)

    assert rules.can_help(helped, MINA, NOW) == helped
    with pytest.raises(rules.HelpedAlready) as refused:
        rules.can_help(helped, JUN, NOW)
    assert refused.value.by == MINA


def test_what_was_asked_in_private_only_those_who_were_asked_can_answer() -> None:
    with pytest.raises(rules.NotAskedForHelp):
        rules.can_help(rules.ask_quietly(SORAS, (JUN,), NOW), MINA, NOW)

    assert rules.can_help(rules.ask_openly(SORAS, NOW), MINA, NOW).helper_id == MINA


def test_asked_twice_in_private_nobody_else_is_asked() -> None:
    asked = rules.ask_quietly(SORAS, (MINA,), NOW)

    assert rules.ask_quietly(asked, (MINA, JUN), NOW + timedelta(hours=1)) == asked


def test_nobody_helps_themselves_or_says_for_others_that_it_is_done() -> None:
    with pytest.raises(rules.HelpingYourself):
        rules.can_help(SORAS, SORA, NOW)
    with pytest.raises(rules.NotYourTrouble):
        rules.done(SORAS, MINA, NOW)


def test_once_it_is_done_nobody_is_asked_any_more() -> None:
    done = rules.done(SORAS, SORA, NOW)

    assert rules.done(done, SORA, NOW + timedelta(days=1)) == done
    for press in (lambda: rules.ask_quietly(done, (MINA,), NOW), lambda: rules.ask_openly(done, NOW)):
        with pytest.raises(rules.HelpGone):
            press()


def test_the_channel_is_asked_once_and_only_where_there_is_one() -> None:
    with pytest.raises(rules.AskedThere):
        rules.ask_openly(rules.ask_openly(SORAS, NOW), NOW)
    with pytest.raises(rules.NoStudyToAsk):
        rules.ask_openly(replace(SORAS, study_id=None), NOW)


@given(st.dictionaries(st.integers(1, 12), st.booleans()), st.sets(st.integers(1, 12)))
def test_a_ranking_needs_more_than_half_of_those_who_sit_there(votes: dict[int, bool], group: set[int]) -> None:
    yes = [user for user in group if votes.get(user)]

    assert ranking.poll(votes, group).carried == (len(yes) > len(group) - len(yes))


@given(
    st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["1.1", "1.2", "1.3"])), unique=True),
    st.sets(st.integers(1, 9)),
)
def test_a_ranking_names_only_who_shows_theirs_the_most_first(pairs: list[tuple[int, str]], shown: set[int]) -> None:
    first = ranking.first([solved(user, number=number) for user, number in pairs], shown)

    counts = [count for _, _, count in first]
    assert {user for _, user, _ in first} <= shown
    assert counts == sorted(counts, reverse=True)
    assert all(place == 1 + sum(other > count for other in counts) for place, _, count in first)
    assert len(first) <= ranking.SHOWN
