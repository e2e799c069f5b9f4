"""Organisers take everybody's marks out as a file and bring others in, after a look at what would change."""

from __future__ import annotations

import pytest

from tests.cogs.person import Person
from tests.cogs.presenting import three_members
from tests.cogs.world import World

COGS = ("setup", "books", "studies", "seats", "plans", "turns", "sessions", "marks")


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


def a_file(world: World, *rows: str) -> tuple[str, bytes]:
    return "marks.csv", "\r\n".join(["member_id,exercise,state", *rows]).encode()


async def test_a_file_is_looked_at_before_it_changes_anything(world: World, members: list[Person]) -> None:
    mina = members[0]
    file = a_file(world, f"id:{mina.id},1.1-1.3,solved", "id:7,1.1,solved", f"id:{mina.id},1.999,solved")

    preview = await world.dana.slash(world.prml, "exercise import", file=file)
    before = await world.services.marks.own(world.guild.id, world.services.books.find("prml").id, mina.id)
    done = await world.dana.press(preview, "Import")
    after = await world.services.marks.own(world.guild.id, world.services.books.find("prml").id, mina.id)

    assert preview.last.ephemeral
    assert "3 new · 0 changed · 0 the same · 2 rows left out" in preview.text
    assert "Row 3: nobody here is “id:7”" in preview.text
    assert before.marks == {}
    assert "3 marks imported." in done.text
    assert sorted(after.marks) == ["1.1", "1.2", "1.3"]


async def test_set_aside_nothing_changes(world: World, members: list[Person]) -> None:
    preview = await world.dana.slash(world.prml, "exercise import", file=a_file(world, f"{members[0].id},1.1,"))

    done = await world.dana.press(preview, "Discard")

    own = await world.services.marks.own(world.guild.id, world.services.books.find("prml").id, members[0].id)
    assert "nothing has changed" in done.text
    assert own.marks == {}


async def test_what_goes_out_comes_back_as_it_was(world: World, members: list[Person]) -> None:
    await members[0].slash(world.prml, "exercise mark", which="1.1-1.5")

    out = await world.dana.slash(world.prml, "exercise export")
    [attached] = out.last.sent.attachments
    data = await attached.read()
    back = await world.dana.slash(world.prml, "exercise import", file=(attached.filename, data))

    assert attached.filename == "prml-marks.csv"
    assert "0 new · 0 changed · 5 the same" in back.text
    assert back.last.buttons == []


async def test_members_do_neither(world: World, members: list[Person]) -> None:
    out = await members[0].slash(world.prml, "exercise export")
    back = await members[0].slash(world.prml, "exercise import", file=a_file(world))

    assert "organiser" in out.text
    assert "organiser" in back.text


async def test_a_picture_is_no_table(world: World, members: list[Person]) -> None:
    refused = await world.dana.slash(world.prml, "exercise import", file=("a.png", b"\x89PNG\r\n\x1a\n\x00\xff\xfe"))

    assert refused.last.ephemeral
    assert "I can't read that file" in refused.text
