"""The notes of a session: written by who speaks for it, read by everybody, never lost to somebody faster."""

from __future__ import annotations

import pytest

from tests.cogs.person import Person
from tests.cogs.presenting import in_roles, three_members
from tests.cogs.world import World

COGS = ("setup", "books", "studies", "plans", "turns", "sessions", "compass")
LONG = "The evidence trades fit against complexity. " * 12


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


async def test_a_presenter_writes_notes_and_everybody_reads_them(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)
    empty = await lead.slash(world.prml, "session notes")

    form = await lead.press(empty, "Write")
    kept = await lead.fill_in(form, {"Notes": f"**Bayes** @everyone {LONG}"})
    card = await other.slash(world.prml, "session show")
    read = await other.press(card, "Read the notes")

    assert "No notes yet." in empty.text
    assert "Kept with session 1" in kept.text
    assert LONG.strip() in read.text
    assert read.last.buttons == []
    assert "…" in card.text
    assert LONG.strip() not in card.text
    assert card.last.buttons == ["I can't come", "Read the notes"]


async def test_whoever_was_slower_gets_their_words_back(world: World, members: list[Person]) -> None:
    lead, backup, _ = await in_roles(world, members)
    first = await lead.press(await lead.slash(world.prml, "session notes"), "Write")
    second = await backup.press(await backup.slash(world.prml, "session notes"), "Write")
    await lead.fill_in(first, {"Notes": "Lead's words"})

    answer = await backup.fill_in(second, {"Notes": "Backup's words"})
    again = await backup.press(answer, "Open the notes again")

    assert "Somebody else changed these notes" in answer.text
    assert "Backup's words" in answer.text
    assert again.fields["Notes"]["value"] == "Lead's words"


async def test_members_without_a_part_in_it_cannot_write(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)
    written = await lead.fill_in(
        await lead.press(await lead.slash(world.prml, "session notes"), "Write"), {"Notes": "Short"}
    )

    theirs = await other.slash(world.prml, "session notes", session=1)
    gone = await lead.fill_in(await lead.press(await lead.press(written, "Read the notes"), "Change"), {"Notes": "  "})

    assert theirs.last.buttons == []
    assert "Short" in theirs.text
    assert "has no notes now" in gone.text


async def test_an_organiser_writes_for_any_session(world: World, members: list[Person]) -> None:
    answer = await world.dana.slash(world.prml, "session notes", session=3)

    assert answer.last.buttons == ["Write"]
