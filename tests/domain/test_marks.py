"""What marking changes and how it is taken back; laws of how words about one exercise become one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import marks as rules
from db.records import Audience, Book, Chapter, Exercise, Mark, Marking, MarkState, Openness, Step

NOW = datetime(2027, 1, 11, tzinfo=UTC)
MINA, JUN = 1, 2
OWNER = rules.Owner(10, 20, MINA)
SOLVED, TRYING, STUCK = MarkState.SOLVED, MarkState.TRYING, MarkState.STUCK

numbers = st.sampled_from(["1.1", "1.2", "2.1", "2.20"])
states = st.sampled_from([SOLVED, TRYING, STUCK, None])
hours = st.integers(0, 3).map(lambda n: NOW + timedelta(hours=n))


@st.composite
def said(draw: st.DrawFn, user: int | None = None, exercise: str | None = None) -> Mark:
    state, at = draw(st.sampled_from(MarkState)), draw(hours)
    solved_at = at - timedelta(hours=draw(st.integers(0, 2))) if state is SOLVED else None
    link = draw(st.sampled_from([None, "https://a.example", "https://b.example"]))
    who = draw(st.sampled_from([MINA, JUN])) if user is None else user
    return Mark(10, 20, who, draw(numbers) if exercise is None else exercise, state, at, solved_at, link)


def mark(known: dict[str, Mark], which: list[str], state: MarkState | None, at: datetime = NOW) -> dict[str, Mark]:
    return after(known, rules.marking(OWNER, which, state, None, known, at))


def after(known: dict[str, Mark], steps: tuple[Step, ...]) -> dict[str, Mark]:
    changed = known | {step.exercise: step.after for step in steps if step.after is not None}
    return {
        number: mark for number, mark in changed.items() if (number, None) not in {(s.exercise, s.after) for s in steps}
    }


def test_saying_it_twice_keeps_the_first_time() -> None:
    once = mark({}, ["1.1"], SOLVED)

    steps = rules.marking(OWNER, ["1.1"], SOLVED, None, once, NOW + timedelta(days=1))

    assert steps == ()
    assert once["1.1"].solved_at == NOW


def test_a_link_is_added_to_what_is_solved_already() -> None:
    once = mark({}, ["1.1"], SOLVED)

    [step] = rules.marking(OWNER, ["1.1"], SOLVED, "https://a.example", once, NOW + timedelta(days=1))

    assert step.after is not None
    assert (step.after.link, step.after.solved_at) == ("https://a.example", NOW)


def test_what_turns_out_unsolved_does_not_count_any_more() -> None:
    later = mark(mark({}, ["1.1"], SOLVED), ["1.1"], STUCK)

    assert later["1.1"].solved_at is None
    assert rules.solved(later.values()) == []


def test_nobody_undoes_what_somebody_else_marked() -> None:
    act = Marking(1, 10, 20, MINA, NOW, rules.marking(OWNER, ["1.1"], SOLVED, None, {}, NOW))

    with pytest.raises(rules.NotYourMarks):
        rules.undoing(act, JUN, {})


def test_what_was_marked_again_since_is_not_undone() -> None:
    steps = rules.marking(OWNER, ["1.1", "1.2"], SOLVED, None, {}, NOW)
    act = Marking(1, 10, 20, MINA, NOW, steps)
    since = mark(after({}, steps), ["1.2"], STUCK, NOW + timedelta(hours=1))

    with pytest.raises(rules.MarkedSince) as refused:
        rules.undoing(act, MINA, since)

    assert refused.value.exercises == ("1.2",)


@pytest.mark.parametrize(
    ("shows", "together", "seen"),
    [
        (Audience.NOBODY, True, False),
        (Audience.STUDY, True, True),
        (Audience.STUDY, False, False),
        (Audience.SERVER, False, True),
    ],
)
def test_others_see_what_a_member_lets_them(shows: Audience, together: bool, seen: bool) -> None:
    openness = Openness(10, MINA, shows)

    assert rules.may_see(openness, JUN, together=together) is seen
    assert rules.may_see(openness, MINA, together=False)


def test_exercises_nobody_knows_are_counted_without_a_total() -> None:
    book = Book("b", "B", (Chapter("1", "One", exercises=(Exercise("1.1", stars=1),)), Chapter("2", "Two")))

    assert rules.tallies(["1.1", "2.7"], book) == [rules.Tally(1, 1, 1), rules.Tally(None, 1, None)]


@given(before=st.dictionaries(numbers, states), which=st.lists(numbers, min_size=1, unique=True), state=states)
def test_an_undo_brings_back_exactly_what_was(
    before: dict[str, MarkState | None], which: list[str], state: MarkState | None
) -> None:
    known: dict[str, Mark] = {}
    for number, was in before.items():
        known = mark(known, [number], was)
    steps = rules.marking(OWNER, which, state, None, known, NOW + timedelta(hours=1))
    marked = after(known, steps)

    back = rules.undoing(Marking(1, 10, 20, MINA, NOW, steps), MINA, marked)

    assert after(marked, back) == known


@given(
    st.lists(st.tuples(numbers, states), unique_by=lambda pair: pair[0]).flatmap(
        lambda acts: st.tuples(st.just(acts), st.permutations(acts))
    )
)
def test_acts_on_different_exercises_commute(
    orders: tuple[list[tuple[str, MarkState | None]], list[tuple[str, MarkState | None]]],
) -> None:
    one: dict[str, Mark] = {}
    other: dict[str, Mark] = {}
    for number, state in orders[0]:
        one = mark(one, [number], state)
    for number, state in orders[1]:
        other = mark(other, [number], state)

    assert one == other


@given(st.lists(said(user=MINA, exercise="2.20"), min_size=1, max_size=4))
def test_words_about_one_exercise_become_one_in_any_order_and_however_often(words: list[Mark]) -> None:
    results = {reduce(rules.combine, order) for order in permutations(words)}
    twice = reduce(rules.combine, words + words)

    assert results == {twice}


@given(st.lists(said(), unique_by=lambda mark: (mark.user_id, mark.exercise)))
def test_what_a_group_solved_is_the_sum_of_its_members(marks: list[Mark]) -> None:
    whole = rules.coverage(marks, {MINA, JUN})
    minas, juns = rules.coverage(marks, {MINA}), rules.coverage(marks, {JUN})

    assert all(whole.get(number, 0) == minas.get(number, 0) + juns.get(number, 0) for number in {*whole, *minas, *juns})
    assert rules.coverage(marks, set()) == {}
