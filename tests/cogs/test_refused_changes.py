"""Changes that cannot be: one clear sentence to the organiser alone; and members change no plan."""

from __future__ import annotations

import pytest

from tests.cogs.changing import starts
from tests.cogs.world import World


@pytest.fixture
async def running(world: World) -> World:
    """A study of three, its first session in twelve days."""
    await world.running(world.mina, world.jun, world.sora, start="2027-01-16")
    return world


@pytest.mark.parametrize(
    ("command", "options", "sentence"),
    [
        ("session move", {"session": 3, "when": "soon"}, "“soon” is not a day and time I understand."),
        ("session move", {"session": 3, "when": "Sat 8"}, "“8” could be 08:00 or 20:00."),
        ("session move", {"session": 3, "when": "2027-02-30"}, "No calendar has “2027-02-30”."),
        ("session move", {"session": 3, "when": "2027-03-20"}, "Session 3 lies between"),
        ("session move", {"session": 1, "when": "today 09:10"}, "That is too soon for session 1."),
        ("session move", {"session": 99, "when": "Sun"}, "“PRML” has no such session."),
        ("session move", {"session": 3, "when": "20:00"}, "Nothing would change"),
        ("session merge", {"session": 22}, "Session 22 is the last one"),
        ("plan skip", {"from": "2026-12-01"}, "Those days have passed."),
        ("plan skip", {"from": "2027-01-09", "until": "2029-01-09"}, "That is more than 366 days."),
        ("plan resume", {}, "“PRML” is under way."),
        ("plan change", {}, "Nothing would change"),
        ("plan undo", {}, "There is no change to take back"),
        ("study edit", {}, "Choose what should be different."),
        ("study edit", {"day": "Sunday", "pages": 20}, "Make one, then the other."),
        ("study edit", {"seats": 2}, "3 people have a seat in “PRML”. Choose 3 or more."),
        ("study edit", {"places": "forum"}, "Say which forum, too"),
        ("study edit", {"zone": "Nowhere"}, "I know no time zone “Nowhere”."),
        ("study edit", {"pages": 1}, "choose more pages"),
    ],
)
async def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    running: World, command: str, options: dict[str, object], sentence: str
) -> None:
    before = await starts(running)

    answer = await running.dana.slash(running.prml, command, **options)

    assert answer.ephemeral
    assert sentence.casefold() in answer.text.casefold()
    assert not answer.buttons
    assert await starts(running) == before


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("session move", {"session": 3, "when": "Sun"}),
        ("session cancel", {"session": 3, "pages": "on"}),
        ("session split", {"session": 3}),
        ("session merge", {"session": 3}),
        ("plan skip", {"from": "2027-02-06"}),
        ("plan resume", {}),
        ("plan change", {}),
        ("plan undo", {}),
        ("study edit", {"seats": 20}),
        ("study pause", {}),
        ("study finish", {}),
    ],
)
async def test_members_change_no_plan(running: World, command: str, options: dict[str, object]) -> None:
    answer = await running.mina.slash(running.prml, command, **options)

    assert answer.text == "Only organisers can do that."
