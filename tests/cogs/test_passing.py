"""A turn is passed on, and somebody else comes to it, as everybody around reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from db.queries import notices
from db.records import NoticeState, Reach, Role
from tests.cogs.person import Person
from tests.cogs.presenting import COGS, in_roles, passes, pinged, three_members, turn_of, with_button
from tests.cogs.test_fallbacks import close_dms
from tests.cogs.world import World


@pytest.fixture
def cogs() -> tuple[str, ...]:
    return COGS


@pytest.fixture
async def members(world: World) -> list[Person]:
    return await three_members(world)


async def test_the_reminder_says_it_all_in_one_row(world: World, members: list[Person]) -> None:
    lead, _, _ = await in_roles(world, members)

    await world.travel(days=6)

    reminder = lead.inbox[-1]
    assert reminder.buttons == ["I'm on it", "Pass", "Swap", "I'm stuck", "No more DMs"]
    assert reminder.rows == 1
    assert (await lead.slash(world.prml, "turn mine")).buttons[:4] == ["I'm on it", "Pass", "Swap", "I'm stuck"]


async def test_the_second_reminder_asks_for_slides_where_the_first_one_leaves_time(
    world: World, members: list[Person]
) -> None:
    lead, _, _ = await in_roles(world, members)
    await world.travel(days=6)
    first = lead.inbox[-1]

    await world.travel(days=4)

    second = lead.inbox[-1]
    assert ("There is time" in first.text, "slides or notes" in first.text) == (True, False)
    assert ("There is time" in second.text, "slides or notes can be added already" in second.text) == (False, True)
    assert second.buttons == ["I'm on it", "Pass", "Swap", "I'm stuck", "Add slides or notes", "No more DMs"]


async def test_slides_given_before_the_session_leave_the_reminder_as_it_is(world: World, members: list[Person]) -> None:
    lead, _, _ = await in_roles(world, members)
    await world.travel(days=10)
    reminder = lead.inbox[-1]

    form = await lead.press(reminder, "Add slides or notes")
    answer = await lead.fill_in(form, {"Link": "https://example.org/1.pdf"})
    confirmed = await lead.press(reminder, "I'm on it")

    assert "Kept with session 1" in answer.last.text
    assert "Did we meet?" not in answer.card.text
    assert "You said that you are on it" in confirmed.card.text
    assert ("Add slides or notes" in confirmed.card.buttons, "can be added" in confirmed.card.text) == (False, False)


async def test_passing_is_thanked_for_and_the_backup_alone_is_asked(world: World, members: list[Person]) -> None:
    lead, backup, other = await in_roles(world, members)
    said_before = len(other.sees(world.prml))

    answer = await passes(world, lead, "an exam that day")

    assert answer.last.ephemeral
    assert "Thank you for saying it early." in answer.text
    assert f"{backup.mention}, the backup, is asked first" in answer.text
    assert (answer.card.buttons, "passed on" in answer.card.text) == ([], True)
    asked = backup.inbox[-1]
    assert asked.buttons == ["I'll take it", "I can't this time", "No more DMs"]
    assert "exam" not in asked.text
    assert lead.mention not in asked.text
    assert len(other.sees(world.prml)) == said_before


async def test_the_backup_stands_in_and_a_late_offer_is_answered_kindly(world: World, members: list[Person]) -> None:
    lead, backup, other = await in_roles(world, members)
    await passes(world, lead)
    asked = backup.inbox[-1]

    answer = await backup.press(asked, "I'll take it")
    late = await other.slash(world.prml, "turn volunteer", session=1)

    assert "Thank you! It's yours" in answer.text
    assert answer.card.buttons == []
    assert f"{backup.mention} has it already" in late.text
    assert (await turn_of(world)).user_id == backup.id


async def test_a_no_brings_the_call_to_the_channel_without_a_name_a_reason_or_a_ping(
    world: World, members: list[Person]
) -> None:
    lead, backup, other = await in_roles(world, members)
    await passes(world, lead, "an exam that day")
    await world.travel(hours=1)

    answer = await backup.press(backup.inbox[-1], "I can't this time")
    await world.knock()

    call = other.sees(world.prml)[-1]
    assert "everybody" in answer.text
    assert "has no presenter yet" in call.text
    assert "The backup was asked first." in call.text
    assert call.buttons == ["I'll take it"]
    assert not any(word in call.text for word in ("exam", "<@"))
    assert pinged(world, call) == []
    assert (await turn_of(world, Role.BACKUP)).user_id == backup.id


async def test_the_card_in_the_channel_says_who_has_it(world: World, members: list[Person]) -> None:
    lead, backup, other = await in_roles(world, members)
    await passes(world, lead)
    question = backup.inbox[-1]
    await world.travel(days=2)

    answer = await other.press(other.sees(world.prml)[-1], "I'll take it")
    late = await backup.press(question, "I'll take it")

    card = lead.sees(world.prml)[-1]
    assert (card.buttons, f"{other.mention} presents" in card.text) == ([], True)
    assert answer.last.ephemeral
    assert f"{other.mention} has it already" in late.text


async def test_a_command_settles_the_cards_in_all_channels(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)
    await passes(world, lead)
    await world.travel(days=4)

    answer = await other.slash(world.prml, "turn volunteer")

    cards = [
        next(m for m in reversed(world.dana.sees(place)) if "presents" in m.text) for place in (world.prml, world.staff)
    ]
    assert answer.ephemeral
    assert all(card.components == [] and other.mention in card.text for card in cards)


async def test_when_nobody_comes_the_organisers_are_told_whom_it_is_fair_to_ask(
    world: World, members: list[Person]
) -> None:
    lead, _, other = await in_roles(world, members)
    mentors = world.guild.create_role("Mentors")
    world.show(world.staff, mentors)
    mentor = world.joins("Bora", mentors)
    await passes(world, lead, "an exam that day")

    await world.travel(days=4)

    advice = world.dana.sees(world.staff)[-1]
    assert "an exam that day" in advice.text
    assert other.mention in advice.text
    assert pinged(world, advice) == []
    refused = await mentor.choose(advice, "call.who", str(other.id))
    assert "Only organisers" in refused.text

    answer = await world.dana.choose(advice, "call.who", str(other.id))
    await world.knock()

    assert f"{other.mention} presents" in world.dana.sees(world.staff)[-1].text
    assert "nobody else" in answer.last.text
    given = with_button(other.inbox, "Pass")
    assert "you are asked to present" in given.text
    assert lead.sees(world.prml)[-1].buttons == []


async def test_what_was_said_to_organisers_never_reaches_the_channel(world: World, members: list[Person]) -> None:
    lead, _, _ = await in_roles(world, members)
    await world.services.setups.staff_in(world.guild.id, None)
    close_dms(world)
    turn = await turn_of(world)

    await world.services.turns.pass_on(turn.id, lead.id, "an exam that day")
    await world.travel(days=11)

    assert not any("exam" in message.text for message in lead.sees(world.prml))
    async with world.database.reading() as tx:
        found = [notice for notice in await notices.of_study(tx, 1, limit=1000) if notice.kind == "call_staff"]
    assert {notice.state for notice in found} == {NoticeState.FAILED, NoticeState.SKIPPED}


async def test_an_organiser_without_a_staff_channel_chooses_in_private(world: World, members: list[Person]) -> None:
    lead, _, other = await in_roles(world, members)
    await world.services.setups.staff_in(world.guild.id, None)
    await passes(world, lead)
    await world.travel(days=4)

    await world.dana.choose(world.dana.inbox[-1], "call.who", str(other.id))

    assert (await turn_of(world)).user_id == other.id


async def test_a_backup_in_the_channel_is_asked_there_and_nobody_answers_for_them(world: World) -> None:
    people = await three_members(world, Reach.CHANNEL)
    lead, backup, other = await in_roles(world, people)

    answer = await lead.slash(world.prml, "turn pass", reason="an exam that day")
    await world.travel(hours=13)

    asked = with_button(other.sees(world.prml), "I can't this time")
    assert answer.ephemeral
    assert pinged(world, asked) == [backup.id]
    assert "exam" not in asked.text
    assert "only they can answer" in (await other.press(asked, "I can't this time")).text
    answered = await backup.press(asked, "I can't this time")
    await world.travel(hours=12)
    assert "everybody is asked now" in answered.card.text
    assert "has no presenter yet" in with_button(other.sees(world.prml), "I'll take it").text


async def test_no_reminder_in_the_channel_goes_on_naming_who_passed(world: World) -> None:
    people = await three_members(world, Reach.CHANNEL)
    lead, _, other = await in_roles(world, people)
    await world.travel(days=6)
    reminder = with_button(other.sees(world.prml), "Pass")

    await lead.slash(world.prml, "turn pass", reason="an exam that day")

    left = next(message for message in other.sees(world.prml) if message.sent.id == reminder.sent.id)
    assert lead.mention in reminder.text
    assert lead.mention not in left.text
    assert left.buttons == []


async def test_a_backup_passes_without_a_word(world: World, members: list[Person]) -> None:
    _, backup, _ = await in_roles(world, members)
    turn = await turn_of(world, Role.BACKUP)

    answer = await backup.slash(world.prml, "turn pass", turn=f"#{turn.id}")

    assert "You are free" in answer.text
    assert (await world.services.plans.shown(1)).plan.meetings[0].presenter(Role.BACKUP) is None


@pytest.mark.parametrize(("before", "word"), [(timedelta(hours=20), "is near"), (timedelta(minutes=5), "We start at")])
async def test_a_session_that_is_near_says_how_to_take_it(
    world: World, members: list[Person], before: timedelta, word: str
) -> None:
    lead, _, other = await in_roles(world, members)
    await world.services.turns.pass_on((await turn_of(world)).id, lead.id)
    start = (await world.services.sessions.numbered(1, 1)).meeting.session.starts_at
    await world.travel(seconds=(start - before - world.now).total_seconds())

    near = next(message for message in reversed(other.sees(world.prml)) if word in message.text)
    answer = await other.press(near, "I'll take it")

    assert "It's yours" in answer.last.text
    assert (word in answer.card.text, other.mention in answer.card.text) == (True, True)
    assert "I'll take it" not in answer.card.buttons
