"""Volunteering and assigning by command: what is offered, what is done, and what is in the way."""

from __future__ import annotations

from datetime import date

import pytest

from db.queries import aways
from db.records import Away, Role
from tests.cogs.person import Person
from tests.cogs.presenting import COGS, in_roles, passes, three_members, turn_of, with_button
from tests.cogs.seen import Answer
from tests.cogs.world import World


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


async def test_turns_and_sessions_are_listed_as_one_reads_them(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)

    mine = await lead.types(world.prml, "turn pass", "turn", "")
    sessions = await world.dana.types(world.prml, "turn assign", "session", "")
    none = await other.types(world.prml, "turn volunteer", "session", "")
    await lead.slash(world.prml, "turn pass", reason="-")
    opened = await other.types(world.prml, "turn volunteer", "session", "1")

    assert mine[0].startswith("1 · January 16 (Sat) · chapter 1, pages 1–")
    assert mine[0].endswith(" · you present · PRML")
    assert sessions[0].endswith(f" · {lead.name}")
    assert len(sessions) > 10
    assert none == []
    assert [each[-16:] for each in opened] == ["no presenter yet"]
    assert await world.dana.types(world.prml, "turn assign", "session", "", study="nothing") == []


async def test_an_organiser_assigns_and_both_hear_it_kindly(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)

    refused = await other.slash(world.prml, "turn assign", session=1, member=other.member)
    answer = await world.dana.slash(world.prml, "turn assign", session=1, member=other.member)
    await world.travel(hours=13)

    assert "Only organisers" in refused.text
    assert f"{other.mention} presents" in answer.text
    given, free = with_button(other.inbox, "I'm on it"), lead.inbox[-1]
    assert "you are asked to present" in given.text
    assert "you are free" in free.text
    confirmed = await other.press(given, "I'm on it")
    assert "It's yours" in confirmed.text
    passed = await other.slash(world.prml, "turn pass", reason="-")
    assert "Thank you" in passed.text


async def test_who_is_asked_late_hears_of_it_once(world: World, members: list[Person]) -> None:
    _, _, other = await in_roles(world, members)
    await world.travel(days=11)
    before = len(other.inbox)

    await world.dana.slash(world.prml, "turn assign", session=1, member=other.member)
    await world.travel(days=1)

    (told,) = other.inbox[before:]
    assert "you are asked to present" in told.text


async def test_assigning_says_what_is_in_the_way(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)
    async with world.database.writing() as tx:
        await aways.add(tx, Away(0, world.guild.id, other.id, date(2027, 1, 15), date(2027, 1, 17)))

    async def told(member: Person, **options: object) -> str:
        assigned = await world.dana.slash(world.prml, "turn assign", session=1, member=member.member, **options)
        return assigned.text

    assert "is away from January 15 (Fri) to January 17 (Sun)" in await told(other)
    assert "is not a member of this study" in await told(world.ara)
    assert "has this turn already" in await told(lead)
    assert "is backup for" in await told(lead, role="backup")
    assert (await turn_of(world, Role.BACKUP)).user_id == lead.id


async def test_whoever_cannot_volunteer_reads_why(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)
    nobody_sought = await other.slash(world.prml, "turn volunteer")
    await lead.slash(world.prml, "turn pass", reason="-")
    async with world.database.writing() as tx:
        await aways.add(tx, Away(0, world.guild.id, other.id, date(2027, 1, 16), date(2027, 1, 16)))

    away = await other.slash(world.prml, "turn volunteer")
    stranger = await world.ara.slash(world.prml, "turn volunteer")

    assert "has its presenter" in nobody_sought.text
    assert "you are away on January 16 (Sat)" in away.text
    assert "Only members" in stranger.text


async def test_help_shows_what_looks_for_somebody_to_those_whom_it_fits(world: World, members: list[Person]) -> None:
    lead, backup, other = await in_roles(world, members)
    await passes(world, lead)

    async def helped(person: Person) -> Answer:
        return await person.slash(world.prml, "help")

    assert "I'll take it" in (await helped(backup)).buttons
    assert "I'll take it" not in (await helped(other)).buttons
    await world.travel(days=2)
    assert "I'll take it" not in (await helped(lead)).buttons
    assert "Members are asked until" in (await helped(world.dana)).text
    taken = await other.press(await helped(other), "I'll take it")
    assert "It's yours" in taken.text
