"""What a change of plan means for each member."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.changed_turns import Fate, changed_turns
from db.records import Cause, Changed, Role, SessionState, Shape
from tests.domain.changes_around import a_change, a_shape
from tests.situations import JUN, MINA, SORA

WEEK = timedelta(weeks=1)


def told(*rows: Changed) -> dict[int, list[tuple[Fate, Role]]]:
    return {user: [(turn.fate, turn.role) for turn in turns] for user, turns in changed_turns(a_change(*rows)).items()}


def row(before: Shape | None, after: Shape | None) -> Changed:
    return Changed(before, after, (Cause.MOVED,))


def test_who_hands_a_turn_over_and_who_gets_it_are_both_told() -> None:
    found = told(row(a_shape(7, MINA, SORA), a_shape(7, JUN, SORA)))

    assert found == {MINA: [(Fate.WENT, Role.LEAD)], JUN: [(Fate.CAME, Role.LEAD)]}


def test_a_moved_session_concerns_its_presenter_and_its_backup() -> None:
    before = a_shape(7, MINA, SORA)

    found = told(row(before, replace(before, starts_at=before.starts_at + WEEK)))

    assert found == {MINA: [(Fate.MOVED, Role.LEAD)], SORA: [(Fate.MOVED, Role.BACKUP)]}


def test_other_pages_concern_them_too() -> None:
    before = a_shape(7, MINA)

    found = told(row(before, replace(before, reading=a_shape(8).reading)))

    assert found == {MINA: [(Fate.REPAGED, Role.LEAD)]}


def test_another_number_alone_concerns_nobody() -> None:
    before = a_shape(7, MINA, SORA)

    assert told(row(before, replace(before, number=8))) == {}


def test_with_a_session_its_turns_go() -> None:
    before = a_shape(7, MINA, SORA)
    cancelled = a_change(row(before, replace(before, state=SessionState.CANCELLED)))
    merged = a_change(row(before, None))

    for change in (cancelled, merged):
        turns = changed_turns(change)
        assert set(turns) == {MINA, SORA}
        assert all(turn.cancelled and turn.fate is Fate.WENT for each in turns.values() for turn in each)


def test_a_turn_that_somebody_else_takes_did_not_go_with_its_session() -> None:
    (turn,) = changed_turns(a_change(row(a_shape(7, MINA), a_shape(7, JUN))))[MINA]

    assert not turn.cancelled


def test_what_presses_most_is_told_first() -> None:
    moved, later = a_shape(3, MINA), a_shape(9, JUN, MINA)
    rows = (
        row(moved, replace(moved, starts_at=moved.starts_at + WEEK)),
        row(later, a_shape(9, MINA, JUN)),
        row(a_shape(5, MINA), a_shape(5, SORA)),
    )

    assert told(*rows)[MINA] == [
        (Fate.CAME, Role.LEAD),
        (Fate.WENT, Role.LEAD),
        (Fate.MOVED, Role.LEAD),
        (Fate.WENT, Role.BACKUP),
    ]
