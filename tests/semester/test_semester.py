"""A study of PRML from January to autumn, with all that happens to people: what is promised holds all the way.

One of them again: `make test ARGS='tests/semester -k "7-Asia"'`, by its seed.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Awaitable
from contextlib import aclosing
from pathlib import Path
from random import Random

import pytest

from bot.domain.refusals import Refusal
from bot.services.books import SEEDS
from tests.semester.life import Semester
from tests.semester.steps import STEPS, Step
from tests.semester.truths import Truths

STEPS_A_SEMESTER = 110
# Clocks change in New York in March and November; Seoul has holidays on Saturdays.
SEMESTERS = [(seed, *(("America/New_York", None), ("Asia/Seoul", "KR"))[seed % 2]) for seed in range(20)]

# What a semester brings, and these do, one or the other.
EVER = {
    "a backup declines",
    "a backup is assigned",
    "a backup passes",
    "a call is taken",
    "a change is undone",
    "a lead is assigned",
    "a lead passes with a backup",
    "a lead passes without a backup",
    "a session is moved",
    "a session is split",
    "a session was held",
    "a swap is offered",
    "a swap: agree",
    "a swap: decline",
    "a swap: runs out",
    "a swap: withdraw",
    "a turn is confirmed",
    "an excuse is taken back",
    "attendance is corrected",
    "cancelled, its pages dropped",
    "cancelled, its pages next",
    "cancelled, its pages on",
    "clocks change",
    "days are skipped",
    "days away",
    "days away are taken back",
    "days away give up a turn",
    "materials are given",
    "notes are written",
    "sessions get other pages",
    "skipped days are resumed",
    "somebody is excused",
    "somebody is found in the room",
    "somebody is heard in the voice channel",
    "somebody joins late",
    "somebody leaves",
    "somebody presses that they are here",
    "somebody vanishes from the server",
    "somebody volunteers",
    "somebody waits for a seat",
    "somebody wishes",
    "the book is read",
    "the bot restarts",
    "the slot moves",
    "the study goes on",
    "the study rests",
    "there are no materials",
    "turns are made even",
    "two organisers publish",
    "two sessions are merged",
}
# What happened in all of them together, counted by the steps themselves.
SEEN: Counter[str] = Counter()
WALKED: set[int] = set()


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("books")
    shutil.copy(SEEDS / "prml.toml", folder)
    return folder


@pytest.mark.parametrize(("seed", "zone", "country"), SEMESTERS)
async def test_a_semester_keeps_every_promise(
    seed: int, zone: str, country: str | None, migrated_file: Path, shelf: Path, tmp_path: Path
) -> None:
    file = tmp_path / "naru.db"
    shutil.copy(migrated_file, file)
    semester = Semester(file, shelf, Random(seed))  # noqa: S311  a walk, not a secret
    await semester.begin(zone, country)
    async with aclosing(semester):
        happened = await _walk(semester, Truths(semester))

    SEEN.update(semester.happened)
    WALKED.add(seed)
    assert happened > STEPS_A_SEMESTER // 3
    assert semester.told


def test_everything_that_can_happen_did() -> None:
    """A step that silently stopped to happen would prove nothing any more."""
    if len(WALKED) < len(SEMESTERS):
        pytest.skip("only some of the semesters were walked")

    assert set() == EVER - set(+SEEN)


async def _walk(semester: Semester, truths: Truths) -> int:
    """How many steps were not refused."""
    happened = 0
    for number in range(STEPS_A_SEMESTER):
        step = semester.dice.choices(list(STEPS), list(STEPS.values()))[0]
        semester.mended, semester.undone = None, None
        try:
            happened += await _happens(semester, step)
            await truths.hold()
        except BaseException as broken:
            broken.add_note(f"step {number}, {step.__name__}, at {semester.clock.at}")
            raise
    return happened


async def _happens(semester: Semester, step: Step) -> bool:
    """Whether it did; what is refused writes nothing."""
    before = await semester.writes()
    refused = await _refusal_of(step(semester))
    written = await semester.writes() - before
    assert refused is None or not written, f"{type(refused).__name__} wrote"
    return refused is None


async def _refusal_of(step: Awaitable[None]) -> Refusal | None:
    try:
        await step
    except Refusal as refusal:
        return refusal
    return None
