"""Who comes to a session: by a press, by the voice channel, or excused beforehand; seen by oneself and organisers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from simcord import ChannelHandle

from bot.services.seats import Form
from db.queries import studies as stored
from db.records import Presence, Reach, Study
from tests.cogs.person import Person
from tests.cogs.presenting import in_roles, pinged, three_members, with_button
from tests.cogs.world import World

COGS = ("setup", "books", "studies", "seats", "plans", "turns", "sessions", "rooms", "compass")
TO_THE_SESSION = {"days": 12, "hours": 11}  # from Monday 09:00 to Saturday 20:00 in Seoul


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


@pytest.fixture
async def room(world: World, members: list[Person]) -> ChannelHandle:
    made = world.guild.create_voice_channel("seminar")
    study = await the_study(world)
    async with world.database.writing() as tx:
        await stored.save(tx, replace(study, voice_channel_id=made.id))
    return made


async def the_study(world: World) -> Study:
    return (await world.services.plans.shown(1)).plan.study


async def known(world: World) -> dict[int, Presence | None]:
    return dict((await world.services.attendance.sheet(1)).known)


async def test_one_press_on_the_ten_minute_message_says_that_one_is_there(world: World, members: list[Person]) -> None:
    await world.travel(**TO_THE_SESSION)
    soon = with_button(members[0].sees(world.prml), "I'm here")

    answer = await members[0].press(soon, "I'm here")
    again = await members[0].slash(world.prml, "session present")

    assert answer.last.ephemeral
    assert "Good that you are here!" in answer.text
    assert "Good that you are here!" in again.text
    assert (await known(world))[members[0].id] is Presence.PRESENT
    assert pinged(world, soon) == []


async def test_before_and_after_its_hours_the_press_is_answered_kindly(world: World, members: list[Person]) -> None:
    mina = members[0]
    await world.travel(days=12, hours=10, minutes=50)
    soon = with_button(mina.sees(world.prml), "I'm here")
    await world.travel(hours=2)

    late = await mina.press(soon, "I'm here")
    own = await mina.slash(world.prml, "session present")

    assert "This session is over. If you were there, tell an organiser" in late.text
    assert "Nothing is counted yet." in own.text


async def test_an_excuse_beforehand_is_kept_and_can_be_taken_back(world: World, members: list[Person]) -> None:
    _, _, other = await in_roles(world, members)
    await world.travel(days=11, hours=12)
    day_before = with_button(other.sees(world.prml), "I can't come")

    excused = await other.press(day_before, "I can't come")
    kept = await known(world)
    card = await other.slash(world.prml, "session show")
    back = await other.press(excused, "I can come after all")

    assert "thank you for saying so" in excused.text
    assert excused.last.buttons == ["I can come after all"]
    assert kept[other.id] is Presence.EXCUSED
    assert card.last.buttons == ["I can come after all"]
    assert "see you there" in back.card.text
    assert (await known(world))[other.id] is None


async def test_who_presents_and_cannot_come_is_shown_the_way_to_pass(world: World, members: list[Person]) -> None:
    lead, backup, other = await in_roles(world, members)

    excused = await lead.slash(world.prml, "session excuse")
    plain = await other.slash(world.prml, "session excuse", session=1)

    assert f"Pass it on, and {backup.mention}, the backup, is asked." in excused.text
    assert excused.last.buttons == ["Pass", "I can come after all"]
    assert plain.last.buttons == ["I can come after all"]
    passed = await lead.fill_in(await lead.press(excused, "Pass"))
    assert "Thank you for saying it" in passed.text


async def test_an_excuse_comes_too_late_once_the_session_has_begun(world: World, members: list[Person]) -> None:
    await world.travel(days=12, hours=11, minutes=5)

    answer = await members[0].slash(world.prml, "session excuse", session=1)
    stranger = await world.dana.slash(world.prml, "session excuse")

    assert "an excuse is for beforehand" in answer.text
    assert "You have no seat in “PRML”" in stranger.text


async def test_the_voice_channel_counts_who_comes_in_and_who_sat_there_already(
    world: World, members: list[Person], room: ChannelHandle
) -> None:
    early, in_time, late = members
    await world.travel(days=12, hours=10)
    await early.member.join_voice(room)
    await world.travel(minutes=55)
    await in_time.member.join_voice(room)
    await world.travel(minutes=30)
    await late.member.join_voice(room)
    await world.dana.member.join_voice(room)

    assert await known(world) == {
        early.id: Presence.PRESENT,
        in_time.id: Presence.PRESENT,
        late.id: Presence.LATE,
    }


async def test_who_came_while_naru_was_away_is_found_there_by_a_new_life(
    world: World, members: list[Person], room: ChannelHandle
) -> None:
    await world.travel(days=12, hours=11, minutes=10)
    world.env.backend.set_voice_state(world.guild.id, members[0].id, room.id)

    await world.restart()

    assert (await known(world))[members[0].id] is Presence.PRESENT


async def test_organisers_see_the_sheet_and_correct_it_and_members_see_only_themselves(
    world: World, members: list[Person]
) -> None:
    lead, backup, other = await in_roles(world, members)
    await world.travel(**TO_THE_SESSION)
    await lead.slash(world.prml, "session present")
    await world.travel(hours=2)

    sheet = await world.dana.slash(world.prml, "session present", session=1)
    whom = await world.dana.choose(sheet, "attendance.whom", other.member)
    corrected = await world.dana.press(whom, "Excused")
    mine = await other.slash(world.prml, "session present", session=1)
    own = await lead.slash(world.prml, "session present")

    assert f"There 1 · {lead.mention}" in sheet.text.replace("**", "")
    assert "Not there 2" in sheet.text.replace("**", "")
    assert whom.last.buttons == ["There", "Came late", "Excused", "Not there"]
    assert f"{other.mention}: Excused. Kept." in corrected.card.text.replace("**", "")
    assert "Not there 1" in corrected.card.text.replace("**", "")
    assert backup.mention not in mine.text
    assert "Excused" in mine.text
    assert "You came to 1 of 1." in own.text
    assert lead.mention not in own.text


async def test_an_organiser_who_studies_along_has_both(world: World, members: list[Person]) -> None:
    await world.services.seats.join(1, world.dana.id, Form("Dana", "en", Reach.DM))
    await world.travel(**TO_THE_SESSION)

    here = await world.dana.slash(world.prml, "session present")
    sheet = await world.dana.press(here, "Who came?")

    assert "Good that you are here!" in here.text
    assert world.dana.mention in sheet.text


async def test_who_organises_no_more_corrects_nobody(world: World, members: list[Person]) -> None:
    await world.travel(**TO_THE_SESSION)
    sheet = await world.dana.slash(world.prml, "session present", session=1)
    whom = await world.dana.choose(sheet, "attendance.whom", members[0].member)

    await world.services.setups.organisers(world.guild.id, None)
    refused = await world.dana.press(whom, "There")

    assert "Only organisers" in refused.text
    assert (await known(world))[members[0].id] is None
