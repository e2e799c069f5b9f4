"""People who come late, leave, or are not on the server any more, as everybody sees it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db.queries import notices as outbox
from db.records import NoticeState, Reach
from db.tables import seats, turns
from tests.cogs.person import Person
from tests.cogs.seen import Message
from tests.cogs.test_fallbacks import close_dms
from tests.cogs.test_story import joins
from tests.cogs.world import World


def told_staff(world: World, words: str) -> list[Message]:
    return [message for message in world.dana.sees(world.staff) if words in message.text]


async def members(world: World) -> set[int]:
    return {seat.user_id for seat in await world.services.seats.members(1)}


async def presenters(world: World) -> set[int]:
    plan = (await world.services.plans.shown(1)).plan
    return {turn.user_id for meeting in plan.to_come(world.now) for turn in meeting.turns}


def vanishes(world: World, person: Person) -> None:
    world.guild.remove_member(person.member)


def card(world: World, person: Person) -> Message:
    return next(message for message in person.sees(world.prml) if "Join" in message.buttons)


async def test_the_card_of_a_running_study_takes_who_comes_late(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")

    form = await world.joins("Haru").press(card(world, world.mina), "Join")
    answer = await joins_late(world, world.people[-1], form_of=form)
    await world.knock()

    (told,) = told_staff(world, "has joined **PRML**")
    assert "You present from here on; turns come with the next change of the plan." in answer
    assert told.buttons == ["Re-plan"]
    assert "Under way with 3 members." in card(world, world.mina).text
    assert not world.env.backend.get_message(told.channel_id, told.sent.id).ping_user_ids


async def joins_late(world: World, person: Person, form_of: object) -> str:
    pledge, chapters, rather_not, before, where = form_of.fields  # type: ignore[attr-defined]
    values = {pledge: ["yes"], chapters: [], rather_not: [], before: "before", where: "channel"}
    return (await person.fill_in(form_of, values)).text  # type: ignore[arg-type]


async def test_leaving_a_recruiting_study_takes_one_press(world: World) -> None:
    await world.recruiting(world.mina)

    answer = await world.mina.press(card(world, world.mina), "Leave")

    assert "You are welcome back any time" in answer.text
    assert await members(world) == set()


async def test_leaving_a_study_under_way_is_asked_about_first(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en", pages=150)

    asked = await world.mina.press(card(world, world.mina), "Leave")
    stayed = await world.mina.press(asked, "Stay")

    plan = (await world.services.plans.shown(1)).plan
    leads = [m for m in plan.meetings if (turn := m.presenter()) and turn.user_id == world.mina.id]
    assert asked.ephemeral
    assert all(f"<t:{int(meeting.session.starts_at.timestamp())}:D>" in asked.text for meeting in leads)
    assert "will be offered to others" in asked.text
    assert "Good that you stay." in stayed.text
    assert world.mina.id in await members(world)


async def test_who_leaves_is_thanked_and_the_staff_hear_once(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    asked = await world.mina.press(card(world, world.mina), "Leave")

    left = await world.mina.press(asked, "Leave")
    again = await world.mina.press(card(world, world.mina), "Leave")
    await world.knock()

    (told,) = told_staff(world, "has left **PRML**")
    assert "You are welcome back any time" in left.text
    assert left.card.buttons == []
    assert "this is for its members" in again.text
    assert "why" not in told.text
    assert await presenters(world) == {world.jun.id}


async def test_leaving_the_waiting_list_says_so(world: World) -> None:
    await world.recruiting(world.jun, seats=1)
    await joins(world, world.mina, wants=[])

    answer = await world.mina.press(card(world, world.mina), "Leave")

    assert "off the waiting list" in answer.text


async def test_who_is_not_on_the_server_any_more_is_missed_before_their_reminder(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-23", language="en")
    vanishes(world, world.mina)

    await world.travel(days=13)

    (told,) = told_staff(world, "is no longer on this server")
    reminders = [message for message in world.jun.sees(world.prml) if "I'm on it" in message.buttons]
    assert "Mina" in told.text
    assert await members(world) == {world.jun.id}
    assert await presenters(world) == {world.jun.id}
    assert not any(world.mina.mention in message.text for message in reminders)


async def facts(world: World) -> list[object]:
    async with world.database.reading() as tx:
        return [tuple((await tx.execute(select(table))).all()) for table in (seats, turns)]


async def test_a_roll_call_with_everyone_there_changes_nothing_and_says_nothing(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    before, said = await facts(world), len(world.dana.sees(world.staff)) + len(world.mina.sees(world.prml))

    await world.travel(days=4, hours=12)

    async with world.database.reading() as tx:
        calls = [each for each in await outbox.of_study(tx, 1, limit=1000) if each.kind == "roll_call"]
    assert await facts(world) == before
    assert len(world.dana.sees(world.staff)) + len(world.mina.sees(world.prml)) == said
    assert NoticeState.SKIPPED in {each.state for each in calls}


@pytest.mark.parametrize(("status", "code"), [(500, 0), (404, 10004), (403, 50001)])
async def test_an_outage_is_no_removal(world: World, status: int, code: int) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en")
    for person in (world.mina, world.jun):
        path = f"/guilds/{world.guild.id}/members/{person.id}"
        world.env.inject_error("GET", path, status=status, code=code, times=None)

    await world.travel(days=5)

    assert await members(world) == {world.mina.id, world.jun.id}


async def test_a_closed_dm_of_who_is_gone_does_not_call_for_them_in_the_channel(world: World) -> None:
    await world.running(world.mina, world.jun, start="2027-01-16", language="en", reach=Reach.DM)
    await world.travel(days=4, hours=12)
    vanishes(world, world.mina)
    vanishes(world, world.jun)
    close_dms(world)

    await world.travel(days=1)

    assert await members(world) == set()
    assert not [message for message in world.sora.sees(world.prml) if "I'm on it" in message.buttons]


async def test_a_press_in_a_dm_by_who_left_the_server_shows_it(world: World) -> None:
    await world.running(world.mina, start="2027-01-16", language="en", reach=Reach.DM)
    await world.travel(days=6)
    reminder = next(message for message in world.mina.inbox if "I'm on it" in message.buttons)
    vanishes(world, world.mina)

    await world.mina.press(reminder, "I'm on it")
    await world.env.settle()

    assert await members(world) == set()
