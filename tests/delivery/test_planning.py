"""The laws of planning notices anew: what waits is what is planned, and what was said is never said again."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, update

from db.engine import Database
from db.queries import notices as planning
from db.records import Lane, Notice, NoticeState, Planned, StudyId
from db.tables import notices
from tests.delivery.stage import (
    HALL,
    MINA,
    NOON,
    Clock,
    Room,
    a_sender,
    plan,
    planned,
    rows,
    the_row,
    to_channel,
    to_member,
)

KINDS = ("turn_week", "session_soon")
SETTLED = {NoticeState.SENT, NoticeState.SKIPPED, NoticeState.FAILED}

_studies = itertools.count(1)
_one_planned = st.builds(
    planned,
    st.integers(1, 4),
    st.sampled_from([to_channel(), to_member(MINA)]),
    kind=st.sampled_from(KINDS),
    due=st.sampled_from([NOON + timedelta(hours=hour) for hour in (-30, -1, 0, 5)]),
    lasts=st.sampled_from([timedelta(hours=6), timedelta(days=3)]),
    lane=st.sampled_from(Lane),
    revision=st.integers(0, 1),
)
_plans = st.lists(_one_planned, max_size=12, unique_by=planning._key)
_laws = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def of(study_id: StudyId, plans: Sequence[Planned]) -> list[Planned]:
    """The same for a study of its own: examples share a database, and keys are unique in it."""
    return [replace(it, subject=it.subject + 10 * study_id, study_id=study_id) for it in plans]


async def replaced(database: Database, study_id: StudyId, plans: Sequence[Planned], **limits: object) -> list[Notice]:
    async with database.writing() as tx:
        await planning.replace(tx, study_id=study_id, planned=plans, now=NOON, **limits)  # type: ignore[arg-type]
        return await planning.of_study(tx, study_id, limit=1000)


async def became(database: Database, study_id: StudyId, states: Sequence[NoticeState]) -> list[Notice]:
    """Let time pass for a study's rows: each takes the next of the states."""
    async with database.writing() as tx:
        for row, state in zip(await planning.of_study(tx, study_id, limit=1000), states, strict=False):
            await tx.execute(update(notices).where(notices.c.id == row.id).values(state=state.value))
        return await planning.of_study(tx, study_id, limit=1000)


def keyed(these: Sequence[Notice | Planned]) -> dict[object, Notice | Planned]:
    return {planning._key(it): it for it in these}


def times(it: Notice | Planned) -> tuple[object, ...]:
    return it.due_at, it.expires_at, it.lane


@_laws
@given(_plans, _plans, st.lists(st.sampled_from(NoticeState), max_size=12))
async def test_what_waits_is_what_is_planned_and_what_was_settled_stays(
    database: Database, first: list[Planned], second: list[Planned], states: list[NoticeState]
) -> None:
    study_id = next(_studies)
    await replaced(database, study_id, of(study_id, first))
    before = keyed(await became(database, study_id, states))

    after = keyed(await replaced(database, study_id, wanted := of(study_id, second)))

    in_time = keyed([it for it in wanted if it.expires_at > NOON])
    assert set(after) == set(before) | set(in_time)
    for key, row in after.items():
        old, new = before.get(key), in_time.get(key)
        assert isinstance(row, Notice)
        if isinstance(old, Notice) and old.state in SETTLED:
            assert row == old
        elif isinstance(old, Notice) and old.state is NoticeState.CLAIMED:
            assert row.state is NoticeState.CLAIMED
        else:
            assert row.state is (NoticeState.WAITING if new else NoticeState.WITHDRAWN)
        if new and row.state not in SETTLED:
            assert times(row) == times(new)


@_laws
@given(_plans, _plans)
async def test_planning_the_same_again_changes_nothing(
    database: Database, first: list[Planned], second: list[Planned]
) -> None:
    study_id = next(_studies)
    await replaced(database, study_id, of(study_id, first))
    once = await replaced(database, study_id, of(study_id, second))

    assert await replaced(database, study_id, of(study_id, second)) == once


@_laws
@given(_plans, _plans, _plans)
async def test_other_studies_and_other_kinds_are_left_alone(
    database: Database, mine: list[Planned], theirs: list[Planned], anew: list[Planned]
) -> None:
    study_id, other_id = next(_studies), next(_studies)
    before = await replaced(database, study_id, of(study_id, mine))
    others = await replaced(database, other_id, of(other_id, theirs))

    turns = [it for it in of(study_id, anew) if it.kind == "turn_week"]
    after = await replaced(database, study_id, turns, kinds={"turn_week"})

    def soon(these: Sequence[Notice]) -> list[Notice]:
        return [it for it in these if it.kind == "session_soon"]

    assert soon(after) == soon(before)
    async with database.reading() as tx:
        assert await planning.of_study(tx, other_id, limit=1000) == others


async def test_kinds_outside_of_those_replaced_are_a_mistake(database: Database) -> None:
    with pytest.raises(ValueError, match="turn_week"):
        await replaced(database, 1, [planned(kind="turn_week", study_id=1)], kinds={"session_soon"})


async def test_a_withdrawn_notice_comes_back_with_a_fresh_start(database: Database, clock: Clock) -> None:
    await replaced(database, 5, [planned(study_id=5)])
    await replaced(database, 5, [])
    withdrawn = await the_row(database)
    later = planned(study_id=5, due=NOON + timedelta(hours=3))

    await replaced(database, 5, [later])

    assert withdrawn.state is NoticeState.WITHDRAWN
    row = await the_row(database)
    assert (row.state, row.try_at, row.attempts) == (NoticeState.WAITING, later.due_at, 0)


async def test_a_single_notice_planned_twice_is_sent_once(database: Database, clock: Clock) -> None:
    room = Room()
    sender = a_sender(database, room, clock)

    for _ in range(2):
        await plan(database, planned(3))
        await sender.tick()

    assert room.texts == ["session_day 3"]


async def test_a_plan_of_hundreds_takes_a_handful_of_statements(database: Database) -> None:
    def of_week(week: int) -> list[Planned]:
        return [
            planned(number, to_channel(HALL), due=NOON + timedelta(days=number % 90, weeks=week), study_id=5)
            for number in range(week * 100, 600 + week * 100)
        ]

    statements: list[str] = []
    event.listen(database.writer.sync_engine, "after_cursor_execute", lambda *facts: statements.append(facts[2]))
    await replaced(database, 5, of_week(0))
    await replaced(database, 5, of_week(1))

    assert len(await rows(database)) == 700
    assert len(statements) < 20


async def test_the_last_message_about_a_thing_is_found_again(database: Database, clock: Clock) -> None:
    sender = a_sender(database, Room(), clock)
    for revision in range(2):
        await plan(database, planned(8, kind="study_card", revision=revision))
        await sender.tick()
        clock.forward(minutes=1)

    async with database.reading() as tx:
        found = await planning.last_sent(tx, "study_card", 8)
        nothing = await planning.last_sent(tx, "study_card", 9)

    assert found is not None
    assert (found.message_id, found.revision, nothing) == (2, 1, None)
