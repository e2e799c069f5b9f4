"""Who shows which exercise: even loads first, then readiness; suggestions; give and take."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import picks as rules
from db.records import Exercise, Mark, MarkState, Part, Pick, Reading, SessionState, Showing
from tests.situations import DANA, JUN, MINA, NOW, SERVER, SORA, a_book, a_meeting, a_plan

SOLVED, TRYING, STUCK = MarkState.SOLVED, MarkState.TRYING, MarkState.STUCK
NUMBERS = ("1.1", "1.2", "1.3")


def a_group(members: list[int], shown: dict[int, int] | None = None, **marks: MarkState) -> rules.Group:
    known = {(int(key.split("_")[1]), key.split("_")[2] + "." + key.split("_")[3]): s for key, s in marks.items()}
    return rules.Group(members, shown or {}, known)


def takers(showings: tuple[Showing, ...]) -> list[int | None]:
    return [showing.user_id for showing in showings]


drawn_groups = st.integers(1, 4).flatmap(
    lambda size: st.tuples(
        st.just(list(range(1, size + 1))),
        st.lists(st.integers(0, 3), min_size=size, max_size=size),
        st.dictionaries(st.tuples(st.integers(1, size), st.sampled_from(NUMBERS)), st.sampled_from(list(MarkState))),
    )
)


@given(drawn_groups, st.integers(1, 3), st.integers(1, 30))
def test_no_other_way_to_deal_is_more_even_or_as_even_and_readier(
    drawn: tuple[list[int], list[int], dict[tuple[int, str], MarkState]], count: int, session: int
) -> None:
    members, loads, marks = drawn
    group = rules.Group(members, dict(zip(members, loads, strict=True)), marks)
    numbers = NUMBERS[:count]

    def worth(users: tuple[int, ...]) -> tuple[int, int]:
        after = Counter(group.shown) + Counter(users)
        unready = sum(
            {SOLVED: 0, TRYING: 1}.get(marks.get(pair, STUCK), 2) for pair in zip(users, numbers, strict=True)
        )
        return sum(after[user] ** 2 for user in members), unready

    dealt = rules.deal(numbers, group, session, NOW)

    best = min(worth(way) for way in product(members, repeat=count))
    assert worth(tuple(user for user in takers(dealt) if user is not None)) == best


def test_who_solved_it_shows_it() -> None:
    group = a_group([MINA, JUN], m_102_1_1=SOLVED)

    assert takers(rules.deal(["1.1"], group, 1, NOW)) == [JUN]


def test_but_not_before_somebody_who_showed_less() -> None:
    group = a_group([MINA, JUN], {JUN: 1}, m_102_1_1=SOLVED)

    assert takers(rules.deal(["1.1"], group, 1, NOW)) == [MINA]


def test_among_equals_it_is_not_always_the_same_one_first() -> None:
    group = a_group([MINA, JUN, SORA])

    assert len({takers(rules.deal(["1.1"], group, session, NOW))[0] for session in range(1, 4)}) == 3


def test_who_has_an_exercise_keeps_it_when_others_are_added() -> None:
    group = a_group([MINA, JUN])
    before = (Showing("1.1", JUN, NOW),)

    after = rules.refill(("1.1", "1.2"), before, group, 1, NOW)

    assert takers(after) == [JUN, MINA]


def test_what_nobody_may_know_decides_nothing() -> None:
    mark = Mark(SERVER, 1, MINA, "1.1", SOLVED, NOW, NOW)

    assert rules.known([mark], {JUN}) == {}
    assert rules.known([mark], {MINA}) == {(MINA, "1.1"): SOLVED}


def test_the_presenter_has_enough_to_do_unless_nobody_else_comes() -> None:
    assert rules.able([MINA, JUN, SORA], {SORA}, MINA) == [JUN]
    assert rules.able([MINA, JUN], {JUN}, MINA) == [MINA]
    with pytest.raises(rules.NobodyToShow):
        rules.able([MINA], {MINA}, None)


def test_only_sessions_that_took_place_count_as_shown() -> None:
    plan = a_plan(
        a_meeting(1), replace(a_meeting(2), session=replace(a_meeting(2).session, state=SessionState.CANCELLED))
    )
    picks = {n: Pick(n, n, DANA, NOW, (Showing("1.1", MINA, NOW), Showing("1.2", None, NOW)), NOW, 1) for n in (1, 2)}
    later = plan.meetings[1].session.starts_at

    assert rules.shown(plan, picks, NOW) == []
    assert rules.times(rules.shown(plan, picks, later)) == {MINA: 1}


def a_mark(user: int, number: str, state: MarkState) -> Mark:
    return Mark(SERVER, 1, user, number, state, NOW, NOW if state is SOLVED else None)


def test_what_some_solved_and_others_fight_with_is_suggested_first() -> None:
    chapter = replace(a_book().chapters[0], exercises=tuple(Exercise(f"1.{n}", stars=1) for n in range(1, 6)))
    book = replace(a_book(), chapters=(chapter, *a_book().chapters[1:]))
    reading = Reading((Part("1", 1, 30),))
    marks = [
        a_mark(MINA, "1.4", SOLVED),
        a_mark(JUN, "1.4", STUCK),
        a_mark(JUN, "1.2", TRYING),
        a_mark(MINA, "1.5", SOLVED),
    ]

    assert rules.suggested(book, reading, marks, {MINA, JUN}, {"1.3"}, 2) == ("1.2", "1.4")
    with pytest.raises(rules.NothingToShow):
        rules.suggested(book, reading, marks, {MINA, JUN}, {f"1.{n}" for n in range(1, 6)}, 2)


def test_of_those_who_left_or_do_not_come_the_list_asks_for_others() -> None:
    listed = (Showing("1.1", MINA, NOW), Showing("1.2", JUN, NOW), Showing("1.3", SORA, NOW))

    assert takers(rules.present(listed, {MINA, JUN}, {JUN})) == [MINA, None, None]


def test_giving_back_frees_only_ones_own() -> None:
    listed = (Showing("1.1", MINA, NOW), Showing("1.2", JUN, NOW))

    assert takers(rules.give_back(listed, MINA)) == [None, JUN]
    with pytest.raises(rules.NotPicked):
        rules.give_back(listed, SORA)


def test_what_somebody_has_cannot_be_taken() -> None:
    listed = (Showing("1.1", MINA, NOW), Showing("1.2", None, NOW))

    assert takers(rules.take(listed, {"1.2"}, SORA, None, NOW)) == [MINA, SORA]
    with pytest.raises(rules.AllTaken):
        rules.take(listed, {"1.2"}, SORA, "1.1", NOW)


def test_more_than_a_session_has_time_for_is_refused() -> None:
    with pytest.raises(rules.TooManyToShow):
        rules.check_count([f"1.{n}" for n in range(rules.AT_MOST + 1)])
