"""Two presenters exchange their sessions, as they do it in Discord; in both languages."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.domain.plans import Meeting, Plan
from db.records import Reach
from tests.cogs.person import Person
from tests.cogs.seen import Answer, Message
from tests.cogs.test_story import pinged
from tests.cogs.world import World


async def plan_of(world: World) -> Plan:
    return (await world.services.plans.shown(1)).plan


async def led_by(world: World, person: Person) -> list[Meeting]:
    meetings = (await plan_of(world)).meetings
    return [meeting for meeting in meetings if (lead := meeting.presenter()) and lead.user_id == person.id]


def turn_of(meeting: Meeting) -> str:
    lead = meeting.presenter()
    assert lead is not None
    return str(lead.id)


async def leads(world: World, meeting: Meeting) -> int | None:
    lead = (await plan_of(world)).numbered(meeting.session.number).presenter()
    return lead.user_id if lead else None


async def asks(world: World, by: Person, to: Person) -> tuple[Meeting, Meeting, Answer]:
    """The second sessions of both; what the one who asks reads then."""
    mine, other = (await led_by(world, by))[1], (await led_by(world, to))[1]
    listed = await by.slash(world.prml, "turn swap", turn=f"#{turn_of(mine)}", **{"with": to.member})
    assert listed.ephemeral
    return mine, other, await by.choose(listed, "swap.with", turn_of(other))


def the_question(world: World, reader: Person, label: str = "Agree") -> Message:
    return next(message for message in reversed(reader.sees(world.prml)) if label in message.buttons)


async def test_a_swap_is_asked_agreed_and_answered(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    mine, other, asked = await asks(world, world.mina, world.jun)
    assert asked.buttons == ["Withdraw"]
    await world.knock()

    question = the_question(world, world.jun)
    asked_of = pinged(world, question)
    answer = await world.jun.press(question, "Agree")
    await world.knock()

    assert asked_of == [world.jun.id]
    assert (await leads(world, mine), await leads(world, other)) == (world.jun.id, world.mina.id)
    assert answer.card.buttons == []
    assert answer.last.ephemeral
    news = world.mina.sees(world.prml)[-1]
    assert "agrees! You present" in news.text
    assert pinged(world, news) == [world.mina.id]


async def test_in_private_and_in_korean_it_reads_the_same(world: World) -> None:
    world.mina.locale = "ko"
    await world.running(world.mina, world.jun, world.sora, reach=Reach.DM, language="ko")
    before = len(world.sora.sees(world.prml))
    mine, _other, _asked = await asks(world, world.mina, world.jun)
    await world.knock()

    question = world.jun.inbox[-1]
    await world.jun.press(question, question.buttons[0])
    await world.knock()

    assert await leads(world, mine) == world.jun.id
    assert question.buttons[-1] == "DM 그만 받기"
    assert len(world.sora.sees(world.prml)) == before
    assert world.jun.mention in world.mina.inbox[-1].text


async def test_a_no_is_kind_and_the_channel_does_not_read_whose(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    mine, _other, _asked = await asks(world, world.mina, world.jun)
    await world.knock()

    answer = await world.jun.press(the_question(world, world.jun), "Rather not")
    await world.knock()

    assert world.jun.mention not in answer.card.text
    news = world.mina.sees(world.prml)[-1]
    assert "The swap does not work out this time." in news.text
    assert world.jun.mention not in news.text
    assert news.buttons == ["Ask somebody else"]
    assert await leads(world, mine) == world.mina.id


async def test_nobody_answers_in_time(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    await asks(world, world.mina, world.jun)

    await world.travel(days=4)

    news = next(message for message in world.mina.sees(world.prml) if "Ask somebody else" in message.buttons)
    assert "Nobody has answered your question about a swap in time." in news.text


async def test_what_was_agreed_is_not_said_to_have_run_out(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    await asks(world, world.mina, world.jun)
    await world.knock()
    await world.jun.press(the_question(world, world.jun), "Agree")

    await world.travel(days=4)

    said = [message.text for message in world.mina.sees(world.prml)]
    assert sum("agrees!" in text for text in said) == 1
    assert not any("in time" in text for text in said)


async def test_who_asked_takes_it_back_from_the_list_of_their_turns(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    mine, other, _asked = await asks(world, world.mina, world.jun)
    await world.knock()

    listed = await world.mina.slash(world.prml, "turn mine")
    label = f"Withdraw: {mine.session.number} for {other.session.number}"
    back = await world.mina.press(listed, label)

    assert "Taken back." in back.text
    assert await leads(world, mine) == world.mina.id
    assert not any("Agree" in message.buttons for message in world.jun.sees(world.prml))
    assert (await world.mina.slash(world.prml, "turn mine")).text.count("Swaps you asked for") == 0


async def test_who_is_asked_answers_from_the_list_of_their_turns(world: World) -> None:
    world.jun.locale = "en-US"
    await world.running(world.mina, world.jun, world.sora)
    mine, other, _asked = await asks(world, world.mina, world.jun)
    await world.knock()

    listed = await world.jun.slash(world.prml, "turn mine")
    label = f"Agree: {mine.session.number} for {other.session.number}"
    answer = await world.jun.press(listed, label)

    assert ("Swaps you are asked for" in listed.text, world.mina.mention in listed.text) == (True, True)
    assert listed.buttons[-2:] == [label, "Rather not"]
    assert "Yours now" in answer.text
    assert await leads(world, mine) == world.jun.id
    question = next(message for message in world.sora.sees(world.prml) if "exchange:" in message.text)
    assert question.buttons == []
    assert "Swaps you are asked for" not in (await world.jun.slash(world.prml, "turn mine")).text


async def test_the_list_of_turns_stays_short_however_many_ask(world: World) -> None:
    world.jun.locale = "en-US"
    await world.running(world.mina, world.jun, world.sora)
    wanted = turn_of((await led_by(world, world.jun))[1])
    for meeting in [*(await led_by(world, world.mina))[1:3], (await led_by(world, world.sora))[1]]:
        asking = meeting.presenter()
        assert asking is not None
        await world.services.swaps.offer(asking.id, int(wanted), asking.user_id)

    listed = await world.jun.slash(world.prml, "turn mine")

    assert listed.buttons.count("Rather not") == 2
    assert "and 1 more" in listed.text


@pytest.mark.parametrize("reach", [Reach.CHANNEL, Reach.DM])
async def test_a_question_that_was_taken_back_has_no_buttons_any_more(world: World, reach: Reach) -> None:
    world.jun.locale = "en-US"
    await world.running(world.mina, world.jun, world.sora, reach=reach)
    _mine, _other, asked = await asks(world, world.mina, world.jun)
    await world.knock()
    question = [*world.jun.inbox, *world.jun.sees(world.prml)]

    await world.mina.press(asked, "Withdraw")

    left = [*world.jun.inbox, *world.jun.sees(world.prml)]
    assert any("Agree" in message.buttons for message in question)
    assert not any("Agree" in message.buttons for message in left)
    assert any("This question was taken back. Nothing changes." in message.text for message in left)


async def test_a_question_nobody_answered_says_so_when_its_time_is_over(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    await asks(world, world.mina, world.jun)

    await world.travel(days=4)

    left = world.jun.sees(world.prml)
    assert not any("Agree" in message.buttons for message in left)
    assert any("The time to answer is over. Nothing changes." in message.text for message in left)


async def test_the_reminder_offers_a_swap_too(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora, start="2027-01-16")
    await world.travel(days=6)
    reminder = next(message for message in world.mina.sees(world.prml) if "Swap" in message.buttons)
    first = (await plan_of(world)).meetings[0].presenter()
    presenter = next(person for person in world.people if first and person.id == first.user_id)

    listed = await presenter.press(reminder, "Swap")

    assert listed.last.ephemeral
    values = [option["label"] for option in listed.last.select("swap.with")["options"]]
    assert values == sorted(values, key=lambda label: int(label.split(" ")[0]))


async def test_only_the_one_who_is_asked_answers(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    mine, _other, _asked = await asks(world, world.mina, world.jun)
    await world.knock()

    for person in (world.mina, world.sora):
        answer = await person.press(the_question(world, person), "Agree")
        assert answer.last.ephemeral

    assert await leads(world, mine) == world.mina.id


async def test_a_backup_has_nothing_to_swap(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora)
    backup = next(
        turn
        for meeting in (await plan_of(world)).meetings
        for turn in meeting.turns
        if turn.role == "backup" and turn.user_id == world.mina.id
    )

    answer = await world.mina.slash(world.prml, "turn swap", turn=f"#{backup.id}")

    assert "can be swapped" in answer.text


@pytest.mark.parametrize("hours", [1, 30])
async def test_near_the_session_the_time_to_answer_shrinks(world: World, hours: int) -> None:
    await world.running(world.mina, world.jun, world.sora)
    first = (await plan_of(world)).meetings[0]
    lead = first.presenter()
    presenter = next(person for person in world.people if lead and person.id == lead.user_id)
    goal = first.session.starts_at - timedelta(hours=hours)
    await world.travel(seconds=(goal - world.now).total_seconds())

    listed = await presenter.slash(world.prml, "turn swap", turn=f"#{turn_of(first)}")

    assert bool(listed.last.components) is (hours == 30)
