"""The main job from beginning to end, as its people play it: from /setup to the last thanks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from simcord import Env

from bot.app import NaruBot
from bot.services import house
from bot.services.ground import Ground
from tests.cogs.person import Person
from tests.cogs.seen import Answer, Message
from tests.cogs.world import World

PLEDGE = "A promise to yourself"
WANTS, AVOIDS = "Chapters I would like to present", "Chapters I would rather not"
BEFORE, REACH = "Have you presented before?", "Where should I remind you?"


def pinged(world: World, message: Message) -> list[int]:
    """Whom a message called, and not only named."""
    return world.env.backend.get_message(message.sent.channel.id, message.sent.id).ping_user_ids


async def joins(world: World, person: Person, *, wants: list[str], first: bool = False, reach: str = "dm") -> Answer:
    """Press Join on the study's card and fill in the form, whatever language it comes in."""
    card = person.sees(world.prml)[-1]
    form = await person.press(card, "Join")
    pledge, chapters, rather_not, before, where = form.fields
    values = {pledge: ["yes"], chapters: wants, rather_not: [], before: "first" if first else "before", where: reach}
    return await person.fill_in(form, values)


async def test_a_study_of_prml_runs_from_recruiting_to_its_last_presentation(fresh_world: World) -> None:
    world = fresh_world
    ara, dana, mina, jun, sora = world.ara, world.dana, world.mina, world.jun, world.sora

    # An admin sets Naru up.
    card = await ara.slash(world.prml, "setup")
    card = await ara.choose(card, "setup.organisers", world.organisers)
    card = await ara.choose(card, "setup.channel", world.prml)
    await ara.press(card, "Done")

    # An organiser founds a study, looks at it, and opens it.
    preview = await dana.slash(world.prml, "study create", book="prml", name="PRML", day="Sat", time="8 pm", pages=60)
    assert preview.ephemeral
    assert "📘 PRML" in preview.text
    assert "Every Saturday 20:00" in preview.text
    assert mina.sees(world.prml) == []
    await dana.press(preview, "Open recruiting")
    await world.knock()

    # Everybody sees one card, and joins from it.
    (card_seen,) = mina.sees(world.prml)
    assert card_seen.buttons == ["Join", "Leave", "What is this?"]
    assert "You have a seat" in (await joins(world, mina, wants=["2"])).text
    assert "자리를 맡아 뒀어요" in (await joins(world, jun, wants=["8"], reach="channel")).text
    await joins(world, sora, wants=["2", "3"], first=True)
    assert "Seats 3 / 12" in mina.sees(world.prml)[0].text

    # The organiser looks at the plan, alone, and publishes it.
    draft = await dana.slash(world.prml, "study start")
    assert draft.ephemeral
    assert "wished for this chapter" in draft.text
    await dana.press(draft, "Publish")
    await world.knock()
    plan = (await world.services.plans.shown(1)).plan
    assert "we have a plan" in mina.sees(world.prml)[-1].text
    assert "Under way with 3 members." in mina.sees(world.prml)[0].text

    # A newcomer does not open the book.
    first = plan.meetings[0]
    lead = first.presenter()
    assert lead is not None
    presenter = next(person for person in (mina, jun, sora) if person.id == lead.user_id)
    assert presenter is not sora

    # The presenter hears a week before, and takes it on.
    await world.travel(days=6)
    heard = presenter.inbox if presenter is mina else jun.sees(world.prml)
    reminder = next(message for message in heard if "I'm on it" in message.buttons or "맡을게요" in message.buttons)
    answer = await presenter.press(reminder, reminder.buttons[0])
    assert answer.last.ephemeral
    assert reminder.buttons[0] in answer.card.disabled
    assert (await world.services.turns.of(lead.id)).turn.state == "confirmed"

    # The channel hears a day and ten minutes before; afterwards one press says that they met.
    await world.travel(days=9)
    said = "\n".join(message.text for message in mina.sees(world.prml))
    assert "session 1 is near" in said
    assert "We start at" in said
    after = next(message for message in mina.sees(world.prml) if "We met" in message.buttons)
    await dana.press(after, "We met")
    form = await dana.press(next(m for m in dana.sees(world.prml) if "We met" in m.buttons), "Add slides or notes")
    await dana.fill_in(form, {"Link": "https://example.org/1.pdf"})
    assert "https://example.org/1.pdf" in next(m for m in mina.sees(world.prml) if "We met" in m.buttons).links
    shown = await mina.slash(world.prml, "session show", number=1)
    assert "It took place" in shown.text
    assert shown.last.links == ["https://example.org/1.pdf"]

    # The day after the last session the book is finished, once.
    last = plan.meetings[-1].session.starts_at
    await world.travel(seconds=(last + timedelta(days=2) - world.now).total_seconds())
    thanks = [message.text for message in mina.sees(world.prml) if "PRML is finished" in message.text]
    assert len(thanks) == 1
    assert "676 pages" in thanks[0]
    assert all(person.mention in thanks[0] for person in (mina, jun, sora))
    assert "Finished on" in mina.sees(world.prml)[0].text
    assert mina.sees(world.prml)[0].buttons == ["Plan"]


async def test_every_turn_is_reminded_of_twice_and_nobody_else_is_pinged(world: World) -> None:
    await world.running(world.mina, world.jun, world.sora, start="2027-01-16", pages=60)
    plan = (await world.services.plans.shown(1)).plan

    await world.travel(weeks=len(plan.meetings) + 3)

    messages = world.mina.sees(world.prml)
    reminders = [message for message in messages if "I'm on it" in message.buttons]
    wanted = [turn.user_id for meeting in plan.meetings if (turn := meeting.presenter()) is not None]
    assert sorted(user for each in reminders for user in pinged(world, each)) == sorted(2 * wanted)
    asked = [message for message in messages if "There are none" in message.buttons]
    # Who presented is asked twice for slides, and each question calls that one person.
    assert sorted(user for each in asked for user in pinged(world, each)) == sorted(2 * wanted)
    assert not any(pinged(world, message) for message in messages if message not in [*reminders, *asked])


async def test_buttons_of_before_a_restart_still_work(world: World, env: Env) -> None:
    await world.recruiting()
    card = world.mina.sees(world.prml)[-1]
    ground = Ground(world.database, env.now)

    await env.restart_bot(NaruBot(house.build(ground)))
    form = await world.mina.press(card, "Join")

    assert form.form == "Join PRML"


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_what_the_channel_reads_is_in_the_studys_language(world: World, language: str) -> None:
    await world.recruiting(language=language)

    (card,) = world.mina.sees(world.prml)

    assert ("Join" in card.buttons) is (language == "en")
    assert ("참여하기" in card.buttons) is (language == "ko")
