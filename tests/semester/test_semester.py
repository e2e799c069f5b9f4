"""A study of PRML from January to autumn, with all that happens to people: what is promised holds all the way."""

from __future__ import annotations

import shutil
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

    assert happened > STEPS_A_SEMESTER // 3
    assert semester.told


async def _walk(semester: Semester, truths: Truths) -> int:
    """How many steps were not refused."""
    happened = 0
    for number in range(STEPS_A_SEMESTER):
        step = semester.dice.choices(list(STEPS), list(STEPS.values()))[0]
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
